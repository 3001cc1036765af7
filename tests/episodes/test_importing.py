"""An extract becomes claims on the same episodes; again changes nothing; taken back, it leaves no effect."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.episodes.telling import Telling
from tests.support.roles import worker
from waylight.engine.when import at, on
from waylight.episodes.imports import columns
from waylight.episodes.imports.rows import AuthorityRow, HomeRow, PoliceRow, SourceRow, claims_of, content
from waylight.episodes.services.importing import Import, Imported, import_rows, take_back
from waylight.facts.refusals import NotThere
from waylight.ops.rebuild import check


@pytest.fixture
def tell(region: Any, now: datetime) -> Telling:
    return Telling(region, now - timedelta(days=20))


@pytest.fixture
def hand_in(tell: Telling, cluster: Any) -> Any:
    """`hand_in((row, child), ...)` as the worker, for a data officer."""
    officer = tell.region.record.person("Dee Data", "data officer", tell.region.authority)
    run = uuid4()

    def act(*rows: tuple[SourceRow, UUID], source: UUID | None = None, back: bool = False) -> Any:
        handed = Import(officer, source or tell.region.force, run, tell.now + timedelta(days=15))
        with worker(cluster):
            return take_back(handed=handed) if back else import_rows(handed=handed, rows=rows)

    return act


def a_police_row(tell: Telling, **other: Any) -> PoliceRow:
    return PoliceRow("INC-1", **{"last_seen": tell.later(20).ago(0), "reported": tell.later(60).ago(0),
                                 "found": tell.later(300).ago(0), "risk": "Medium risk", **other})  # fmt: skip


def test_a_police_row_is_a_claim_on_the_episode_that_the_home_reported(tell: Telling, hand_in: Any) -> None:
    filed = tell.absent(minutes_ago=0)
    tell.later(330).returned(filed.episode)
    assert hand_in((a_police_row(tell), tell.region.child)) == Imported(new=1)
    page = tell.live(filed.episode)
    assert (page.episode.seen_by, page.episode.ended_by, page.episode.grade) == (
        ["home", "police"],
        "found",
        "MEDIUM",
    )
    assert page.of("risk graded")[0].body.wording == "Medium risk"
    assert page.episode.police_reference == "INC-1"


def test_handing_it_in_again_changes_nothing(tell: Telling, hand_in: Any) -> None:
    row = (a_police_row(tell), tell.region.child)
    hand_in(row)
    before = tell.region.record.rows("SELECT id FROM facts_fact ORDER BY id")
    assert hand_in(row) == Imported(known=1)
    assert tell.region.record.rows("SELECT id FROM facts_fact ORDER BY id") == before


def test_a_row_that_says_something_else_takes_the_place_of_what_it_said(tell: Telling, hand_in: Any) -> None:
    first = a_police_row(tell)
    hand_in((first, tell.region.child))
    assert hand_in((replace(first, found=tell.later(500).ago(0)), tell.region.child)) == Imported(changed=1)
    ((ended,),) = tell.region.record.rows("SELECT ended_latest FROM episodes_episode")
    assert ended == tell.later(500).ago(0).latest


def test_a_row_whose_link_was_wrong_moves_to_the_other_child(
    tell: Telling, hand_in: Any, now: datetime
) -> None:
    other = tell.region.another()
    hand_in((a_police_row(tell), tell.region.child))
    hand_in((a_police_row(tell), other))
    assert tell.region.record.rows("SELECT child_id FROM episodes_episode") == [(other,)]
    assert check(tell.region.record.db).faults == 0


def test_taking_an_import_back_is_a_fact_and_it_can_be_handed_in_again(tell: Telling, hand_in: Any) -> None:
    filed = tell.absent(minutes_ago=0)
    tell.later(330).returned(filed.episode)
    row = (a_police_row(tell), tell.region.child)
    hand_in(row)
    assert (hand_in(back=True), hand_in(back=True)) == (1, 0)
    alone = tell.live(filed.episode).episode
    assert (alone.seen_by, alone.ended_by, alone.grade, alone.police_reference) == (
        ["home"],
        "returned",
        "",
        "",
    )
    assert hand_in(row) == Imported(new=1)
    assert tell.live(filed.episode).episode.seen_by == ["home", "police"]


def test_an_authority_row_for_days_and_a_row_of_a_home_are_claims_too(tell: Telling, hand_in: Any) -> None:
    region = tell.region
    authority = AuthorityRow("M1", "A", on(tell.now.date()), on(tell.later(24 * 60).now.date()))
    assert hand_in((authority, region.child), source=region.authority) == Imported(new=1)
    home = HomeRow("H1", tell.later(10_000).ago(0), tell.later(10_400).ago(0))
    assert hand_in((home, region.child), (HomeRow("H2"), region.child), source=region.home) == Imported(
        new=1, empty=1
    )
    rows = region.record.rows(
        "SELECT seen_by, category, ended_by FROM episodes_episode ORDER BY started_earliest"
    )
    assert rows == [(["authority"], "A", "recorded end"), (["home"], "M", "returned")]


def test_a_row_says_what_its_hash_says() -> None:
    row = PoliceRow("1", last_seen=at(datetime.fromisoformat("2026-03-01T19:00+00:00")))
    assert content(row) == content(replace(row, source_id="2")) != content(replace(row, place="park"))
    assert [claim.kind for claim in claims_of(row)] == ["absent"]
    assert claims_of(PoliceRow("1")) == claims_of(AuthorityRow("1")) == ()


def test_every_column_of_an_extract_stands_in_the_table_and_the_page_is_current() -> None:
    from waylight.desk import models

    listed = {"police": models.PoliceRow, "authority": models.MissingRow, "home": models.HomeRow}
    base = {"id", "upload", "n", "line"}
    for rows, model in listed.items():
        there = {field.name for field in model._meta.get_fields()} - base
        assert {one.column for one in columns.COLUMNS if one.rows == rows} == there
    page = Path(__file__).parents[2] / "docs" / "columns.md"
    assert page.read_text("utf-8") == columns.page()


def test_who_reads_an_imported_claim_is_who_reads_the_episode(tell: Telling, hand_in: Any) -> None:
    hand_in((a_police_row(tell), tell.region.child))
    ((episode,),) = tell.region.record.rows("SELECT id FROM episodes_episode")
    assert tell.live(episode).claims[0].node_name == "Eastshire Force"
    elsewhere = tell.region.record.node("home", "Elsewhere House")
    with pytest.raises(NotThere):
        tell.by(tell.region.record.person("Sy", "night worker", elsewhere)).live(episode)


@pytest.mark.parametrize(
    ("wording", "day", "code"),
    [("High risk", "2012-05-01", "HIGH10"), ("high", "2018-05-01", "HIGH"),
     ("No apparent risk", "2018-05-01", "NO_APPARENT"), ("High", "2015-05-01", "HIGH10"),
     ("Standard", "2018-05-01", "")],
)  # fmt: skip
def test_a_grade_is_read_in_the_wording_of_its_day_and_no_other(wording: str, day: str, code: str) -> None:
    row = PoliceRow("1", last_seen=on(datetime.fromisoformat(day).date()), risk=wording)
    (graded,) = [claim.body for claim in claims_of(row) if claim.kind == "risk graded"]
    assert (graded.grade, graded.wording) == (code, wording)  # type: ignore[attr-defined]
