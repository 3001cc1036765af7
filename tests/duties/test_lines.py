"""From facts to happenings, without a database: what each duty looks at is read as it was said."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from waylight.duties.kinds import Done
from waylight.duties.lines import line_of
from waylight.duties.said import ChildSaid, Lived, Said
from waylight.engine.happenings import VALUES, Happening, Kind
from waylight.engine.when import When, at, on
from waylight.episodes.kinds import claims, updates
from waylight.episodes.reading import core_fact
from waylight.facts.codec import to_json
from waylight.interviews.kinds import Held

NIGHT = datetime(2026, 3, 2, 19, tzinfo=UTC)
HOME = UUID(int=9)
ABSENT = claims.Absent("unknown", True, True)


def said(
    kind: str,
    body: object,
    hours: float = 0,
    *,
    told: float | None = None,
    when: When | None = None,
    about: UUID | None = None,
    node: str = "home",
    record: str = "episode core",
    door: str = "web",
) -> Said:
    """A fact so many hours after that Monday evening, told then (or `told` hours after it)."""
    moment = when or at(NIGHT + timedelta(hours=hours))
    row = [
        uuid4(), kind, 1, moment.earliest, moment.latest, moment.as_said,
        NIGHT + timedelta(hours=hours if told is None else told), about, HOME, node, None, json.dumps(to_json(body)),
    ]  # fmt: skip
    return Said(core_fact(row), record, door)


def line(
    *facts: Said, born: date | None = None, lived: tuple[Lived, ...] = (), **more: Any
) -> dict[str, Happening]:
    """By kind, as known long after."""
    child = ChildSaid(uuid4(), born, facts, lived)
    known_by = more.get("known_by", NIGHT + timedelta(days=90))
    return {one.kind: one for one in line_of(child, known_by=known_by)}


def test_a_report_begins_two_things_when_the_child_left_and_when_we_were_told() -> None:
    found = line(said("absent", ABSENT, told=2))
    assert found["away began"].at == at(NIGHT)
    assert found["reported"].at == at(NIGHT + timedelta(hours=2))
    assert found["reported"].values == {"category": "M", "live": "yes", "out of area": "no"}


def test_a_row_of_a_file_is_no_live_report_and_what_it_tells_late_is_not_prompt() -> None:
    found = line(said("absent", ABSENT, told=24 * 40, door="import"))
    assert found["reported"].values["live"] == "no"
    assert found["away began"].values["prompt"] == "no"


def test_a_child_who_lives_outside_the_area_is_reported_so() -> None:
    lived = Lived(uuid4(), HOME, "home", NIGHT - timedelta(days=9), None, True)
    assert line(said("absent", ABSENT), lived=(lived,))["reported"].values["out of area"] == "yes"


def test_the_return_is_known_as_it_was_said_to_the_day_where_only_the_day_is_known() -> None:
    gone = said("absent", ABSENT)
    day = on(date(2026, 3, 4))
    assert line(gone, said("returned", claims.Returned(), when=day, told=60))["returned"].at == day


def test_a_return_put_right_is_the_right_one() -> None:
    gone = said("absent", ABSENT)
    back = said("returned", claims.Returned(), 5, about=gone.fact.id)
    right = said("correction", claims.Correction(at=at(NIGHT + timedelta(hours=3))), 6, about=back.fact.id)
    assert line(gone, back, right)["returned"].at == at(NIGHT + timedelta(hours=3))


def test_found_and_not_said_to_be_back_the_clock_runs_from_the_end() -> None:
    found = line(said("absent", ABSENT), said("found", claims.Found(), 4))
    assert found["away ended"].at == found["returned"].at == at(NIGHT + timedelta(hours=4))


def test_police_know_by_a_reference_and_then_from_when_they_were_rung() -> None:
    gone = said("absent", ABSENT)
    rung = said("told", updates.Told("police"), 0.2, about=gone.fact.id, record="episode")
    assert "police know" not in line(gone, rung)
    reference = said("police reference", updates.PoliceReference("12"), 1, about=gone.fact.id)
    assert line(gone, rung, reference)["police know"].at == at(NIGHT + timedelta(minutes=12))


def test_who_turns_18_while_away_is_still_looked_for_and_owed_no_interview() -> None:
    born = date(2008, 3, 3)
    gone = said("absent", ABSENT)
    later = said("police reference", updates.PoliceReference("12"), 48, about=gone.fact.id)
    still = line(gone, later, born=born)
    assert "away ended" not in still and "returned" not in still
    back = line(gone, later, said("returned", claims.Returned(), 72), born=born)
    assert back["away ended"].at == at(NIGHT + timedelta(hours=72)) and "returned" not in back


def test_an_interview_that_covers_two_times_away_is_about_both() -> None:
    first, second = said("absent", ABSENT), said("absent", ABSENT, 48)
    facts = [first, said("returned", claims.Returned(), 3), second, said("returned", claims.Returned(), 50)]
    held = said("interview held", Held("independent", (second.fact.id,)), 60, about=first.fact.id, record="x")
    child = ChildSaid(uuid4(), None, [*facts, held])
    both = [
        one.about
        for one in line_of(child, known_by=NIGHT + timedelta(days=9))
        if one.kind is Kind.INTERVIEW_HELD
    ]
    assert set(both) == {first.fact.id, second.fact.id}


def test_what_was_told_later_or_taken_back_is_not_there() -> None:
    gone = said("absent", ABSENT)
    deed = said("done", Done("visited"), 1, record="duty")
    assert "done" in line(gone, deed)
    assert "done" not in line(gone, deed, known_by=NIGHT + timedelta(minutes=30))
    assert "done" not in line(gone, deed, said("in error", claims.InError(), 2, about=deed.fact.id))


@pytest.mark.parametrize("moved", [True, False])
def test_a_placement_ends_by_a_move_or_by_its_end(moved: bool) -> None:
    from waylight.children.kinds import PlacedAt, PlacementEnded

    began = said("placed at", PlacedAt(HOME), record="placement")
    over = said("placed at" if moved else "placement ended", PlacedAt(HOME) if moved else PlacementEnded(HOME), 40,
                record="placement")  # fmt: skip
    first = Lived(began.fact.id, HOME, "home", NIGHT, NIGHT + timedelta(hours=40), True)
    found = line(began, over, lived=(first,))
    assert found["placement ended"].about == began.fact.id
    assert found["placement began"].values == {
        "prompt": "yes", "out of area": "yes", "distant": "unknown", "first": "yes", "key stage 4": "no",
        "setting": "home",
    }  # fmt: skip


def test_every_happening_carries_the_values_that_the_catalogue_names() -> None:
    from waylight.children.kinds import PlacedAt

    gone = said("absent", ABSENT)
    began = said("placed at", PlacedAt(HOME), record="placement")
    facts = [
        gone, began,
        said("risk graded", updates.RiskGraded("HIGH"), 1, about=gone.fact.id, node="force"),
        said("told", updates.Told("parents"), 1, about=gone.fact.id, record="episode"),
        said("prevention interview", updates.PreventionInterview(True), 9, about=gone.fact.id, record="episode"),
        said("returned", claims.Returned(), 8),
        said("done", Done("visited"), 10, record="duty"),
    ]  # fmt: skip
    lived = Lived(began.fact.id, HOME, "home", NIGHT, None, False)
    for one in line(*facts, lived=(lived,)).values():
        assert set(one.values) == set(VALUES.get(one.kind, {})), one.kind


def test_the_same_rows_have_the_same_mark_in_every_process() -> None:
    import os
    import subprocess
    import sys

    marks = {
        subprocess.run(
            [sys.executable, "-c", "from waylight.duties.rows import RULES; print(RULES)"],
            env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(marks) == 1
