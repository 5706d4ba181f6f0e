"""Measures Daybook against the same model in NumPy and in SimPy. See README.md."""

from __future__ import annotations

import argparse
import importlib
import sys

import peers_common

VERBS = {
    "agree": "whether the models agree statistically",
    "time": "how fast they are, interleaved",
    "scale": "how Daybook's time and memory grow with the accounts",
    "rows": "how fast row reports are written, beside polars",
    "start": "how soon small things are done",
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    modules = {verb: importlib.import_module(f"peers_{verb}") for verb in VERBS}
    for verb, module in modules.items():
        options = verbs.add_parser(verb, help=VERBS[verb], description=module.__doc__)
        peers_common.add_options(options)
        module.add_options(options)
    options = parser.parse_args()
    return modules[options.verb].main(options)


if __name__ == "__main__":
    sys.exit(main())
