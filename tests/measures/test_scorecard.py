"""The scorecard of one authority read from the record: who may, what counts, what opens behind a figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest

from tests.support.clients import client_of

if TYPE_CHECKING:
    from tests.support.record import Region
    from waylight.agencies.actor import Actor

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 3, 2, 9, 20, tzinfo=UTC)


def away(region: Region, child: UUID, began: str, ended: str | None, category: str = "M") -> UUID:
    id = uuid4()
    region.record.db.execute(
        "INSERT INTO episodes_episode (id, number, version, child_id, started_earliest, started_latest, started_said, "
        "ended_earliest, ended_latest, ended_said, ended_by, category, precision, open, searching, stretches, "
        "differences, claims, seen_by, told_at, police_reference, grade) VALUES (%s, %s, 1, %s, %s, %s, '', %s, %s, "
        "'', '', %s, 'minute', false, false, '[]', '[]', '{}', '{}', now(), '', '')",
        [id, f"W-{str(id)[:4]}", child, began, began, ended, ended, category],
    )
    return id


def owed(region: Region, child: UUID, code: str, began: datetime, hours: int, met: datetime | None) -> None:
    due = began + timedelta(hours=hours)
    region.record.db.execute(
        "INSERT INTO duties_owed (id, child, code, record, also, subject, owner, owners, begun_by, began_earliest, "
        "began_latest, began_said, within, due_from, due_at, met_earliest, met_latest, met_said, ended_said, "
        "why_ended, open) VALUES (gen_random_uuid(), %s, %s, 'duty', '', %s, 'the responsible authority', '{}', %s, "
        "%s, %s, '', '', %s, %s, %s, %s, '', '', '', false)",
        [child, code, uuid4(), uuid4(), began, began, due, due, met, met],
    )


@dataclass
class Story:
    """Three children of our authority: one left care since, one is narrowed to named people; one lives outside. And a
    child of another authority, who was away as well."""

    region: Region
    director: Actor
    left: UUID
    narrowed: UUID

    def figures(self, year: int | None = None) -> dict[str, tuple[int, int, int]]:
        from waylight.access.acting import acting
        from waylight.measures.selectors.scorecard import scorecard

        with acting(self.director):
            found = scorecard(actor=self.director, year=year, now=NOW)
        return {one.measure.code: (one.that.number, one.of.number, one.without) for one in found.figures}


@pytest.fixture
def story(region: Region) -> Iterator[Story]:
    record = region.record
    far = record.node("authority", "Farshire")
    left = region.another("Leo")
    narrowed = record.child(
        "Nia", "Invented", date(2011, 1, 1), team=region.team, home=region.home, host=far, restricted=True
    )
    theirs = record.child("Ola", "Elsewhere", date(2011, 1, 1), team=far, home=region.home)
    record.db.execute(
        "UPDATE children_careperiod SET during = '[2020-01-01,2025-09-01)' WHERE child_id = %s", [left]
    )
    record.db.execute(
        "UPDATE children_interest SET during = tstzrange('2020-01-01Z', '2025-09-01Z') WHERE child_id = %s",
        [left],
    )
    # The last hour of March in UTC is April in London already.
    away(region, region.child, "2025-03-31T23:30Z", "2025-04-01T08:00Z")
    away(region, region.child, "2025-06-01T20:00Z", "2025-06-03T08:00Z")
    away(region, left, "2025-07-01T20:00Z", None)
    away(region, left, "2025-10-01T20:00Z", None)
    away(region, narrowed, "2025-07-01T20:00Z", "2025-07-01T23:00Z", "A")
    away(region, theirs, "2025-07-01T20:00Z", None)
    began = datetime(2025, 6, 3, 8, tzinfo=UTC)
    owed(region, region.child, "RT02b", began, 72, began + timedelta(hours=71))
    owed(region, left, "RT02b", began, 72, began + timedelta(hours=73))
    owed(region, theirs, "RT02b", began, 72, began)
    yield Story(region, record.person("Di Director", "director", region.authority), left, narrowed)


def test_every_child_the_authority_answered_for_counts_and_no_other(story: Story) -> None:
    found = story.figures(2026)
    assert found["S01"] == (2, 3, 0)
    # Who left care in September is not the authority's in October.
    assert found["S02"] == (3, 2, 0)
    assert found["S04"] == (1, 4, 0)
    assert found["W01"] == (1, 2, 1)
    assert found["S12"] == (1, 2, 0)
    assert found["S09"] == (1, 2, 0)


def test_the_year_before_has_figures_of_its_own(story: Story) -> None:
    found = story.figures(2025)
    assert (found["S01"], found["S02"]) == ((0, 3, 0), (0, 0, 0))


def test_two_records_that_two_people_said_are_one_child_count_once(story: Story) -> None:
    record = story.region.record
    other = story.region.another("Kim")
    away(story.region, other, "2025-06-01T21:00Z", "2025-06-02T08:00Z")
    assert story.figures(2026)["S02"] == (4, 3, 0)
    same(record, story.region.child, other)
    found = story.figures(2026)
    assert (found["S01"], found["S02"]) == ((2, 3, 0), (3, 2, 0))


def same(record: Any, one: UUID, other: UUID) -> None:
    node, person = record.rows("SELECT node_id, person_id FROM agencies_rolegrant LIMIT 1")[0]
    record.db.execute(
        "INSERT INTO facts_fact (id, kind, version, record, happened_earliest, happened_latest, happened_said, told, "
        "child, by_node_id, by_person_id, door, source_key, content_hash, body, salt) VALUES (gen_random_uuid(), "
        "'same as', 1, 'child core', now(), now(), '', now(), %s, %s, %s, 'web', %s, '', jsonb_build_object('other', "
        "%s::text), '')",
        [one, node, person, str(uuid4()), str(other)],
    )


def test_a_figure_leads_to_as_many_rows_as_are_open_and_says_how_many_are_not(story: Story) -> None:
    client = client_of(story.director)
    page = client.get("/scorecard/S01/?year=2026&part=of").content.decode()
    assert "1 of these 3 are open to you" in page
    assert "Kim Invented" in page
    assert "Nia" not in page
    assert "Leo" not in page
    listed = story.region.record.rows(
        "SELECT child FROM audit_trail WHERE person = %s AND act = 'listed' AND route = 'scorecard_rows' "
        "AND child IS NOT NULL",
        story.director.person_id,
    )
    assert listed == [(story.region.child,)]


@pytest.mark.parametrize("code", ["S01", "S02", "W01", "S09", "S12", "S14"])
@pytest.mark.parametrize("part", ["that", "of"])
def test_every_number_of_the_page_leads_somewhere(story: Story, code: str, part: str) -> None:
    assert client_of(story.director).get(f"/scorecard/{code}/?year=2026&part={part}").status_code == 200


def test_the_page_shows_figures_and_what_may_leave_and_says_who_read_it(story: Story) -> None:
    client = client_of(story.director)
    page = client.get("/scorecard/?year=2026").content.decode()
    assert "Scorecard of Eastshire, 2025-26" in page
    assert "67% (21% to 94%)" in page
    assert "What may leave the authority" in page
    assert "hidden" in page.partition('id="outside"')[2]
    assert story.region.record.rows(
        "SELECT DISTINCT act FROM audit_trail WHERE person = %s AND route = 'scorecard'",
        story.director.person_id,
    ) == [("read",)]


def test_whoever_reads_no_scorecard_finds_none(story: Story) -> None:
    region = story.region
    for somebody in (region.night_worker, region.social_worker, region.inspector, region.manager):
        for address in ("/scorecard/", "/scorecard/S01/"):
            assert client_of(somebody, raise_request_exception=False).get(address).status_code == 404
    assert ("refused",) in region.record.rows(
        "SELECT DISTINCT act FROM audit_trail WHERE record = 'authority scorecard'"
    )


def test_the_director_of_another_authority_reads_their_own_alone(story: Story) -> None:
    other = story.region.record.person("Fay Far", "director", story.region.record.nodes["Farshire"])
    page = client_of(other).get("/scorecard/?year=2026").content.decode()
    assert "Scorecard of Farshire" in page
    assert "Eastshire" not in page


@pytest.mark.parametrize(
    "call",
    [
        "measures_cared(%s, '2025-04-01', '2026-03-31', '2026-03-31')",
        "measures_aways(%s, '2025-04-01Z', '2026-04-01Z')",
        "measures_duties(%s, '{RT02b}', '2025-04-01Z', '2026-04-01Z')",
        "measures_same(%s)",
    ],
)
def test_the_database_gives_nothing_of_an_authority_that_the_grid_does_not_open(
    story: Story, call: str
) -> None:
    from django.db import connection

    from waylight.access.acting import acting

    same(story.region.record, story.region.child, story.left)
    far = story.region.record.person("Fay Far", "director", story.region.record.nodes["Farshire"])
    seen = {}
    for somebody in (story.director, far, story.region.social_worker):
        with acting(somebody), connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {call}", [story.region.authority])
            seen[somebody.name] = cursor.fetchone()[0] > 0
    assert seen == {"Di Director": True, "Fay Far": False, "Sal Social": False}


@pytest.mark.parametrize("address", ["/scorecard/?year=2031", "/scorecard/?year=1999", "/scorecard/X99/"])
def test_what_is_no_year_and_no_measure_is_not_there(story: Story, address: str) -> None:
    assert client_of(story.director, raise_request_exception=False).get(address).status_code == 404


def test_an_authority_of_which_nothing_is_on_record_is_told_so(region: Region) -> None:
    record = region.record
    empty = record.person("Em Empty", "director", record.node("authority", "Emptyshire"))
    assert "Nothing is on record" in client_of(empty).get("/scorecard/").content.decode()
