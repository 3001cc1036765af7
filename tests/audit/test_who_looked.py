"""Each child's record shows who looked and why they could: names to those who answer for the child, roles to others."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest
from django.db import connection

from waylight.access.acting import acting
from waylight.agencies.actor import Actor
from waylight.agencies.refusals import NotThere
from waylight.audit.acts import Act
from waylight.audit.selectors import Look, standing, who_looked
from waylight.audit.services import note, note_afterwards

if TYPE_CHECKING:
    from tests.support.record import Region

LATER = datetime.now(UTC) + timedelta(days=1)


@pytest.fixture
def lead(region: Region) -> Actor:
    return region.record.person("Tam Team", "team manager", region.team)


def look(actor: Actor, *children: UUID, **more: Any) -> None:
    with acting(actor):
        note(actor=actor, act=Act.LISTED, record="episode", route="tonight", children=children, **more)


def seen_by(actor: Actor, child: UUID, **more: Any) -> list[Look]:
    with acting(actor):
        return who_looked(actor=actor, child_id=child, before=LATER, **more)


def test_after_a_list_view_each_child_on_it_shows_who_looked_and_why_they_could(
    region: Region, lead: Actor
) -> None:
    other, unseen = region.another(), region.another("Ari")
    look(region.night_worker, region.child, other)
    for child in (region.child, other):
        (one,) = seen_by(lead, child)
        assert (one.name, one.role, one.node_name) == ("Nell Night", "night worker", "Beech House")
        assert (one.act, one.record, one.basis) == ("listed", "episode", "caring")
    assert seen_by(lead, unseen) == []


def test_the_reason_that_was_written_down_that_day_is_shown_before_what_stands_today(
    region: Region, lead: Actor
) -> None:
    with acting(region.night_worker):
        note(
            actor=region.night_worker, act=Act.READ, record="grab pack", child=region.child,
            basis="night worker, Beech House: caring",
        )  # fmt: skip
    assert [one.basis for one in seen_by(lead, region.child)] == ["night worker, Beech House: caring"]


def test_whoever_else_may_read_the_child_learns_role_and_agency_but_no_name(region: Region) -> None:
    look(region.night_worker, region.child)
    look(region.social_worker, region.child)
    assert [(one.name, one.role) for one in seen_by(region.social_worker, region.child)] == [
        ("Sal Social", "social worker"),
        ("", "night worker"),
    ]


def test_who_may_not_read_the_child_learns_nothing(region: Region) -> None:
    look(region.night_worker, region.child)
    stranger = region.record.person("Sid Stranger", "night worker", region.record.node("home", "Elm House"))
    for actor, child in ((stranger, region.child), (region.inspector, region.child), (stranger, uuid4())):
        with pytest.raises(NotThere):
            seen_by(actor, child)


def test_with_nobody_acting_there_is_nothing(region: Region) -> None:
    look(region.night_worker, region.child)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_who_looked(%s, %s, 100)", [region.child, LATER])
        assert cursor.fetchone() == (0,)


def test_a_refused_attempt_shows_to_those_who_answer_for_the_child_alone(region: Region, lead: Actor) -> None:
    note_afterwards(actor=region.inspector, act=Act.REFUSED, record="child core", child=region.child)
    assert [one.act for one in seen_by(lead, region.child)] == ["refused"]
    assert "refused" not in [one.act for one in seen_by(region.night_worker, region.child)]


def test_asking_who_looked_is_itself_on_the_trail(region: Region, lead: Actor) -> None:
    seen_by(lead, region.child)
    assert [(one.name, one.record) for one in seen_by(lead, region.child)] == [
        ("Tam Team", "trail of own children")
    ]


def test_the_child_sees_roles_and_agencies_of_an_own_record(region: Region) -> None:
    look(region.night_worker, region.child)
    kim = region.record.person("Kim Invented", "child", region.home)
    region.record.interest(region.child, "self", region.home)
    assert [(one.name, one.node_name) for one in seen_by(kim, region.child)] == [("", "Beech House")]


def test_only_so_many_are_shown_and_the_rest_by_asking_for_what_was_before(
    region: Region, lead: Actor
) -> None:
    for _ in range(5):
        look(region.night_worker, region.child)
    first = seen_by(lead, region.child, most=3)
    assert len(first) == 3
    with acting(lead):
        rest = who_looked(actor=lead, child_id=region.child, before=first[-1].at)
    assert [one.name for one in rest] == ["Nell Night"] * 2


def test_the_operator_sees_how_the_trail_stands_and_no_child(region: Region, cluster: Any) -> None:
    from waylight.audit.anchoring import anchor
    from waylight.ops.postgres.connection import WORKER
    from waylight.ops.postgres.roles import connect

    look(region.night_worker, region.child)
    before = standing()
    assert (before.linked, before.waiting, before.anchored_at) == (0, 2, None)
    with connect(cluster.address(WORKER)) as worker:
        anchor(worker, to="-", now=datetime.now(UTC))
    after = standing()
    assert (after.linked, after.waiting, after.anchored) == (2, 0, 2)


def test_after_a_page_with_a_list_the_page_of_who_looked_is_right(
    region: Region, lead: Actor, client: Any
) -> None:
    from tests.support.officers import choice_of

    other = region.another()
    for actor, page in ((region.night_worker, "/tonight/"), (lead, f"/children/{region.child}/looked/")):
        client.post("/sign-in/", {"way": "invented", "person": choice_of(actor)})
        shown = client.get(page).content.decode()
        client.post("/sign-out/")
    assert "Nell Night, night worker, Beech House" in shown
    assert "Listed: who the child is" in shown
    assert "Caring" in shown
    # The other child was on the same list, and says so too.
    assert "listed" in [one.act for one in seen_by(lead, other)]


def test_a_stranger_who_asks_who_looked_sees_no_page_and_is_on_the_trail_as_refused(
    region: Region, lead: Actor, client: Any
) -> None:
    from tests.support.officers import choice_of

    stranger = region.record.person("Sid Stranger", "night worker", region.record.node("home", "Elm House"))
    client.post("/sign-in/", {"way": "invented", "person": choice_of(stranger)})
    refused, absent = (client.get(f"/children/{child}/looked/") for child in (region.child, uuid4()))
    assert refused.status_code == absent.status_code == 404
    # The token of the form that signs out is another on every page.
    same = [re.sub(rb'value="[^"]+"', b"", page.content) for page in (refused, absent)]
    assert same[0] == same[1]
    (one,) = seen_by(lead, region.child)
    assert (one.name, one.act, one.record) == ("Sid Stranger", "refused", "trail of own children")
