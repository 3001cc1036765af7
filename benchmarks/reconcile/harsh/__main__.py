"""Write a harsher extract: `python -m benchmarks.reconcile.harsh --children 1000 --seed 1 --out DIR`."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.reconcile.harsh import extract


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reconcile.harsh", description=__doc__)
    parser.add_argument(
        "--children", type=int, required=True, help="children of the authorities, 1,000 to 100,000"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--preset", choices=("usual", "harsh", "cruel"), default="harsh")
    parser.add_argument("--same", action="store_true", help="the preset's own rates, not varied by the seed")
    parser.add_argument("--dates-only", action="store_true", help="nobody wrote a time of day")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    options = parser.parse_args()
    rates = extract.drawn(
        options.preset, seed=options.seed, vary=not options.same, dates_only=options.dates_only
    )
    made = extract.make(children=options.children, seed=options.seed, rates=rates)
    extract.write(made, options.out)
    counts = f"{made.police.height} police rows, {made.authority['missing'].height} authority rows"
    print(f"{counts} in {options.out}")


if __name__ == "__main__":
    main()
