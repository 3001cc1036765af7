"""How the missing part of the looked-after children return follows from the record. What checks it is another page."""

from __future__ import annotations

from waylight.engine.words import Proof, Rule, Source
from waylight.rulebook.sources import OURS, SSDA903

ROWS = Rule(
    name="a row for each stretch",
    says="A time away gives a row for each stretch in one category, M or A, with its first and last day in London. It "
    "ends on the day on which the child was found where the whereabouts were not known, and returned where they were.",
    value=("CHILD", "DOB", "MISSING", "MIS_START", "MIS_END"),
    source=SSDA903,
)
SPLIT = Rule(
    name="a placement that ends while the child is away",
    says="The row ends on the day on which the placement ended, and another goes on from that day. It goes on from the "
    "day after where it is open at the end of a year and another placement had begun: check 575 reads a day on which "
    "one placement ends and another begins as within the one that ended. However many rows, it is one time away.",
    value="575",
    source=Source(
        "SSDA903 checks for the missing module, rule 575",
        "as public software words it; guidance does not close a time away before the 18th birthday",
        mark=Proof.FOUND,
    ),
)
IN_CARE = Rule(
    name="while looked after",
    says="A row begins no earlier than care did and ends no later than care did, or than the 18th birthday. What lies "
    "outside is left out, and the reasons say so.",
    value=("577", "578", "581"),
    source=SSDA903,
)
OPEN = Rule(
    name="away on 31 March",
    says="Who was away on 31 March has an open row, whenever they came back, and stands with the same start in the "
    "return of the next year.",
    value="576",
    source=SSDA903,
)
NO_END = Rule(
    name="an end that nobody recorded",
    says="A time away of which nobody recorded the end has an open row in the year in which it began, for a person to "
    "close; in later years it stands only where it was handed in as open.",
    value="576",
    source=OURS,
)
NO_NUMBER = Rule(
    name="a child without a number",
    says="A row needs the number by which the authority knows the child. Where the record has none, no row is written, "
    "and the reasons name the time away.",
    value="INT04",
    source=OURS,
)
KEPT = Rule(
    name="returns that were handed in",
    says="The rows of a return that was handed in are kept until those of the third year after it are handed in: next "
    "year's is compared with them, and corrections are asked for in the year after. Of a child whose record is erased "
    "the number and the birth date go with it.",
    value=3,
    source=OURS,
)
