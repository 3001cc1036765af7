"""Numbers without names: what is counted, who may count it, and what the counting role can read besides: nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import psycopg
import pytest

if TYPE_CHECKING:
    from tests.support.record import Region

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 3, 2, 9, 20, tzinfo=UTC)


@dataclass
class Story:
    """The region's authority with three times away, and another with one."""

    region: Region
    far: UUID
    cluster: Any

    def times_away(self, actor: Any) -> list[tuple[str, date, str, str, int]]:
        from waylight.access.acting import acting
        from waylight.counts.selectors import times_away

        with acting(actor):
            found = times_away(actor=actor)
        return [(c.authority_name, c.month, c.category, c.lived_in, c.times_away) for c in found]


def away(region: Region, child: UUID, began: str, category: str = "M") -> None:
    id = uuid4()
    region.record.db.execute(
        "INSERT INTO episodes_episode (id, number, version, child_id, started_earliest, started_latest, started_said, "
        "ended_said, ended_by, category, precision, open, searching, stretches, differences, claims, seen_by, told_at, "
        "police_reference, grade) VALUES (%s, %s, 1, %s, %s, %s, '', '', '', %s, 'minute', false, false, '[]', '[]', "
        "'{}', '{}', now(), '', '')",
        [id, f"W-{id}", child, began, began, category],
    )


@pytest.fixture
def story(region: Region, cluster: Any, settings: Any) -> Iterator[Story]:
    from tests.support import roles
    from waylight.counts.refreshing import refresh
    from waylight.ops.database import of_address
    from waylight.ops.postgres.connection import COUNT

    record = region.record
    far = record.node("authority", "Farshire")
    carer = record.node("carer", "Carer 1")
    theirs = record.child("Ola", "Invented", date(2011, 1, 1), team=far, home=carer)
    # The last hour of January in UTC is January in London, too; the last hour of June is already July.
    for began in ("2026-01-03T21:00Z", "2026-01-31T23:30Z", "2025-06-30T23:30Z"):
        away(region, region.child, began)
    away(region, region.child, "2026-01-04T21:00Z", "A")
    away(region, theirs, "2026-02-01T21:00Z")
    settings.COUNT_DATABASE = of_address(cluster.address(COUNT))
    with roles.worker(cluster):
        assert refresh(NOW) == 4
    yield Story(region, far, cluster)


OURS = [
    ("Eastshire", date(2025, 7, 1), "M", "home", 1),
    ("Eastshire", date(2026, 1, 1), "A", "home", 1),
    ("Eastshire", date(2026, 1, 1), "M", "home", 2),
]
FAR = [("Farshire", date(2026, 2, 1), "M", "carer", 1)]


def test_a_statistician_counts_every_authority(story: Story) -> None:
    national = story.region.record.node("national", "A national body")
    somebody = story.region.record.person("Stan", "statistician", national)
    assert story.times_away(somebody) == OURS + FAR


@pytest.mark.parametrize("role", ["director", "data officer"])
def test_whoever_reads_an_authoritys_scorecard_counts_that_authority(story: Story, role: str) -> None:
    somebody = story.region.record.person("Somebody", role, story.region.authority)
    assert story.times_away(somebody) == OURS


def test_whoever_has_no_cell_counts_nothing_and_is_told_nothing(story: Story) -> None:
    from waylight.agencies.refusals import NotThere

    for somebody in (story.region.night_worker, story.region.social_worker, story.region.inspector):
        with pytest.raises(NotThere):
            story.times_away(somebody)


def counting(cluster: Any, person: UUID | None) -> psycopg.Connection[Any]:
    from waylight.ops.database import of_address
    from waylight.ops.postgres.connection import COUNT

    session = psycopg.connect(**of_address(cluster.address(COUNT)), autocommit=True)
    session.execute("SELECT set_config('waylight.person', %s, false)", [str(person) if person else ""])
    return session


