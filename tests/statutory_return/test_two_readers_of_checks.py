"""Every rule is run by two readers: the plain one, row by row as the rule says it, and the quick one, on whole tables.

They must flag the same rows of any return, also of one that no authority would send; and what they flag must be what
the rules say when each is written down by hand, or a slip in a row of the rulebook would mislead both.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.statutory_return.by_hand import Hand
from tests.statutory_return.returned import plain, quick, read
from waylight.rulebook.statutory_return import CHECKS

CHILDREN = st.sampled_from(["1", "1", "2", ""])
# Days that lie close together, so that they touch, and those at the edges of the year and of 29 February.
IN_MAY = [f"0{day}/05/2025" for day in (1, 2, 3, 4, 9)]
AT_EDGES = ["31/03/2025", "01/04/2025", "28/02/2026", "31/03/2026", "01/04/2026"]
NO_DAYS = ["", "30/02/2026", "soon", "01/06/25"]
DAYS = st.sampled_from([*IN_MAY, *AT_EDGES, *NO_DAYS, "5/5/2025", "01/03/2026"])
BIRTHS = st.sampled_from(["29/02/2008", "01/03/2008", "28/02/2008", "03/05/2025", "04/05/2007", "", "2008"])


# Away until the 18th birthday, which so many days seldom meet by chance.
TO_18 = {"DOB": "29/02/2008", "MISSING": "M", "MIS_START": "28/02/2026", "MIS_END": "01/03/2026"}


def rows(*now_and_then: dict[str, str], **columns: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    usual = st.fixed_dictionaries({"CHILD": CHILDREN, **columns})
    return st.lists(st.one_of(usual, usual, *map(st.just, now_and_then)), max_size=6)


MISSING = rows(
    {"CHILD": "1", **TO_18},
    DOB=BIRTHS,
    MISSING=st.sampled_from(["M", "A", "", "X", "m"]),
    MIS_START=DAYS,
    MIS_END=DAYS,
)
OTHERS = {
    "episodes": rows(
        {"CHILD": "1", "DEC": "01/03/2026", "REC": "E4A"},
        DECOM=DAYS,
        DEC=DAYS,
        REC=st.sampled_from(["E8", "E4A", ""]),
    ),
    "header": rows(DOB=BIRTHS),
    "reviews": rows(),
    "OC2": rows(),
}


@given(
    missing=MISSING,
    others=st.fixed_dictionaries({}, optional=OTHERS),
    last_year=st.none() | MISSING,
)
def test_both_readers_flag_what_is_found_by_hand(
    missing: list[dict[str, str]], others: dict[str, Any], last_year: list[dict[str, str]] | None
) -> None:
    tables = {"missing": missing, **others}
    given = tables if last_year is None else {**tables, "last": last_year}
    by_hand = Hand({table: read(table, rows) for table, rows in given.items()}).flags()
    assert quick(tables, last_year) == by_hand
    assert plain(tables, last_year) == by_hand


@pytest.mark.slow
def test_what_is_tried_reaches_every_rule() -> None:
    """Control: among the returns tried, each rule flags some row."""
    rules, seen = {check.code for check in CHECKS}, set[str]()

    @settings(max_examples=500, database=None)
    @given(missing=MISSING, others=st.fixed_dictionaries(OTHERS), last_year=MISSING)
    def reach(missing: Any, others: Any, last_year: Any) -> None:
        if seen != rules:
            seen.update(rule for rule, _, _ in plain({"missing": missing, **others}, last_year))

    reach()
    assert seen == rules
