"""Row security over the desk, alone: queries without any filter of ours, as the pages' role, table by table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import psycopg
import pytest

from waylight.access.grid import roles

if TYPE_CHECKING:
    from tests.support.two_desks import TwoDesks

# Each table with how its rows are told to be of a run or its upload.
RUN = ("desk_runrow", "desk_runlink", "desk_runmatch", "desk_runepisode", "desk_runevidence", "desk_runpair")
UPLOAD = (
    "desk_uploadfile",
    "desk_policerow",
    "desk_childrow",
    "desk_placementrow",
    "desk_missingrow",
    "desk_setasiderow",
)
COLUMN = {
    **dict.fromkeys(RUN, "run_id"),
    **dict.fromkeys(UPLOAD, "upload_id"),
    "desk_homerow": "upload_id",
    "desk_upload": "id",
    "desk_run": "id",
    "desk_decision": "run_id",
}


class Asking:
    """The pages' role, acting for whom it is told."""

    def __init__(self, cluster: Any, desks: TwoDesks) -> None:
        from waylight.ops.postgres.connection import WEB

        a = cluster.address(WEB)
        self.web = psycopg.connect(host=a.socket, user=a.role, password=a.password, dbname=a.database)
        self.desks = desks

    def act_as(self, person: UUID | None) -> None:
        self.web.rollback()
        self.web.execute("SELECT set_config('waylight.person', %s, true)", [str(person) if person else ""])

    def owners(self, table: str) -> set[Any]:
        """The runs or uploads of which a row is seen."""
        return {row[0] for row in self.web.execute(f"SELECT {COLUMN[table]} FROM {table}").fetchall()}

    def refused(self, query: str, *values: Any) -> str:
        """The class of error that the database answers with, '' where it does what it was asked."""
        try:
            with self.web.transaction():
                self.web.execute(query, list(values))
        except psycopg.Error as error:
            return error.sqlstate or "?"
        return ""


@pytest.fixture(scope="module")
def asking(cluster: Any, django_db_setup: None, django_db_blocker: Any) -> Iterator[Asking]:
    from tests.support.throwaway import empty_tables
    from tests.support.two_desks import two_desks

    empty_tables(cluster)
    with django_db_blocker.unblock():
        desks = two_desks(cluster)
    for run in (desks.ours, desks.theirs):
        desks.region.record.db.execute(
            "INSERT INTO desk_homerow (upload_id, n, report_id, child_id) VALUES (%s, 0, 'H1', 'C1')",
            [run.upload_id],
        )
        decided(desks, run)
    made = Asking(cluster, desks)
    yield made
    made.web.close()
    desks.region.record.db.close()
    empty_tables(cluster)


def decided(desks: TwoDesks, run: Any) -> None:
    desks.region.record.db.execute(
        "INSERT INTO desk_decision (id, version, at, by_name, by_role, by_agency, run_id, incident_id, child_id, "
        "verdict, records) VALUES (%s, 1, now(), 'X', '', '', %s, 'P2', 'C1', 'yes', '')",
        [uuid4(), run.id],
    )


def of(run: Any, table: str) -> Any:
    return run.upload_id if COLUMN[table] == "upload_id" or table == "desk_upload" else run.id


def test_every_table_of_the_desk_is_walked_here() -> None:
    from django.apps import apps

    assert set(COLUMN) == {model._meta.db_table for model in apps.get_app_config("desk").get_models()}


@pytest.mark.parametrize("table", sorted(COLUMN))
def test_an_officer_sees_what_their_own_agency_handed_in_and_nothing_else(asking: Asking, table: str) -> None:
    desks = asking.desks
    asking.act_as(desks.officer.person_id)
    assert asking.owners(table) == {of(desks.ours, table)}
    asking.act_as(desks.other.person_id)
    assert asking.owners(table) == {of(desks.theirs, table)}


@pytest.mark.parametrize("table", sorted(COLUMN))
def test_without_an_actor_every_table_of_the_desk_is_empty(asking: Asking, table: str) -> None:
    asking.act_as(None)
    assert asking.owners(table) == set()


# Whom the grid opens extracts, or single pairs as the authority that answers for the child.
OPENED = ("data officer", "social worker", "team manager")


