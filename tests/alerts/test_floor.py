"""Row security alone: who sees which alert by what it was made from, and what was said about it."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import combinations
from typing import Any
from uuid import UUID, uuid4

import pytest

from waylight.access.acting import acting
from waylight.access.grid import roles
from waylight.alerts import kinds, services
from waylight.facts.filing import Filing
from waylight.facts.refusals import NotThere
from waylight.rulebook.access import CELLS

pytestmark = pytest.mark.django_db(transaction=True)
RECORDS = (
    "child core",
    "grab pack",
    "health and contacts",
    "exploitation record",
    "placement",
    "words of a child",
)
LABELS = [("episode", *some) for n in range(3) for some in combinations(RECORDS, n)]
TIES = ("responsible", "caring", "police", "searching", "host", "inspecting", "interviewing", "concern")


def planted(region: Any, now: datetime, records: tuple[str, ...], *children: UUID) -> UUID:
    """An alert as the worker would have written it."""
    id = uuid4()
    region.record.db.execute(
        "INSERT INTO alerts_alert (id, pattern, child, children, records, anchor, episodes, count, evidence, at, "
        "noticed_at, expires_at) VALUES (%s, 'REPEAT_90', %s, %s, %s, %s, '{}', 3, '{}', %s, %s, %s)",
        [id, children[0], list(children), list(records), uuid4(), now, now, now + timedelta(days=90)],
    )
    return id


def seen(actor: Any, query: str = "SELECT id FROM alerts_alert") -> set[Any]:
    """What the pages' role reads for this person, without any selector."""
    from django.db import connection

    with acting(actor), connection.cursor() as cursor:
        cursor.execute(query)
        return {row[0] for row in cursor.fetchall()}


def reads(role: str, record: str, relation: str) -> bool:
    """By the grid."""
    return any(
        cell.role == role and cell.record == record and str(cell.relation) == relation
        and str(cell.action) in ("read", "write")
        for cell in CELLS
    )  # fmt: skip


def test_an_alert_shows_to_each_role_that_may_read_all_it_was_made_from(region: Any, now: datetime) -> None:
    ids = {planted(region, now, records, region.child): records for records in LABELS}
    wrong = []
    for relation in TIES:
        node = region.record.node("other", f"{relation} agency")
        region.record.interest(region.child, relation, node)
        for role in roles():
            actor = region.record.person(f"{role} {relation}", role, node)
            expected = {
                id
                for id, records in ids.items()
                if all(reads(role, record, relation) for record in ("alert", *records))
            }
            if seen(actor) != expected:
                wrong.append((role, relation))
    assert wrong == []
    # The control: somebody sees some and not all of them, and nobody what is made of a record unknown here.
    some = seen(region.record.person("Cora", "missing coordinator", node_of(region, "police agency")))
    assert 0 < len(some) < len(ids)
    assert all("words of a child" not in ids[id] for id in some)


def node_of(region: Any, name: str) -> UUID:
    found: UUID = region.record.nodes[name]
    return found


def test_an_alert_of_two_children_shows_to_those_alone_who_may_read_both(region: Any, now: datetime) -> None:
    elsewhere = region.record.node("home", "Elsewhere")
    other = region.record.child("Ola", "Invented", region.born, team=region.team, home=elsewhere)
    both = planted(region, now, ("episode",), region.child, other)
    assert seen(region.manager) == set()
    assert seen(region.social_worker) == {both}
    region.record.db.execute("UPDATE children_child SET restricted = true WHERE id = %s", [other])
    assert seen(region.social_worker) == set()


def test_nobody_is_shown_anything_without_an_actor(region: Any, now: datetime) -> None:
    from django.db import connection

    planted(region, now, ("episode",), region.child)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM alerts_alert")
        assert cursor.fetchone() == (0,)


def refused(actor: Any, query: str) -> bool:
    """Whether the pages' role may not even ask."""
    from django.db import connection, transaction
    from django.db.utils import ProgrammingError

    with acting(actor), connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(query)
        except ProgrammingError as error:
            return "permission denied" in str(error)
    return False


@pytest.mark.parametrize("table", ["night", "chance", "watch", "heard", "named", "entryread"])
def test_pages_read_nothing_of_what_alerts_are_noticed_from(region: Any, table: str) -> None:
    assert refused(region.social_worker, f"SELECT * FROM alerts_{table}")


def test_pages_write_no_alert(region: Any, now: datetime) -> None:
    planted(region, now, ("episode",), region.child)
    assert refused(region.social_worker, "UPDATE alerts_alert SET count = 1")
    assert refused(region.social_worker, "DELETE FROM alerts_alert")
    assert not refused(region.social_worker, "SELECT * FROM alerts_alert")


def test_what_was_said_about_an_alert_is_read_with_the_alert_alone(region: Any, now: datetime) -> None:
    plain = planted(region, now, ("episode",), region.child)
    hidden = planted(region, now, ("episode", "exploitation record"), region.child)
    for alert in (plain, hidden):
        with acting(region.social_worker):
            services.dismiss(
                Filing(region.social_worker, now, str(uuid4())), alert_ids=(alert,), why="Looked into."
            )
    facts = f"SELECT about FROM facts_fact WHERE kind = '{kinds.DISMISSED}'"
    words = "SELECT text FROM facts_words WHERE record = 'alert'"
    assert seen(region.social_worker, facts) == {plain, hidden}
    # The home's manager does not read the exploitation record: neither the alert nor that it was looked into.
    assert seen(region.manager, facts) == {plain}
    assert seen(region.manager, words) == {"Looked into."}
    # And the same agency's own clerk, who reads no alert, does not read what the agency said about one.
    clerk = region.record.person("Cla Clerk", "data officer", region.team)
    assert seen(clerk, facts) == set()
    assert seen(clerk, words) == set()


def test_nobody_acts_on_an_alert_that_they_may_not_see(region: Any, now: datetime) -> None:
    hidden = planted(region, now, ("episode", "exploitation record"), region.child)
    with acting(region.manager), pytest.raises(NotThere):
        services.dismiss(Filing(region.manager, now, str(uuid4())), alert_ids=(hidden,), why="No.")
