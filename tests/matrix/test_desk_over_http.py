"""The desk over HTTP: each role asks for each page, of its own agency's files, of another's, of none; where records
are real as in a demonstration."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from tests.support.clients import client_of
from waylight.access.grid import opened, roles

if TYPE_CHECKING:
    from tests.support.two_desks import TwoDesks

# By the name of the page: how it is asked for, the record and the action that the grid must open, and what it is of.
PAGES = {
    "desk": ("get", "reconciliation pair", "read", ""),
    "upload_new": ("get", "extract", "write", ""),
    "upload": ("get", "extract", "read", "upload"),
    "upload_faults": ("get", "extract", "read", "upload"),
    "upload_progress": ("get", "extract", "read", "upload"),
    "upload_rows": ("get", "extract", "read", "upload"),
    "run": ("get", "extract", "read", "run"),
    "run_progress": ("get", "extract", "read", "run"),
    "rows": ("get", "extract", "read", "run"),
    "row": ("get", "extract", "read", "run"),
    "aways": ("get", "extract", "read", "run"),
    "intake": ("get", "extract", "write", "run"),
    "queue": ("get", "reconciliation pair", "read", "run"),
    "pair": ("get", "reconciliation pair", "read", "run"),
    "pair_decide": ("post", "reconciliation pair", "write", "run"),
    "pair_undo": ("post", "reconciliation pair", "write", "run"),
    "run_report": ("get", "extract", "read", "run"),
    "run_start": ("post", "extract", "write", "upload"),
    "run_again": ("post", "extract", "write", "run"),
    "intake_back": ("post", "extract", "write", "run"),
    "run_close": ("post", "extract", "write", "run"),
}
PARTS = {
    "upload_rows": {"table": "police"},
    "rows": {"side": "police"},
    "row": {"side": "police", "n": 1},
    "pair": {"n": 1},
    "pair_decide": {"n": 1},
    "intake_back": {"intake": uuid4()},
}
SENT = {"pair_decide": {"verdict": "unsure"}, "intake_back": {}}
# Those who see pages of the desk, and those who work beside them; the others are asked in the slow run.
SOME = ("data officer", "social worker", "missing coordinator", "director", "night worker")


@pytest.fixture(scope="module")
def desks(cluster: Any, django_db_setup: None, django_db_blocker: Any) -> Iterator[TwoDesks]:
    from tests.support.throwaway import empty_tables
    from tests.support.two_desks import two_desks

    empty_tables(cluster)
    with django_db_blocker.unblock():
        made = two_desks(cluster)
        for run in (made.ours, made.theirs):
            made.region.record.db.execute(
                "UPDATE desk_run SET report = '<p>counts</p>' WHERE id = %s", [run.id]
            )
            made.region.record.db.execute(
                """UPDATE desk_upload SET faults = '[{"file": "police.csv"}]' WHERE id = %s""",
                [run.upload_id],
            )
        yield made
    made.region.record.db.close()
    empty_tables(cluster)


@pytest.fixture(scope="module")
def people(desks: TwoDesks) -> dict[str, Any]:
    """Everybody at the authority that handed the files in; the coordinator at the force whose reports are in them."""
    record, region = desks.region.record, desks.region
    force = record.node("force", "F1")
    nodes = {"missing coordinator": force, "duty inspector": force, "social worker": region.team}
    return {role: record.person(f"A {role}", role, nodes.get(role, region.authority)) for role in roles()}


def address(page: str, run: Any) -> str:
    parts = dict(PARTS.get(page, {}))
    if PAGES[page][3]:
        parts["id"] = (
            run if isinstance(run, UUID) else run.upload_id if PAGES[page][3] == "upload" else run.id
        )
    return reverse(page, kwargs=parts)


def ask(client: Any, page: str, run: Any) -> tuple[int, str]:
    """What came back, without what differs each time by design."""
    sent = {**SENT.get(page, {}), "fact": str(uuid4())} if PAGES[page][0] == "post" else {}
    response = getattr(client, PAGES[page][0])(address(page, run), sent, secure=True)
    return response.status_code, re.sub(r"[A-Za-z0-9_-]{32,}", "", response.content.decode())


def walk(desks: TwoDesks, people: dict[str, Any], role: str) -> None:
    client = client_of(people[role])
    for page, (_, record, action, of) in PAGES.items():
        allowed = bool(opened(role, record, action))
        ours, theirs, absent = (ask(client, page, run) for run in (desks.ours, desks.theirs, uuid4()))
        if allowed:
            # A run that is closed by then takes no decision, and nobody has one to take back.
            assert ours[0] in (200, 204, 302) or page in ("pair_decide", "pair_undo"), (role, page, ours)
        else:
            assert ours == absent, (role, page)
        # The coordinator's force has reports in the files of both authorities.
        if of and not (allowed and role == "missing coordinator"):
            assert theirs == absent, (role, page)
            assert absent[0] == 404, (role, page)


@pytest.mark.parametrize("role", ["data officer", "missing coordinator"])
def test_each_page_of_the_desk_opens_where_the_grid_says_and_else_is_not_there(
    desks: TwoDesks, people: dict[str, Any], role: str
) -> None:
    walk(desks, people, role)


@pytest.mark.parametrize("role", SOME)
def test_where_records_are_real_the_desk_opens_to_the_same(
    desks: TwoDesks, people: dict[str, Any], role: str, settings: Any
) -> None:
    client = client_of(people[role])
    settings.DEMO = False
    for page, (method, record, action, _) in PAGES.items():
        if method == "get":
            allowed = bool(opened(role, record, action))
            assert (ask(client, page, desks.ours)[0] in (200, 204, 302)) == allowed, (role, page)
            if PAGES[page][3]:
                assert ask(client, page, uuid4())[0] == 404, (role, page)


@pytest.mark.slow
@pytest.mark.parametrize("role", sorted(set(roles()) - {"data officer", "missing coordinator"}))
def test_each_page_of_the_desk_for_every_other_role(
    desks: TwoDesks, people: dict[str, Any], role: str
) -> None:
    walk(desks, people, role)


def test_every_page_of_the_desk_is_walked_here() -> None:
    from waylight.web.gate import AT_THE_DESK, GATES, Gate

    at_the_desk = {name for name, gate in GATES.items() if gate is Gate.DESK}
    assert set(PAGES) == set(AT_THE_DESK) == at_the_desk
    assert {name: (record, action) for name, (_, record, action, _) in PAGES.items()} == AT_THE_DESK


def test_somebody_whose_role_has_ended_is_shown_no_page(desks: TwoDesks) -> None:
    record = desks.region.record
    gone = record.person("Gone", "data officer", desks.region.authority)
    client = client_of(gone)
    assert ask(client, "run", desks.ours)[0] == 200
    record.db.execute(
        "UPDATE agencies_rolegrant SET during = tstzrange(lower(during), now() - interval '1 minute') "
        "WHERE person_id = %s",
        [gone.person_id],
    )
    assert {ask(client, page, desks.ours)[0] for page in PAGES} == {302}


def trail(desks: TwoDesks, person: UUID) -> list[tuple[Any, ...]]:
    return desks.region.record.rows(
        "SELECT act, record, child, subject, route FROM audit_trail WHERE person = %s "
        "AND act NOT IN ('signed in', 'counted') ORDER BY id",
        person,
    )


def test_what_was_asked_for_of_another_agency_is_on_the_trail_as_refused(desks: TwoDesks) -> None:
    curious = desks.region.record.person("Curious", "data officer", desks.region.authority)
    client = client_of(curious)
    ask(client, "rows", desks.theirs)
    assert trail(desks, curious.person_id) == [("refused", "extract", None, desks.theirs.id, "rows")]


def test_what_a_role_has_no_cell_for_is_on_the_trail_as_refused(
    desks: TwoDesks, people: dict[str, Any]
) -> None:
    nosy = desks.region.record.person("Nosy", "night worker", desks.region.home)
    ask(client_of(nosy), "row", desks.ours)
    assert trail(desks, nosy.person_id) == [("refused", "extract", None, None, "row")]


def test_a_list_is_one_row_for_the_page_and_one_for_each_child_of_the_record_and_none_for_another(
    desks: TwoDesks,
) -> None:
    officer = desks.region.record.person("Looks", "data officer", desks.region.authority)
    client = client_of(officer)
    for page in ("rows", "queue", "aways"):
        ask(client, page, desks.ours)
    listed = [(act, record, child, route) for act, record, child, _, route in trail(desks, officer.person_id)]
    # Six police reports: two of them about Ada, who is on the record; four about nobody who is.
    for route, record in (
        ("rows", "extract"),
        ("queue", "reconciliation pair"),
        ("aways", "extract"),
    ):
        assert listed.count(("listed", record, None, route)) == 1
        assert listed.count(("listed", record, desks.ada, route)) == 1
    assert len(listed) == 6


def test_each_childs_own_trail_shows_who_saw_their_row_and_who_decided(desks: TwoDesks) -> None:
    officer = desks.region.record.person("Decides", "data officer", desks.region.authority)
    client = client_of(officer)
    desks.region.record.db.execute("UPDATE desk_run SET closed_at = NULL WHERE id = %s", [desks.ours.id])
    ask(client, "pair", desks.ours)
    ask(client, "pair_decide", desks.ours)
    seen = [(act, child) for act, _, child, _, _ in trail(desks, officer.person_id)]
    assert ("read", desks.ada) in seen
    assert ("wrote", desks.ada) in seen


def test_no_row_of_the_trail_holds_an_id_or_a_name_of_an_extract(desks: TwoDesks) -> None:
    rows = desks.region.record.rows("SELECT basis || ' ' || route FROM audit_trail")
    assert len(rows) > 20
    assert [row for (row,) in rows if re.search(r"\b[PCM][1-6]\b|Northmoor|Wilding|Stranger", row)] == []


def test_every_page_leads_those_to_the_desk_whom_the_grid_names_and_nobody_else(
    desks: TwoDesks, people: dict[str, Any]
) -> None:
    for role in SOME:
        page = client_of(people[role]).get("/about/data/").content.decode()
        assert ('href="/desk/"' in page) == bool(opened(role, "reconciliation pair", "read")), role
        assert ('href="/files/"' in page) == ("responsible" in opened(role, "child core", "read")), role