@pytest.fixture(scope="module")
def others(asking: Asking) -> dict[str, Any]:
    """Everybody else at the very authority that handed the files in, and who was data officer there until just now."""
    record, node = asking.desks.region.record, asking.desks.region.authority
    found = {role: record.person(f"A {role}", role, node) for role in roles() if role not in OPENED}
    gone, closed = (record.person(name, "data officer", node) for name in ("Gone", "Closed"))
    record.db.execute(
        "UPDATE agencies_rolegrant SET during = tstzrange(lower(during), now() - interval '1 minute') "
        "WHERE person_id = %s",
        [gone.person_id],
    )
    record.db.execute("UPDATE agencies_person SET is_active = false WHERE id = %s", [closed.person_id])
    return {**found, "gone": gone, "closed": closed}


@pytest.mark.parametrize("table", sorted(COLUMN))
def test_no_other_role_of_that_agency_sees_a_row_and_nobody_who_left(
    asking: Asking, others: dict[str, Any], table: str
) -> None:
    seen = {}
    for name, actor in others.items():
        asking.act_as(actor.person_id)
        if asking.owners(table):
            seen[name] = table
    assert seen == {}


def test_an_officer_of_an_agency_below_sees_nothing_and_of_one_above_everything(asking: Asking) -> None:
    record, region = asking.desks.region.record, asking.desks.region
    service = record.node("service", "A service of the authority", parent=region.authority)
    below = record.person("Of the service", "data officer", service)
    asking.act_as(below.person_id)
    assert asking.owners("desk_upload") == set()
    handed_in_below = uuid4()
    record.db.execute(
        HAND_IN.replace("gen_random_uuid()", "%s"),
        [handed_in_below, service],
    )
    asking.act_as(asking.desks.officer.person_id)
    assert handed_in_below in asking.owners("desk_upload")
    record.db.execute("DELETE FROM desk_upload WHERE id = %s", [handed_in_below])


# Police report P2 of force F1 may be about Ada (C1); P3 of force F2 is about Bram (C2), of whom no record is kept.
# What is seen of that: by those who work for Ada, and by the force's coordinator, who is not told where she lives.
OF_THE_PAIR = {
    "desk_upload": 1,
    "desk_run": 1,
    "desk_runpair": 1,
    "desk_policerow": 1,
    "desk_childrow": 1,
    "desk_missingrow": 2,
    "desk_runevidence": 1,
    "desk_decision": 1,
}


@pytest.fixture(scope="module")
def pairs(asking: Asking) -> dict[str, Any]:
    """People to whom single pairs are open, and their like elsewhere."""
    region = asking.desks.region
    record = region.record
    force, other = record.node("force", "F1"), record.node("force", "F9")
    far = record.node("team", "A team of nobody here")
    return {
        "social worker": region.social_worker,
        "team manager": record.person("A manager", "team manager", region.team),
        "missing coordinator": record.person("A coordinator", "missing coordinator", force),
        "inspector of the force": record.person("An inspector", "duty inspector", force),
        "coordinator elsewhere": record.person("Another", "missing coordinator", other),
        "social worker elsewhere": record.person("Another", "social worker", far),
    }


@pytest.mark.parametrize("role", ["social worker", "team manager", "missing coordinator"])
def test_a_single_pair_opens_both_sides_of_it_and_nothing_else(
    asking: Asking, pairs: dict[str, Any], role: str
) -> None:
    asking.act_as(pairs[role].person_id)
    counted = {
        table: asking.web.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # type: ignore[index]
        for table in COLUMN
    }
    # The coordinator's force has the same report in both authorities' files.
    times = 2 if role == "missing coordinator" else 1
    should = {table: times * many for table, many in OF_THE_PAIR.items()}
    if role != "missing coordinator":
        should["desk_placementrow"] = 1
    assert {table: many for table, many in counted.items() if many} == should
    assert asking.web.execute("SELECT DISTINCT incident_id, child_id FROM desk_runpair").fetchall() == [
        ("P2", "C1")
    ]


@pytest.mark.parametrize(
    "who", ["inspector of the force", "coordinator elsewhere", "social worker elsewhere"]
)
def test_whoever_has_no_such_pair_sees_no_row(asking: Asking, pairs: dict[str, Any], who: str) -> None:
    asking.act_as(pairs[who].person_id)
    assert {table for table in COLUMN if asking.owners(table)} == set()


