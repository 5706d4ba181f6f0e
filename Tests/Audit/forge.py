#!/usr/bin/env python3
"""Shows that the audit can fail: forges one cell of each column of each report, and one event of each kind.

    python3 Tests/Audit/forge.py

Runs the first random population that has rows in every report and ends with a month, forges its folder again and again,
each time with the sizes and hashes of datapackage.json made good, and audits it. Exit 1 when a forgery is not seen.
"""

import argparse
import csv
import hashlib
import json
import subprocess
import sys
import tempfile
from io import StringIO
from pathlib import Path
from typing import Callable, Iterator

from audit import TOOL, audit_folder
from daybook_audit.folder import REPORTS, Folder
from daybook_audit.invent import invent

Table = list[list[str]]
NEXT = {**{str(digit): str((digit + 1) % 10) for digit in range(10)}, "true": "false", "false": "true"}


def forged(cell: str) -> str:
    """Change the last digit of a cell, or the word in it."""
    for place in range(len(cell) - 1, -1, -1):
        if cell[place].isdigit():
            day = cell[:place].endswith("-") and len(cell) == 10
            digit = "1" if day and cell[place] != "1" else NEXT[cell[place]]
            return cell[:place] + digit + cell[place + 1 :]
    return NEXT.get(cell, cell + "x")


def forgeries(name: str, rows: Table) -> Iterator[tuple[str, Callable[[Table], None]]]:
    """Yield each forgery of a report: a cell of every column that is ever filled, a row lost, two rows exchanged."""
    for column, title in enumerate(rows[0]):
        filled = [number for number in range(1, len(rows)) if rows[number][column]]
        if filled:
            number = filled[len(filled) // 2]
            yield f"{title} in row {number}", lambda table, at=number, of=column: table[at].__setitem__(of, forged(table[at][of]))
    yield "a row lost", lambda table: table.pop(len(table) // 2)
    yield "two rows exchanged", lambda table: table.insert(1, table.pop())
    if name == "events":
        for kind in sorted({row[3] for row in rows[1:]}):
            places = [number for number in range(1, len(rows)) if rows[number][3] == kind]
            yield f"an event {kind} lost", lambda table, at=places[len(places) // 2]: table.pop(at)


def write(folder: Path, name: str, rows: Table) -> None:
    """Put a report into the folder, and its size and hash into the data package."""
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    data = text.getvalue().encode()
    (folder / f"{name}.csv").write_bytes(data)
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    resource = next(resource for resource in package["resources"] if resource["name"] == name)
    resource["bytes"], resource["hash"] = len(data), "sha256:" + hashlib.sha256(data).hexdigest()
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")


def seen(folder: Path, tool: str) -> bool:
    """Say whether the audit finds fault with the folder; events that cannot be are a fault too."""
    try:
        return bool(audit_folder(folder, tool, folder.parent)[0])
    except (AttributeError, AssertionError, KeyError, TypeError, ValueError):
        return True


def run(tool: str, work: Path) -> Path:
    """Run random populations until one has rows everywhere; return its folder."""
    for seed in range(2, 1000, 2):
        scenario, books = invent(seed)
        folder = work / f"out-{seed}"
        (work / "scenario.json").write_text(json.dumps(scenario), encoding="utf-8")
        for name, text in books.items():
            (work / name).write_text(text, encoding="utf-8")
        command = [tool, "run", str(work / "scenario.json"), "--out", str(folder), "--quiet", "--reports", ",".join(REPORTS)]
        subprocess.run(command, check=True, capture_output=True)
        tables = Folder(folder)
        counts = audit_folder(folder, tool, work)[1]
        told = counts["unbilled_end told by the next morning"] and not counts["created_on taken"] + counts["opening money taken"]
        if told and all(len(tables.rows(name)) > 3 for name in REPORTS) and counts["event restored"] and not scenario["warmUpDays"]:
            return folder
    raise SystemExit("no random population has rows in every report")


def main() -> int:
    """Forge and audit; print what was not seen."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", type=Path, default=TOOL, help="the daybook program")
    tool = str(parser.parse_args().tool)
    with tempfile.TemporaryDirectory() as work:
        folder = run(tool, Path(work))
        missed, tried = [], 0
        for name in REPORTS:
            rows = list(csv.reader((folder / f"{name}.csv").read_text(encoding="utf-8").splitlines()))
            for what, forge in forgeries(name, rows):
                copy = [list(row) for row in rows]
                forge(copy)
                write(folder, name, copy)
                tried += 1
                if not seen(folder, tool):
                    missed.append(f"{name}.csv: {what}")
            write(folder, name, rows)
        unharmed = not seen(folder, tool)
    print(f"{folder.name}: {tried} forgeries, {tried - len(missed)} seen; put right again it is {'in order' if unharmed else 'NOT in order'}")
    print("".join(f"not seen: {what}\n" for what in missed), end="")
    return 0 if unharmed and not missed else 1


if __name__ == "__main__":
    sys.exit(main())
