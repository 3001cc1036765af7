"""The page of one home: who finds it, and what of it shows to whom."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from tests.support.clients import client_of
from waylight.facts.filing import Filing

if TYPE_CHECKING:
    from tests.support.record import Region

pytestmark = pytest.mark.django_db(transaction=True)


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def beech(region: Region) -> Region:
    """Beech House moved, and was sold."""
    from waylight.access.acting import acting
    from waylight.homes.services import say_where, say_who_runs

    with acting(region.manager):
        for lines, since in (("1 Old Lane", date(2021, 1, 1)), ("4 Beech Lane", date(2024, 5, 1))):
            say_where(actor=region.manager, node=region.home, lines=lines, town="Easton", since=since)
        for owner, since in (("First Owner", date(2021, 1, 1)), ("Second Owner", date(2025, 2, 1))):
            say_who_runs(
                actor=region.manager, node=region.home, provider=region.record.nodes["Lantern Care"], owner=owner,
                responsible_individual="R. Individual", manager="Mo Manager", places=4, since=since,
            )  # fmt: skip
    return region


def at(region: Region, actor: Any) -> Any:
    return client_of(actor).get(f"/homes/{region.home}/")


def away(region: Region, child: Any = None) -> None:
    from waylight.access.acting import acting
    from waylight.engine.when import at as moment
    from waylight.episodes.services import reports

    now = datetime.now(UTC).replace(microsecond=0)
    with acting(region.night_worker):
        reports.report_absent(
            Filing(region.night_worker, now, str(uuid4())),
            child_id=child or region.child,
            report=reports.Report(since=moment(now - timedelta(minutes=1)), words={}),
        )


def officer(region: Region) -> Any:
    return region.record.person("Hal Host", "host authority officer", region.authority)


def test_the_home_the_force_the_host_and_whose_child_lives_there_see_where_it_is_and_each_look_is_kept(
    beech: Region,
) -> None:
    seers = [beech.night_worker, beech.manager, beech.inspector, officer(beech), beech.social_worker]
    for actor in seers:
        page = text(at(beech, actor))
        assert "4 Beech Lane" in page and "Second Owner" in page and "R. Individual" in page, actor.role
    looks = beech.record.rows(
        "SELECT count(*) FROM audit_trail WHERE act = 'read' AND record = 'register of homes' AND subject = %s",
        beech.home,
    )
    assert looks == [(len(seers),)]


def test_a_stranger_finds_no_such_home_and_the_refusal_is_on_the_trail(beech: Region) -> None:
    record = beech.record
    elsewhere = record.node("authority", "Westshire")
    strangers = [
        record.person("Wes", "social worker", record.node("team", "Westshire team", parent=elsewhere)),
        record.person("Fay", "duty inspector", record.node("force", "Far Force")),
        record.person("Ho", "host authority officer", elsewhere),
        record.person("Nat", "night worker", record.node("home", "Oak House")),
    ]
    for actor in strangers:
        assert at(beech, actor).status_code == 404, actor.role
    refused = record.rows(
        "SELECT count(*) FROM audit_trail WHERE act = 'refused' AND record = 'register of homes'"
    )
    assert refused == [(len(strangers),)]
    assert client_of(beech.manager).get(f"/homes/{beech.team}/").status_code == 404


def test_the_register_shows_what_changed_and_when(beech: Region) -> None:
    page = text(at(beech, beech.inspector))
    assert "1 February 2025 now Lantern Care Second Owner" in page
    assert "1 January 2021 31 January 2025 Lantern Care First Owner" in page and "4 Owner" in page
    assert "1 January 2021 30 April 2024 1 Old Lane, Easton" in page


def test_a_home_without_an_entry_says_so(region: Region) -> None:
    page = text(at(region, region.inspector))
    assert "No address on the register" in page and "no entry of this home yet" in page


def test_the_force_sees_a_number_and_a_child_by_a_report_alone(beech: Region) -> None:
    beech.another()
    page = text(at(beech, beech.inspector))
    assert "2 children. Who they are opens with a report" in page and "Kim" not in page and "Ola" not in page
    away(beech)
    page = text(at(beech, beech.inspector))
    assert "Kim" in page and "Ola" not in page


def test_the_home_sees_its_children_with_their_authority_and_links_to_each(beech: Region) -> None:
    answer = at(beech, beech.manager)
    assert "Kim Invented Eastshire 1 January 2020" in re.sub(r"Wednesday ", "", text(answer))
    assert f"/children/{beech.child}/" in answer.content.decode()


def test_the_host_sees_whom_others_placed_there_by_name_and_no_link_to_the_record(region: Region) -> None:
    record = region.record
    west = record.node("authority", "Westshire")
    team = record.node("team", "Westshire team", parent=west)
    child = record.child(
        "Wyn", "Invented", date(2011, 1, 1), team=team, home=region.home, host=region.authority
    )
    answer = at(region, officer(region))
    page = text(answer)
    assert "Wyn Invented Westshire" in page and "Kim" not in page
    assert f"/children/{child}/" not in answer.content.decode()
    away(region, child)
    assert "1 of which you may know began" in text(at(region, officer(region)))
    assert "This home" in text(client_of(region.manager).get("/owed/"))


def test_times_away_are_counted_for_the_manager_also_of_a_child_who_left_and_lead_to_the_rows_open_to_them(
    beech: Region,
) -> None:
    from waylight.access.acting import acting
    from waylight.children.services import place

    other = beech.another()
    away(beech)
    away(beech, other)
    now = datetime.now(UTC)
    with acting(beech.social_worker):
        oak = beech.record.node("home", "Oak House")
        place(Filing(beech.social_worker, now, "move"), child=other, node=oak, since=now)
    page = text(at(beech, beech.manager))
    assert "2 began while the child lived there. 1 of them is open to you" in page
    assert "Kim" in page and "Ola" not in page
    assert at(beech, beech.manager).content.decode().count('href="/away/') == 1
    page = text(at(beech, beech.social_worker))
    assert "2 of which you may know began while the child lived there" in page


def test_what_the_home_owes_stands_there_for_those_who_may_read_it(beech: Region, heard: Any) -> None:
    away(beech)
    heard()
    assert "of which you may know" in text(at(beech, beech.night_worker)).split("What the home owes")[1]
    assert "Nothing that the home owes" in text(at(beech, officer(beech)))


def test_the_force_and_the_host_see_a_new_home_first_and_an_old_one_not_there(beech: Region) -> None:
    record = beech.record
    new = record.node("home", "New House", force=beech.force, area=beech.authority)
    record.db.execute("UPDATE agencies_node SET since = current_date - 3 WHERE id = %s", [new])
    far = record.node("home", "Far House", force=record.node("force", "Far Force"))
    record.db.execute("UPDATE agencies_node SET since = current_date - 3 WHERE id = %s", [far])
    for actor, path in ((beech.inspector, "/force/"), (officer(beech), "/placed-here/")):
        page = client_of(actor).get(path)
        first = text(page).split("New on the register")[1].split(".")[0]
        assert "New House" in first and "Beech House" not in first and "Far House" not in first
        assert f"/homes/{new}/" in page.content.decode() and f"/homes/{beech.home}/" in page.content.decode()


def test_the_list_of_the_force_gives_the_address_in_words(beech: Region) -> None:
    page = text(client_of(beech.inspector).get("/force/"))
    assert (
        "4 Beech Lane, Easton" in page and "address " not in page.split("Beech House")[1].split("4 Beech")[0]
    )