def test_a_coordinator_decides_pairs_of_their_own_force_and_a_social_worker_none(
    asking: Asking, pairs: dict[str, Any]
) -> None:
    ours, decide_other = asking.desks.ours.id, DECIDE.replace("'P2', 'C1'", "'P3', 'C2'")
    me = pairs["missing coordinator"].person_id
    asking.act_as(me)
    assert asking.refused(DECIDE, me, ours) == ""
    assert asking.refused(decide_other, me, ours) == FORBIDDEN
    assert asking.refused(HAND_IN, asking.desks.region.force) == FORBIDDEN
    worker = pairs["social worker"].person_id
    asking.act_as(worker)
    assert asking.refused(DECIDE, worker, ours) == FORBIDDEN


def test_a_pair_about_a_narrowed_child_is_open_to_nobody_who_is_not_named(
    narrowed: Asking, pairs: dict[str, Any]
) -> None:
    ours = narrowed.desks.ours
    for role in ("social worker", "team manager", "missing coordinator"):
        narrowed.act_as(pairs[role].person_id)
        assert ours.id not in narrowed.owners("desk_runpair"), role
        assert ours.upload_id not in narrowed.owners("desk_childrow"), role


START = (
    "INSERT INTO desk_run (id, upload_id, number, asked_at, by_name, by_agency, state, stage, percent, failure, "
    "bridge, estimate, quality, report, decisions_used, closed_by, forgotten_rows) VALUES (gen_random_uuid(), %s, %s, "
    "now(), '', '', %s, '', 0, '', '{}', '{}', '{}', '', 0, '', 0)"
)
DECIDE = (
    "INSERT INTO desk_decision (id, version, at, by_name, by_role, by_agency, by_person, run_id, incident_id, "
    "child_id, verdict, records) VALUES (gen_random_uuid(), 1, now(), '', '', '', %s, %s, 'P2', 'C1', 'no', '')"
)
HAND_IN = (
    "INSERT INTO desk_upload (id, asked_at, by_name, by_agency, node_id, state, content_hash, stage, faults, "
    "faults_found, summary) VALUES (gen_random_uuid(), now(), '', '', %s, 'waiting', '', '', '[]', 0, '{}')"
)
FORBIDDEN = "42501"


def test_files_are_handed_in_runs_started_and_pairs_decided_for_ones_own_agency_alone(asking: Asking) -> None:
    desks, me = asking.desks, asking.desks.officer.person_id
    asking.act_as(me)
    assert asking.refused(HAND_IN, desks.region.authority) == ""
    assert asking.refused(HAND_IN, desks.other.node) == FORBIDDEN
    assert asking.refused(HAND_IN, None) == FORBIDDEN
    assert asking.refused(START, desks.ours.upload_id, 7, "waiting") == ""
    assert asking.refused(START, desks.theirs.upload_id, 7, "waiting") == FORBIDDEN
    assert asking.refused(START, desks.ours.upload_id, 8, "done") == FORBIDDEN
    assert asking.refused(DECIDE, me, desks.ours.id) == ""
    assert asking.refused(DECIDE, me, desks.theirs.id) == FORBIDDEN


def test_nobody_decides_in_anothers_name(asking: Asking) -> None:
    asking.act_as(asking.desks.officer.person_id)
    assert asking.refused(DECIDE, asking.desks.other.person_id, asking.desks.ours.id) == FORBIDDEN
    assert asking.refused(DECIDE, None, asking.desks.ours.id) == FORBIDDEN


def test_whoever_has_no_cell_hands_in_nothing_for_their_own_agency(
    asking: Asking, others: dict[str, Any]
) -> None:
    for name, actor in others.items():
        asking.act_as(actor.person_id)
        assert asking.refused(HAND_IN, asking.desks.region.authority) == FORBIDDEN, name
        assert asking.refused(START, asking.desks.ours.upload_id, 9, "waiting") == FORBIDDEN, name


@pytest.mark.parametrize("table", sorted(COLUMN))
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "TRUNCATE {}", "UPDATE {} SET {} = {}"])
def test_pages_change_and_delete_no_row(asking: Asking, table: str, statement: str) -> None:
    asking.act_as(asking.desks.officer.person_id)
    column = COLUMN[table]
    assert asking.refused(statement.format(table, column, column)) == FORBIDDEN


def test_pages_close_a_run_of_their_own_and_nothing_of_anothers(asking: Asking) -> None:
    asking.act_as(asking.desks.officer.person_id)
    closed = "UPDATE desk_run SET closed_at = now(), closed_by = 'me'"
    assert {row[0] for row in asking.web.execute(f"{closed} RETURNING id").fetchall()} == {
        asking.desks.ours.id
    }
    asking.web.rollback()


