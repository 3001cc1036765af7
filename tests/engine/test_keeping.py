"""How long a record is kept, to the day."""

from __future__ import annotations

from datetime import date

import pytest

from waylight.engine.keeping import From, due_after, longest
from waylight.engine.local import Dated
from waylight.engine.words import days as so_many
from waylight.rulebook.retention import CASE_RECORD, CASE_RECORD_SCOTLAND, FOSTER_CARER

CASE = CASE_RECORD[0]
BORN, DIED = From.BIRTH, From.DEATH_AS_CHILD


@pytest.mark.parametrize(
    ("days", "due"),
    [
        ({BORN: date(1951, 3, 1)}, date(2026, 3, 1)),
        # Born on a leap day: there is none in 2027, so the record is kept a day longer rather than a day less.
        ({BORN: date(1952, 2, 29)}, date(2027, 3, 1)),
        ({BORN: date(1948, 2, 29)}, date(2023, 3, 1)),
        # Who died as a child: fifteen years from then, however old they would be.
        ({BORN: date(2005, 6, 1), DIED: date(2011, 11, 22)}, date(2026, 11, 22)),
        ({DIED: date(2012, 2, 29)}, date(2027, 3, 1)),
        ({}, None),
        ({From.APPROVAL_ENDED: date(2000, 1, 1)}, None),
    ],
)
def test_a_case_record_may_go_on_its_anniversary(days: dict[From, date], due: date | None) -> None:
    assert CASE.due(days) == due


def test_a_foster_carers_record_counts_from_the_end_of_the_approval() -> None:
    assert FOSTER_CARER.due({From.APPROVAL_ENDED: date(2016, 11, 22)}) == date(2026, 11, 22)


def test_of_two_rows_that_hold_one_record_the_one_that_keeps_longer_decides() -> None:
    kept = longest(CASE_RECORD_SCOTLAND, {BORN: date(1951, 3, 1)})
    assert kept and kept[1] == date(2051, 3, 1) and "Scotland" in kept[0].record
    assert longest(CASE_RECORD, {}) is None


# Care ended on this day; the rulebook keeps for 365 days.
ENDED = date(2026, 1, 1)
SHORTER, LONGER = so_many(90), so_many(400)


@pytest.mark.parametrize(
    ("own", "today", "due"),
    [
        ((), date(2026, 12, 31), date(2027, 1, 1)),
        ((), date(2027, 5, 1), date(2027, 1, 1)),
        ((Dated(SHORTER, date(2025, 1, 1)),), date(2026, 2, 1), date(2026, 4, 1)),
        # Set later than it would have been due by it: on the day from which it holds, and not before.
        ((Dated(SHORTER, date(2026, 6, 1)),), date(2026, 5, 31), date(2026, 6, 1)),
        ((Dated(SHORTER, date(2026, 6, 1)),), date(2026, 6, 1), date(2026, 4, 1)),
        # Longer from a day that comes before the rulebook's own would have been over.
        ((Dated(LONGER, date(2026, 12, 1)),), date(2026, 11, 1), date(2027, 2, 5)),
        ((Dated(LONGER, date(2026, 12, 1)),), date(2027, 1, 20), date(2027, 2, 5)),
        # Longer for a while only: when that ends the rulebook's own holds again.
        ((Dated(LONGER, date(2026, 12, 1), date(2027, 1, 15)),), date(2027, 1, 2), date(2027, 1, 15)),
    ],
)
def test_a_span_that_an_authority_sets_for_itself_holds_on_its_own_dates(
    own: tuple[Dated[object], ...], today: date, due: date
) -> None:
    assert due_after(ENDED, "a rule", so_many(365), {"a rule": own}, today) == due
