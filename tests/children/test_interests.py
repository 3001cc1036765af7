"""Who is what to a child, from what is known of the child: the pure part."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from waylight.children.interests import Care, Case, Gone, InterestRow, Living, interests_of

T0 = datetime(2026, 1, 1, tzinfo=UTC)
TEAM, HOME, OTHER_HOME, HOST, FORCE, OTHER_FORCE, PERSON = (uuid4() for _ in range(7))
MONTH = timedelta(days=30)


def at(days: float) -> datetime:
    return T0 + timedelta(days=days)


def made(**what: object) -> set[tuple[UUID, UUID | None, str, float, float | None]]:
    """The rows with their times in days after the beginning of the year."""

    def day(moment: datetime) -> float:
        return (moment - T0) / timedelta(days=1)

    rows = interests_of(**what, police_after=MONTH)  # type: ignore[arg-type]
    return {(r.node, r.person, r.relation, day(r.since), day(r.until) if r.until else None) for r in rows}


def test_a_placement_makes_the_home_caring_and_the_area_host() -> None:
    living = Living(uuid4(), HOME, at(0), None, host=HOST, force=FORCE)
    assert made(placements=[living]) == {(HOME, None, "caring", 0, None), (HOST, None, "host", 0, None)}


def test_a_placement_gives_the_force_nothing_of_the_child() -> None:
    rows = made(placements=[Living(uuid4(), HOME, at(0), None, force=FORCE)])
    assert FORCE not in {row[0] for row in rows}


def test_a_care_period_makes_the_team_responsible_while_it_lasts() -> None:
    assert made(care=[Care(uuid4(), TEAM, at(0), at(9))]) == {(TEAM, None, "responsible", 0, 9)}


def test_a_case_is_one_persons() -> None:
    case = Case(uuid4(), TEAM, PERSON, "responsible", at(1), None)
    assert made(cases=[case]) == {(TEAM, PERSON, "responsible", 1, None)}


def test_a_referral_without_a_person_is_the_services() -> None:
    assert made(cases=[Case(uuid4(), TEAM, None, "interviewing", at(1), at(2))]) == {
        (TEAM, None, "interviewing", 1, 2)
    }


def test_a_report_opens_the_child_to_the_forces_of_the_place_last_seen_and_of_the_placement() -> None:
    living = Living(uuid4(), HOME, at(0), None, force=FORCE)
    rows = made(placements=[living], aways=[Gone(uuid4(), at(5), None, (OTHER_FORCE,))])
    assert {row for row in rows if row[0] in (FORCE, OTHER_FORCE)} == {
        (force, None, relation, 5, None)
        for force in (FORCE, OTHER_FORCE)
        for relation in ("police", "searching")
    }


def test_after_the_return_the_pack_closes_at_once_and_the_record_thirty_days_later() -> None:
    living = Living(uuid4(), HOME, at(0), None, force=FORCE)
    rows = made(placements=[living], aways=[Gone(uuid4(), at(5), at(6))])
    assert {row[2:] for row in rows if row[0] == FORCE} == {("police", 5, 36), ("searching", 5, 6)}


def test_a_child_moved_while_away_is_looked_for_by_both_forces() -> None:
    first = Living(uuid4(), HOME, at(0), at(6), force=FORCE)
    second = Living(uuid4(), OTHER_HOME, at(6), None, force=OTHER_FORCE)
    rows = made(placements=[first, second], aways=[Gone(uuid4(), at(5), at(8))])
    assert {row[0] for row in rows if row[2] == "searching"} == {FORCE, OTHER_FORCE}


def test_a_move_after_the_return_does_not_tell_the_new_force() -> None:
    first = Living(uuid4(), HOME, at(0), at(10), force=FORCE)
    second = Living(uuid4(), OTHER_HOME, at(10), None, force=OTHER_FORCE)
    rows = made(placements=[first, second], aways=[Gone(uuid4(), at(5), at(6))])
    assert OTHER_FORCE not in {row[0] for row in rows}


def test_an_absence_that_ended_in_the_minute_it_began_still_tells_the_force() -> None:
    living = Living(uuid4(), HOME, at(0), None, force=FORCE)
    rows = made(placements=[living], aways=[Gone(uuid4(), at(5), at(5))])
    assert {row[2] for row in rows if row[0] == FORCE} == {"police"}


def test_who_turns_eighteen_while_away_is_still_looked_for() -> None:
    care, living = Care(uuid4(), TEAM, at(0), at(10)), Living(uuid4(), HOME, at(0), at(10), force=FORCE)
    rows = made(care=[care], placements=[living], aways=[Gone(uuid4(), at(8), None)])
    assert (FORCE, None, "searching", 8, None) in rows
    assert (TEAM, None, "responsible", 10, None) in rows
    assert (HOME, None, "caring", 0, 10) in rows


def test_the_search_for_a_grown_child_ends_with_the_return() -> None:
    care = Care(uuid4(), TEAM, at(0), at(10))
    rows = made(care=[care], aways=[Gone(uuid4(), at(8), at(12), (FORCE,))])
    assert {row for row in rows if row[0] == TEAM} == {
        (TEAM, None, "responsible", 0, 10),
        (TEAM, None, "responsible", 10, 12),
    }


def test_what_ends_as_it_begins_opens_nothing() -> None:
    assert made(placements=[Living(uuid4(), HOME, at(3), at(3))]) == set()


moments = st.integers(0, 40).map(at)
spans = st.tuples(moments, st.none() | moments)


@given(st.lists(spans, max_size=4), st.lists(spans, max_size=4), st.lists(spans, max_size=4), st.randoms())
def test_interests_do_not_depend_on_the_order_in_which_things_were_told(
    care: list[tuple[datetime, datetime | None]],
    placements: list[tuple[datetime, datetime | None]],
    aways: list[tuple[datetime, datetime | None]],
    shuffle: object,
) -> None:
    whole = {
        "care": [Care(uuid4(), TEAM, *span) for span in care],
        "placements": [Living(uuid4(), HOME, *span, host=HOST, force=FORCE) for span in placements],
        "aways": [Gone(uuid4(), *span, forces=(OTHER_FORCE,)) for span in aways],
    }
    first = interests_of(**whole, police_after=MONTH)  # type: ignore[arg-type]
    for part in whole.values():
        shuffle.shuffle(part)  # type: ignore[attr-defined]
    assert interests_of(**whole, police_after=MONTH) == first  # type: ignore[arg-type]
    assert all(row.until is None or row.since < row.until for row in first)


@given(st.lists(spans, max_size=3), st.lists(spans, max_size=3))
def test_every_row_has_an_id_of_its_own_that_is_the_same_when_it_is_made_again(
    placements: list[tuple[datetime, datetime | None]], aways: list[tuple[datetime, datetime | None]]
) -> None:
    child = uuid4()
    whole = {
        "care": [Care(uuid4(), TEAM, at(0), at(20))],
        "placements": [Living(uuid4(), HOME, *span, host=HOST, force=FORCE) for span in placements],
        "aways": [Gone(uuid4(), *span, forces=(OTHER_FORCE,)) for span in aways],
    }
    rows: frozenset[InterestRow] = interests_of(**whole, police_after=MONTH)  # type: ignore[arg-type]
    ids = {row.id_for(child) for row in rows}
    assert len(ids) == len(rows)
    assert ids == {row.id_for(child) for row in interests_of(**whole, police_after=MONTH)}  # type: ignore[arg-type]