@pytest.mark.parametrize("table", [*RUN, *(t for t in UPLOAD if t not in ("desk_uploadfile", "desk_upload"))])
def test_pages_add_no_row_of_an_extract_or_a_result(asking: Asking, table: str) -> None:
    asking.act_as(asking.desks.officer.person_id)
    assert (
        asking.refused(f"INSERT INTO {table} ({COLUMN[table]}) VALUES (%s)", of(asking.desks.ours, table))
        == FORBIDDEN
    )


# What names the child C1 (Ada) or the two reports that were linked to her.
ABOUT_ADA = {
    "desk_policerow": ("incident_id", {"P1", "P2"}),
    "desk_childrow": ("child_id", {"C1"}),
    "desk_placementrow": ("child_id", {"C1"}),
    "desk_missingrow": ("child_id", {"C1"}),
    "desk_homerow": ("child_id", {"C1"}),
    "desk_runrow": ("row_id", {"P1", "P2", "M1", "M2"}),
    "desk_runlink": ("child_id", {"C1"}),
    "desk_runmatch": ("incident_id", {"P1", "P2"}),
    "desk_runepisode": ("child_id", {"C1"}),
    "desk_runevidence": ("incident_id", {"P2"}),
    "desk_runpair": ("child_id", {"C1"}),
    "desk_decision": ("child_id", {"C1"}),
}


@pytest.fixture(params=["restricted", "sealed"])
def narrowed(asking: Asking, request: pytest.FixtureRequest) -> Iterator[Asking]:
    """Ada's record is open to named people only."""
    db, ada = asking.desks.region.record.db, asking.desks.ada
    db.execute(f"UPDATE children_child SET {request.param} = true WHERE id = %s", [ada])
    yield asking
    db.execute("UPDATE children_child SET restricted = false, sealed = false WHERE id = %s", [ada])


@pytest.mark.parametrize("table", sorted(ABOUT_ADA))
def test_rows_about_a_child_narrowed_to_named_people_are_not_seen_by_the_others(
    narrowed: Asking, table: str
) -> None:
    column, ids = ABOUT_ADA[table]
    query = f"SELECT {column} FROM {table}"
    narrowed.act_as(narrowed.desks.officer.person_id)
    assert {row[0] for row in narrowed.web.execute(query).fetchall()} & ids == set()
    # The control: the same files of the other authority, which knows no narrowed child by these numbers.
    narrowed.act_as(narrowed.desks.other.person_id)
    assert ids <= {row[0] for row in narrowed.web.execute(query).fetchall()}


def test_whoever_is_named_sees_the_rows_of_a_narrowed_child(narrowed: Asking) -> None:
    desks = narrowed.desks
    named = desks.region.record.person("Nia Named", "data officer", desks.region.authority)
    desks.region.record.db.execute(
        "INSERT INTO children_interest (id, child_id, node_id, person_id, relation, during, basis_kind, basis_id, why) "
        "VALUES (gen_random_uuid(), %s, %s, %s, 'responsible', tstzrange(now() - interval '1 day', NULL), 'care', "
        "gen_random_uuid(), '')",
        [desks.ada, desks.region.authority, named.person_id],
    )
    narrowed.act_as(named.person_id)
    seen = {row[0] for row in narrowed.web.execute("SELECT child_id FROM desk_childrow").fetchall()}
    assert seen == {"C1", "C2", "C3"}
    desks.region.record.db.execute("DELETE FROM children_interest WHERE person_id = %s", [named.person_id])


def test_the_children_of_a_page_are_told_to_the_agency_that_handed_it_in_alone(asking: Asking) -> None:
    query = "SELECT number, child FROM desk_on_record(%s, ARRAY['C1', 'C2'])"
    asking.act_as(asking.desks.officer.person_id)
    assert asking.web.execute(query, [asking.desks.ours.upload_id]).fetchall() == [("C1", asking.desks.ada)]
    assert asking.web.execute(query, [asking.desks.theirs.upload_id]).fetchall() == []
    asking.act_as(asking.desks.other.person_id)
    assert asking.web.execute(query, [asking.desks.ours.upload_id]).fetchall() == []
    asking.act_as(None)
    assert asking.web.execute(query, [asking.desks.ours.upload_id]).fetchall() == []
