"""`waylight region`: write an invented region into a folder."""

from __future__ import annotations

import argparse
import sys

from waylight.ops.region.presets import PRESETS
from waylight.ops.region.region import make_region
from waylight.ops.region.write import write_region


def region_command(options: argparse.Namespace) -> int:
    """Make the region asked for and write it. Returns 2 where folder or number cannot be used."""
    if not 200 <= options.children <= 100_000:
        sys.stderr.write("waylight region: --children takes 200 to 100000\n")
        return 2
    if options.out.exists() and any(options.out.iterdir()):
        sys.stderr.write(f"waylight region: {options.out} is not empty; name a new folder\n")
        return 2
    shape = getattr(options, "shape", "published")
    rates = PRESETS[getattr(options, "rates", "usual")]
    region = make_region(options.children, options.seed, shape, rates)
    write_region(region, options.out)
    sys.stdout.write(f"An invented region of {options.children} looked-after children is in {options.out}\n")
    return 0
