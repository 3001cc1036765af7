"""An invented region: authorities, forces, homes, children, times away, and what each side wrote of them.

    from waylight.ops.region import make_region
    region = make_region(10_000, seed=1, shape="dense")
    region.extracts   # what goes into the reconciliation
    region.incidents  # what is true of every police row

Nothing in it is about anybody. Only the postcodes are real.
"""

from waylight.ops.region.presets import AUTHORITY_DATES, DATES_ONLY, MILD, PRESETS, ROUGH, USUAL
from waylight.ops.region.rates import Rates
from waylight.ops.region.region import SHAPES, Region, make_region
from waylight.ops.region.write import write_region

__all__ = [
    "AUTHORITY_DATES",
    "DATES_ONLY",
    "MILD",
    "PRESETS",
    "ROUGH",
    "SHAPES",
    "USUAL",
    "Rates",
    "Region",
    "make_region",
    "write_region",
]
