#!/usr/bin/env python3
"""Report folders, read by the tools that people have: frictionless, DuckDB, pandas, polars, hledger, LibreOffice.

Makes the folders with .build/release/daybook, prints a line for each thing shown, and ends non-zero on the first fault.
Call it as `python Tests/Ecosystem/ecosystem.py`, with what Tests/Ecosystem/README.md says is needed.
"""

from __future__ import annotations

import argparse
import pathlib
import sys
import tempfile
import time

import books
import databases
import folders
import frames
import packages
import sheets
from common import Fault, fail, shown


def check(work: pathlib.Path, daybook: pathlib.Path) -> None:
    made = folders.make(work, daybook)
    shown(f"daybook: {len(made)} folders")
    packages.check(made, work)
    databases.check(made)
    frames.check(made)
    books.check(made)
    sheets.check(made, work)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--daybook", type=pathlib.Path, default=folders.DAYBOOK)
    options = parser.parse_args()
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as work:
        try:
            check(pathlib.Path(work), options.daybook)
        except Fault as fault:
            return fail(fault)
    print(f"{time.monotonic() - start:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
