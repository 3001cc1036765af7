"""An invented region: authorities, forces, homes, children, times away, and what each side wrote of them.

    from waylight.ops.region import PRESETS, make_region
    region = make_region(10_000, seed=1, shape="dense", rates=PRESETS["rough"])
    region.extracts   # what goes into the reconciliation
    region.incidents  # what is true of every police row

Nothing in it is about anybody. Only the postcodes are real.

Two shapes. "published" follows England's published figures: 11 % of looked-after children go missing in a
year, 6.5 to 6.8 times each, a third of the incidents end on the day they began, nine in ten within two days.
"dense" is for measuring: about ten police rows to a child. In both, half of the police rows are about
children who are not listed: not in care, or in care of authorities not given, some of them brothers, sisters
or namesakes of listed children, some living in the same homes.

Every rate is a field of `Rates`; `PRESETS` has a mild, a usual and a rough set and two without times of day;
`varied(seed)` moves each error of the usual set up or down by chance.

Who came to know of a time away depends on its duration, on either side (`aways.py`). Short absences escape
both more often, so that a capture-recapture estimate over all durations together is too low (by 1.0 % with
the usual rates and every link right) and must be stratified by duration (six bands bring it to 0.1 %). What
both lists could see are the times away of category M with `in_area` in `Region.aways`.

The order of making: places, people, placements, aways, then what each side recorded (`reports` and `police`;
`authority` and `missing_rows`; `homes_list`), then `truth`. Each has its own stream of random numbers.
"""

from waylight.ops.region.presets import AUTHORITY_DATES, DATES_ONLY, MILD, PRESETS, ROUGH, USUAL, varied
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
    "varied",
    "write_region",
]
