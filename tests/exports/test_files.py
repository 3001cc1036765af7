"""The gate is asked when a file is asked for, made and fetched; many need a second person; a day ends it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest

if TYPE_CHECKING:
    from tests.support.record import Region
    from waylight.agencies.actor import Actor

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime.now(UTC).replace(microsecond=0)
DAY = timedelta(hours=24)


@dataclass
class Desk:
    """Sal, who asks; Mia, a manager of the same team; enough children for two to be needed."""

    region: Region
    sal: Actor
    mia: Actor
    children: list[UUID]
    cluster: Any

    def act(self, actor: Actor, what: Callable[..., Any], **more: Any) -> Any:
        from waylight.access.acting import acting

        with acting(actor):
            return what(actor=actor, **more)

    def ask(self, actor: Actor, children: list[UUID], id: UUID | None = None) -> Any:
        from waylight.exports.services import ask

        return self.act(actor, ask, children=children, id=id or uuid4(), now=NOW)

    def make(self, asked: Any, now: datetime = NOW) -> Any:
        from waylight.exports.services import make

        return make(export_id=asked.id, person=asked.asked_by_id, now=now)

    def fetch(self, actor: Actor, asked: Any, now: datetime = NOW) -> Any:
        from waylight.exports.services import fetch

        return json.loads(self.act(actor, fetch, export_id=asked.id, now=now))

    def jobs(self) -> int:
        rows = self.region.record.rows(
            "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'exports.make'"
        )
        return int(rows[0][0])


@pytest.fixture
def desk(region: Region, cluster: Any) -> Iterator[Desk]:
    record = region.record
    more = [
        record.child(f"Kid{n}", "Invented", date(2011, 1, 1), team=region.team, home=region.home)
        for n in range(6)
    ]
    mia = record.person("Mia Manager", "team manager", region.team)
    yield Desk(region, seated(region.social_worker), seated(mia), [region.child, *more], cluster)


def seated(actor: Actor) -> Actor:
    """As a page would know them: on one duty."""
    from waylight.agencies.models import RoleGrant
    from waylight.agencies.selectors import actor_of

    grant = RoleGrant.objects.get(person_id=actor.person_id)
    return actor_of(actor.person_id, NOW, choose=grant.id)


def test_a_file_is_made_as_who_asked_and_fetched_by_them(desk: Desk) -> None:
    asked = desk.ask(desk.sal, [desk.region.child])
    assert desk.jobs() == 1
    desk.make(asked)
    assert desk.fetch(desk.sal, asked)["child"]["family_name"] == "Invented"


def test_asking_twice_asks_once(desk: Desk) -> None:
    id = uuid4()
    desk.ask(desk.sal, [desk.region.child], id)
    desk.ask(desk.sal, [desk.region.child], id)
    assert desk.jobs() == 1


def test_nobody_asks_for_a_child_who_is_not_theirs_to_give(desk: Desk) -> None:
    from waylight.agencies.refusals import NotThere

    for actor in (desk.region.night_worker, desk.region.inspector):
        with pytest.raises(NotThere):
            desk.ask(seated(actor), [desk.region.child])
    with pytest.raises(NotThere):
        desk.ask(desk.sal, [desk.region.child, uuid4()])


def test_a_day_later_it_is_gone(desk: Desk) -> None:
    from tests.support import roles
    from waylight.agencies.refusals import NotThere
    from waylight.exports.services import tidy

    asked = desk.ask(desk.sal, [desk.region.child])
    desk.make(asked)
    assert desk.fetch(desk.sal, asked, NOW + DAY - timedelta(seconds=1))
    with pytest.raises(NotThere):
        desk.fetch(desk.sal, asked, NOW + DAY)
    with roles.worker(desk.cluster):
        tidy(now=NOW + DAY - timedelta(seconds=1))
        assert desk.region.record.rows("SELECT count(*) FROM exports_exportfile") == [(1,)]
        tidy(now=NOW + DAY)
    assert desk.region.record.rows("SELECT count(*) FROM exports_exportfile") == [(0,)]
    assert desk.region.record.rows("SELECT count(*) FROM exports_export") == [(0,)]


def test_what_is_never_agreed_to_goes_after_a_day_too(desk: Desk) -> None:
    from tests.support import roles
    from waylight.exports.services import tidy

    desk.ask(desk.sal, desk.children)
    with roles.worker(desk.cluster):
        tidy(now=NOW + DAY)
    assert desk.region.record.rows("SELECT count(*) FROM exports_export") == [(0,)]


def end_the_care(desk: Desk) -> None:
    desk.region.record.db.execute(
        "UPDATE children_interest SET during = tstzrange(lower(during), %s) "
        "WHERE child_id = %s AND relation = 'responsible'",
        # Over for the test's own time as well, however long ago the run began.
        [NOW - timedelta(minutes=1), desk.region.child],
    )


def test_what_is_over_when_it_is_made_is_not_made(desk: Desk) -> None:
    asked = desk.ask(desk.sal, [desk.region.child])
    end_the_care(desk)
    assert "Ask again" in desk.make(asked).failed
    assert desk.region.record.rows("SELECT count(*) FROM exports_exportfile") == [(0,)]


def test_what_is_over_when_it_is_fetched_is_not_there(desk: Desk) -> None:
    from waylight.agencies.refusals import NotThere

    asked = desk.ask(desk.sal, [desk.region.child])
    desk.make(asked)
    end_the_care(desk)
    with pytest.raises(NotThere):
        desk.fetch(desk.sal, asked)


def test_somebody_whose_role_has_ended_since_is_made_no_file(desk: Desk) -> None:
    asked = desk.ask(desk.sal, [desk.region.child])
    desk.region.record.db.execute(
        "UPDATE agencies_rolegrant SET during = tstzrange(lower(during), now() - interval '1 minute') "
        "WHERE person_id = %s",
        [desk.sal.person_id],
    )
    assert "Ask again" in desk.make(asked).failed


def test_it_holds_what_the_role_of_the_sitting_may_read_and_no_other_role_of_theirs(desk: Desk) -> None:
    """Sal is social worker elsewhere as well: a child of that team is not given on this duty."""
    from waylight.agencies.refusals import NotThere

    record = desk.region.record
    team = record.node("team", "Farshire team", parent=record.node("authority", "Farshire"))
    other = record.child(
        "Ola", "Elsewhere", date(2011, 1, 1), team=team, home=record.node("carer", "Carer 1")
    )
    record.db.execute(
        "INSERT INTO agencies_rolegrant (id, person_id, role, node_id, during, granted_by_id, why) SELECT "
        "gen_random_uuid(), person_id, role, %s, during, granted_by_id, '' FROM agencies_rolegrant "
        "WHERE person_id = %s",
        [team, desk.sal.person_id],
    )
    with pytest.raises(NotThere):
        desk.ask(desk.sal, [other])


def test_over_five_children_wait_for_a_second_person_who_may_give_each_of_them(desk: Desk) -> None:
    from waylight.agencies.refusals import NotThere
    from waylight.exports.services import agree
    from waylight.facts.refusals import Refused

    asked = desk.ask(desk.sal, desk.children)
    assert asked.second_needed and desk.jobs() == 0
    assert desk.make(asked).made_at is None
    with pytest.raises(Refused, match="Somebody else"):
        desk.act(desk.sal, agree, export_id=asked.id, now=NOW)
    for stranger in (desk.region.night_worker, desk.region.inspector):
        with pytest.raises(NotThere):
            desk.act(seated(stranger), agree, export_id=asked.id, now=NOW)
    desk.act(desk.mia, agree, export_id=asked.id, now=NOW)
    assert desk.jobs() == 1
    desk.make(asked)
    assert len(desk.fetch(desk.sal, asked)["records"]) == len(desk.children)
    with pytest.raises(NotThere):
        desk.fetch(desk.mia, asked)


def test_five_children_need_nobody_else(desk: Desk) -> None:
    assert not desk.ask(desk.sal, desk.children[:5]).second_needed


def test_the_database_makes_no_file_that_nobody_agreed_to(desk: Desk) -> None:
    from django.db import IntegrityError

    from waylight.access.acting import acting
    from waylight.exports.models import Export

    asked = desk.ask(desk.sal, desk.children)
    with pytest.raises(IntegrityError), acting(desk.sal):
        Export.objects.filter(id=asked.id).update(made_at=NOW)
    with pytest.raises(IntegrityError), acting(desk.sal):
        Export.objects.filter(id=asked.id).update(agreed_by_id=desk.sal.person_id)


def test_a_file_is_its_askers_alone_under_row_security(desk: Desk) -> None:
    from waylight.access.acting import acting
    from waylight.exports.models import Export, ExportFile

    desk.make(desk.ask(desk.sal, [desk.region.child]))
    waiting = desk.ask(desk.sal, desk.children)
    seen = {}
    for actor in (desk.sal, desk.mia, seated(desk.region.night_worker), seated(desk.region.inspector)):
        with acting(actor):
            seen[actor.name] = (
                Export.objects.count(),
                ExportFile.objects.count(),
                Export.objects.filter(id=waiting.id).count(),
            )
    assert seen == {
        "Sal Social": (2, 1, 1),
        "Mia Manager": (1, 0, 1),
        "Nell Night": (0, 0, 0),
        "Ian Inspector": (0, 0, 0),
    }
    assert (Export.objects.count(), ExportFile.objects.count()) == (0, 0)


def test_the_worker_makes_it_in_a_process_that_signs_in_as_the_pages_do(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.support import roles
    from waylight.exports import tasks

    asked = desk.ask(desk.sal, [desk.region.child])
    ran: list[tuple[list[str], str]] = []

    def run(command: list[str], env: dict[str, str], **_: Any) -> None:
        ran.append((command[1:], env["WAYLIGHT_ROLE"]))

    monkeypatch.setattr(tasks.subprocess, "run", run)
    with roles.worker(desk.cluster):
        tasks.make_export(export=str(asked.id))
    assert ran == [(["-m", "waylight.exports", str(asked.id), str(desk.sal.person_id)], "web")]


def test_where_that_process_breaks_down_the_page_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    import subprocess

    from tests.support import roles
    from waylight.exports import tasks

    asked = desk.ask(desk.sal, [desk.region.child])

    def run(command: list[str], **_: Any) -> None:
        raise subprocess.CalledProcessError(1, command)

    monkeypatch.setattr(tasks.subprocess, "run", run)
    with roles.worker(desk.cluster), pytest.raises(subprocess.CalledProcessError):
        tasks.make_export(export=str(asked.id))
    [(failed,)] = desk.region.record.rows("SELECT failed FROM exports_export")
    assert "Ask again" in failed


def test_the_page_asks_shows_and_hands_out(desk: Desk, client: Any) -> None:
    from tests.support.officers import choice_of

    client.post("/sign-in/", {"way": "invented", "person": choice_of(desk.sal)})
    page = client.get("/files/").content.decode()
    assert "You have asked for no file in the last 24 hours" in page
    assert page.count('name="child"') == len(desk.children)
    nothing = client.post("/files/", {"key": str(uuid4())})
    assert nothing.status_code == 422 and "Choose at least one child" in nothing.content.decode()
    client.post("/files/", {"key": str(uuid4()), "child": [str(child) for child in desk.children]})
    assert "Waits for a second person" in client.get("/files/").content.decode()
    client.post("/sign-out/")
    client.post("/sign-in/", {"way": "invented", "person": choice_of(desk.mia)})
    [(id,)] = desk.region.record.rows("SELECT id FROM exports_export")
    assert f"/files/{id}/agree/" in client.get("/files/").content.decode()
    assert client.post(f"/files/{id}/agree/").status_code == 302
    assert client.get(f"/files/{id}/fetch/").status_code == 405
    assert client.post(f"/files/{id}/fetch/").status_code == 404


def test_a_file_of_mine_leads_to_the_children_in_it_whom_i_may_still_read(desk: Desk, client: Any) -> None:
    from tests.support.officers import choice_of

    asked = desk.ask(desk.sal, desk.children[:2])
    client.post("/sign-in/", {"way": "invented", "person": choice_of(desk.sal)})
    page = client.get("/files/").content.decode().partition(">Mine<")[2].partition("Ask for another")[0]
    assert "2 children" in page
    assert all(f'href="/children/{child}/"' in page for child in asked.children)
    desk.region.record.db.execute(
        "UPDATE children_interest SET during = tstzrange(lower(during), now()) WHERE child_id = %s",
        [desk.children[0]],
    )
    page = client.get("/files/").content.decode().partition(">Mine<")[2].partition("Ask for another")[0]
    assert f'href="/children/{desk.children[0]}/"' not in page
    assert f'href="/children/{desk.children[1]}/"' in page