def test_row_security_holds_it_without_the_selectors_question(story: Story) -> None:
    """Everything but the selector's own gate: the bare query, as the role."""
    director = story.region.record.person("Di", "director", story.far)
    asked = {
        None: set(),
        story.region.night_worker.person_id: set(),
        director.person_id: {("Farshire",)},
    }
    for person, should in asked.items():
        with counting(story.cluster, person) as session:
            seen = session.execute("SELECT DISTINCT authority_name FROM counts_episodecount").fetchall()
        assert set(seen) == should


def test_the_counting_role_can_read_nothing_else_and_write_nothing(story: Story) -> None:
    """Read from the catalogue, so that a table of tomorrow is found as well."""
    with counting(story.cluster, None) as session:
        readable = session.execute(
            "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') AND c.relkind <> 'i' "
            "AND (CASE c.relkind WHEN 'S' THEN has_sequence_privilege(c.oid, 'USAGE, SELECT, UPDATE') "
            "ELSE has_table_privilege(c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER') "
            "OR has_any_column_privilege(c.oid, 'SELECT, INSERT, UPDATE, REFERENCES') END) ORDER BY 1"
        ).fetchall()
        writable = session.execute(
            "SELECT has_table_privilege('counts_episodecount', 'INSERT, UPDATE, DELETE, TRUNCATE')"
        ).fetchone()
        definers = session.execute(
            "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef "
            "AND has_function_privilege(oid, 'EXECUTE')"
        ).fetchall()
        member_of = session.execute(
            "SELECT FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member WHERE r.rolname = current_user"
        ).fetchall()
    # The marker says whether the database is one of invented records.
    assert readable == [("counts_episodecount",), ("made.database",)]
    assert (writable, definers, member_of) == ((False,), [("count_authorities",)], [])


@pytest.mark.parametrize("table", ["children_child", "episodes_episode", "facts_fact", "desk_policerow"])
def test_a_table_of_children_is_refused_to_the_counting_role(story: Story, table: str) -> None:
    director = story.region.record.person("Di", "director", story.region.authority)
    with (
        counting(story.cluster, director.person_id) as session,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        session.execute(f"SELECT count(*) FROM {table}")


def test_pages_read_no_numbers_as_their_own_role(story: Story) -> None:
    from django.db import DatabaseError, connection

    with pytest.raises(DatabaseError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM counts_episodecount")


def test_no_column_names_a_child_or_a_day(story: Story) -> None:
    from waylight.counts.models import EpisodeCount

    columns = {field.name for field in EpisodeCount._meta.concrete_fields}
    assert columns == {
        "id", "authority", "authority_name", "month", "category", "lived_in", "times_away", "as_of"
    }  # fmt: skip
    assert story.region.record.rows(
        "SELECT DISTINCT extract(day FROM month)::int FROM counts_episodecount"
    ) == [(1,)]


def test_counting_again_changes_nothing_and_follows_what_changed(story: Story) -> None:
    from tests.support import roles
    from waylight.counts.refreshing import refresh

    away(story.region, story.region.child, "2026-01-05T21:00Z")
    with roles.worker(story.cluster):
        assert refresh(NOW) == refresh(NOW) == 4
    somebody = story.region.record.person("Somebody", "director", story.region.authority)
    assert ("Eastshire", date(2026, 1, 1), "M", "home", 3) in story.times_away(somebody)


def test_that_somebody_counted_is_on_the_trail(story: Story) -> None:
    somebody = story.region.record.person("Somebody", "director", story.region.authority)
    story.times_away(somebody)
    rows = story.region.record.rows(
        "SELECT act, record, child FROM audit_trail WHERE person = %s", somebody.person_id
    )
    assert rows == [("counted", "authority scorecard", None)]


def test_a_process_without_a_way_in_says_what_to_set(story: Story, settings: Any) -> None:
    from waylight.counts.selectors import NoNumbersHere

    settings.COUNT_DATABASE = None
    somebody = story.region.record.person("Somebody", "director", story.region.authority)
    with pytest.raises(NoNumbersHere, match="DATABASE_COUNT_URL"):
        story.times_away(somebody)
