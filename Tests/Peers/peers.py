"""Measures Daybook against the same model in NumPy and in SimPy. See README.md."""

from __future__ import annotations

import argparse
import sys

import peers_agree
import peers_common
import peers_time

MODULES = {
    "agree": (peers_agree, "whether the models agree statistically"),
    "time": (peers_time, "how fast they are, interleaved"),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    for verb, (module, text) in MODULES.items():
        options = verbs.add_parser(verb, help=text, description=text)
        peers_common.add_options(options)
        module.add_options(options)
    options = parser.parse_args()
    return MODULES[options.verb][0].main(options) or 0


if __name__ == "__main__":
    sys.exit(main())
