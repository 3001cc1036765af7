"""python -m benchmarks.reconcile [peers|febrl|index|table] [options]; without a word: all of them."""

from __future__ import annotations

import argparse
import sys

from benchmarks.reconcile import index_speed, run, table
from benchmarks.reconcile.febrl import run as febrl

PARTS = {"peers": run, "febrl": febrl, "index": index_speed}


def main(words: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reconcile", description=__doc__)
    parts = parser.add_subparsers(dest="part")
    for name, part in PARTS.items():
        part.arguments(parts.add_parser(name, help=(part.__doc__ or "").partition("\n")[0]))
    parts.add_parser("table", help="write the tables of README.md from results/")
    options = parser.parse_args(words)
    for name, part in PARTS.items():
        if options.part in (None, name):
            part.run(options if options.part else parser.parse_args([name]))
    table.write()


if __name__ == "__main__":
    main(sys.argv[1:])
