"""Over HTTP: each role asks for each page about a child, allowed, never allowed, and no longer allowed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest

from tests.support.clients import client_of
from waylight.access.grid import opened, roles

if TYPE_CHECKING:
    from tests.support.record import Record

# Some seconds; the readers' own matrix is quick and runs always.
pytestmark = pytest.mark.slow

# Each page about a child, with the records of the grid any of which opens it.
PAGES = {
    "child": ("/children/{child}/", ("child core", "episode", "episode core")),
    "pack": ("/children/{child}/pack/", ("grab pack",)),
    "away": ("/away/{episode}/", ("episode", "episode core")),
    "looked": ("/children/{child}/looked/", ("child core", "trail of own children", "trail of own record")),
    # Shown only to those who may file it.
    "report": ("/report/{child}/", ("episode",)),
    # By which the record is kept right: for whoever writes who the child is.
    "particulars": ("/children/{child}/particulars/", ("child core",)),
    "ahead": ("/children/{child}/ahead/", ("child core",)),
    "erase": ("/children/{child}/erase/", ("child core",)),
    "same": ("/children/{child}/same/", ("child core",)),
}
WRITES = ("report", "particulars", "ahead", "erase", "same")
# Who sees a relation through an interest that is theirs by name; the matrix of the readers has those.
RELATIONS = (
    "responsible",
    "caring",
    "host",
    "police",
    "searching",
    "interviewing",
    "inspecting",
    "concern",
    "self",
)
STATES = ("allowed", "refused", "ended", "absent")


@dataclass
class Site:
    """People of every role at one node, and a child for each state."""

    record: Record
    people: dict[str, Any]
    ids: dict[str, dict[str, UUID]]


@pytest.fixture(scope="module")
def site(cluster: Any, django_db_setup: None, django_db_blocker: Any) -> Iterator[Site]:
    from tests.support.record import Record
    from tests.support.throwaway import empty_tables
    from waylight.ops.postgres.connection import OWNER
    from waylight.ops.postgres.roles import connect

    empty_tables(cluster)
    record = Record(connect(cluster.address(OWNER)))
    mine, theirs = record.node("home", "Ours"), record.node("home", "Theirs")
    people = {role: record.person(f"Somebody {role}", role, mine) for role in roles()}
    ids = {
        "allowed": child_at(record, mine, "NULL"),
        "refused": child_at(record, theirs, "NULL"),
        "ended": child_at(record, mine, "now() - interval '1 minute'"),
        "absent": {"child": uuid4(), "episode": uuid4()},
    }
    with django_db_blocker.unblock():
        yield Site(record, people, ids)
    record.db.close()
    empty_tables(cluster)


def child_at(record: Record, node: UUID, until: str) -> dict[str, UUID]:
    """A child who is everything to the node, until then, and is away."""
    child, episode = uuid4(), uuid4()
    record.db.execute(
        "INSERT INTO children_child (id, given_names, family_name, known_as, born, sex, ethnicity, language, "
        "unaccompanied, trafficked, restricted, sealed, name_key, called_key) VALUES "
        "(%s, 'Kim', 'Canary', '', '2012-01-01', '', '', '', false, false, false, false, 'kim canary', '')",
        [child],
    )
    for relation in RELATIONS:
        record.db.execute(
            "INSERT INTO children_interest (id, child_id, node_id, relation, during, basis_kind, basis_id, why) VALUES "
            f"(gen_random_uuid(), %s, %s, %s, tstzrange(now() - interval '9 days', {until}), 'care', %s, '')",
            [child, node, relation, uuid4()],
        )
    record.db.execute(
        "INSERT INTO facts_fact (id, kind, version, record, happened_earliest, happened_latest, happened_said, told, "
        "child, by_node_id, door, source_key, body) VALUES (%s, 'absent', 1, 'episode core', now(), now(), "
        "'2026-01-01T10:00', now(), %s, %s, 'web', %s, "
        """'{"whereabouts": "unknown", "concern": true, "reported": true}')""",
        [episode, child, record.node("home", f"Said {episode}"), str(episode)],
    )
    record.db.execute(
        "INSERT INTO episodes_episode (id, number, version, child_id, started_earliest, started_latest, started_said, "
        "ended_said, ended_by, category, precision, open, searching, stretches, differences, claims, seen_by, told_at, "
        "police_reference, grade) VALUES (%s, 'W-TEST', 1, %s, now(), now(), '2026-01-01T10:00', '', '', 'M', "
        "'minute', true, true, '[]', '[]', ARRAY[%s]::uuid[], ARRAY['home'], now(), '', '')",
        [episode, child, episode],
    )
    record.db.execute(
        "INSERT INTO episodes_episodeclaim (fact, episode_id, child) VALUES (%s, %s, %s)",
        [episode, episode, child],
    )
    return {"child": child, "episode": episode}


def shown(response: Any) -> tuple[int, str]:
    """What came back, without what differs each time by design: tokens, and the nonce of the page."""
    return response.status_code, re.sub(r"[A-Za-z0-9_-]{32,}", "", response.content.decode())


@pytest.mark.parametrize("role", roles())
def test_each_page_opens_where_the_grid_says_and_else_looks_as_if_nothing_were_there(
    site: Site, role: str
) -> None:
    client = client_of(site.people[role])
    for page, (address, records) in PAGES.items():
        found = {state: shown(client.get(address.format(**site.ids[state]))) for state in STATES}
        action = "write" if page in WRITES else "read"
        allowed = any(opened(role, record, action) & set(RELATIONS) for record in records)
        assert found["allowed"][0] == (200 if allowed else 404), page
        assert found["refused"] == found["ended"] == found["absent"], page
        assert found["absent"][0] == 404, page
        assert "Canary" not in found["ended"][1], page


def test_what_was_refused_is_on_the_trail_with_who_asked_for_whom(site: Site) -> None:
    actor = site.people["night worker"]
    client_of(actor).get(PAGES["child"][0].format(**site.ids["ended"]))
    rows = site.record.rows(
        "SELECT child FROM audit_trail WHERE act = 'refused' AND person = %s ORDER BY id DESC LIMIT 1",
        actor.person_id,
    )
    assert rows == [(site.ids["ended"]["child"],)]


def test_lists_and_searches_show_each_role_no_child_of_another_agency(site: Site) -> None:
    theirs = str(site.ids["refused"]["child"]), str(site.ids["ended"]["child"])
    ours = 0
    for role in roles():
        client = client_of(site.people[role])
        pages = [
            client.get(address)
            for address in ("/open/", "/children/", "/tonight/", "/force/", "/placed-here/")
        ]
        pages.append(
            client.post("/search/", {"words": "Kim Canary", "name": "Kim Canary", "q": "Kim Canary"})
        )
        text = " ".join(page.content.decode() for page in pages if page.status_code == 200)
        assert [id for id in theirs if id in text] == [], role
        ours += str(site.ids["allowed"]["child"]) in text
    # The control: the same pages do show somebody their own.
    assert ours >= 8


def test_no_line_of_the_log_names_a_child_who_was_asked_for(
    site: Site, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    client = client_of(site.people["statistician"])
    child = site.ids["refused"]["child"]
    assert client.get(f"/children/{child}/").status_code == 404
    logged = capfd.readouterr()
    assert str(child) not in logged.err + logged.out
