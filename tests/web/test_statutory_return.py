"""The data officer's page of the yearly return: counts that lead to lines, files that are on the trail, handing in."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.clients import client_of
from tests.support.eastshire import NOW, Eastshire

if TYPE_CHECKING:
    from tests.support.record import Region

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/return/?year=2026"


@pytest.fixture
def east(region: Region, cluster: Any) -> Eastshire:
    return Eastshire(region, cluster)


@pytest.fixture
def officer(east: Eastshire) -> Any:
    return client_of(east.region.record.person("Dee", "data officer", east.region.authority))


def text(response: Any) -> str:
    assert response.status_code in (200, 422), response.status_code
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def links(response: Any) -> list[str]:
    return [
        one.replace("&amp;", "&") for one in re.findall(r'href="(/return/[^"]+)"', response.content.decode())
    ]


def test_before_it_is_built_the_page_says_so_and_a_press_has_the_worker_build_it(
    east: Eastshire, officer: Any
) -> None:
    assert "has not been built yet" in text(officer.get(PAGE))
    answer = officer.post("/return/", {"year": "2026"})
    assert answer.status_code == 302
    assert "It is being built" in text(officer.get(answer["Location"]))
    jobs = east.region.record.rows(
        "SELECT args->>'year' FROM procrastinate_jobs WHERE task_name = 'statutory_return.build'"
    )
    assert jobs == [("2026",)]


def test_the_worker_builds_what_was_asked_for(east: Eastshire, officer: Any) -> None:
    from tests.support import roles
    from waylight.statutory_return.tasks import build_return

    east.away(east.region.child, "2026-03-05T20:00", "2026-03-08T10:00")
    with roles.worker(east.cluster):
        build_return(str(east.region.authority), 2026, str(east.region.social_worker.person_id))
    assert "Rows 1" in text(officer.get(PAGE))


def test_every_count_leads_to_its_lines_and_they_to_the_time_away(east: Eastshire, officer: Any) -> None:
    away = east.away(east.region.child, "2026-03-05T20:00", "2026-03-08T10:00")
    east.away(east.region.another(), "2026-03-05T20:00", "2026-03-08T10:00", "A")
    east.kept()
    page = officer.get(PAGE)
    said = text(page)
    assert "Rows 1" in said
    assert "Missing from care (M) 1" in said
    assert "Left out: the record has no number" in said
    pages = [officer.get(link) for link in links(page) if "what=" in link]
    assert len(pages) == 3
    assert f"/away/{away}/" in pages[0].content.decode()
    assert "5 March 2026" in text(pages[0])
    assert "no number" in text(pages[2])
    assert not any("Kim" in text(one) for one in (page, *pages))


def test_each_night_what_is_not_handed_in_is_built_of_every_authority(east: Eastshire, officer: Any) -> None:
    from tests.support import roles
    from waylight.statutory_return.build_keeping import build_each

    east.away(east.region.child, "2026-03-05T20:00", "2026-03-08T10:00")
    with roles.worker(east.cluster):
        assert build_each(now=NOW) == 2
    assert "the return of 2025-26" in text(officer.get("/return/"))
    built = east.kept()
    officer.post(f"/return/{built.id}/handed-in/", {"year": "2026"})
    with roles.worker(east.cluster):
        assert build_each(now=NOW) == 1
    years = east.region.record.rows("SELECT year FROM statutory_return_built ORDER BY 1")
    assert years == [(2026,), (2027,)]


def test_what_the_checks_find_stands_there_by_rule(east: Eastshire, officer: Any) -> None:
    east.away(east.region.child, "2026-03-05T20:00", None)
    east.db.execute("UPDATE children_placement SET during = tstzrange(lower(during), '2026-03-10 12:00+00')")
    east.kept()
    page = officer.get(PAGE)
    assert "1 by rule 575" in text(page)
    (link,) = (link for link in links(page) if "rule=575" in link)
    assert "575" in text(officer.get(link))


def test_the_file_is_fetched_by_pressing_and_stands_on_the_trail(east: Eastshire, officer: Any) -> None:
    east.away(east.region.child, "2026-03-05T20:00", "2026-03-08T10:00")
    built = east.kept()
    address = f"/return/{built.id}/fetch/"
    assert officer.get(address).status_code == 405
    answer = officer.post(address, {"file": "missing.csv"})
    assert answer.content.decode().splitlines()[1] == "EAST-1,04/05/2010,M,05/03/2026,08/03/2026"
    assert "no-store" in answer["Cache-Control"]
    rows = east.region.record.rows(
        "SELECT child FROM audit_trail WHERE act = 'exported' ORDER BY child NULLS FIRST"
    )
    assert rows == [(None,), (east.region.child,)]
    assert "in the file" in officer.post(address, {"file": "reasons.csv"}).content.decode()


def test_what_was_handed_in_stays_when_it_is_built_anew(east: Eastshire, officer: Any) -> None:
    id = east.away(east.region.child, "2026-03-05T20:00", "2026-03-08T10:00")
    built = east.kept()
    assert officer.post(f"/return/{built.id}/handed-in/", {"year": "2026"}).status_code == 302
    assert "handed in" in text(officer.get(PAGE))
    east.db.execute("DELETE FROM episodes_episode WHERE id = %s", [id])
    again = east.kept(now=NOW + timedelta(hours=1))
    assert "not handed in" in text(officer.get(PAGE))
    assert again.id != built.id
    next_year = east.kept(2027, datetime(2026, 11, 1, tzinfo=NOW.tzinfo))
    assert next_year.compared
    assert "1 difference " in text(officer.get("/return/?year=2027"))


def test_what_was_built_anew_meanwhile_is_not_handed_in_by_an_old_page(east: Eastshire, officer: Any) -> None:
    old = east.kept()
    east.kept()
    answer = officer.post(f"/return/{old.id}/handed-in/", {"year": "2026"})
    assert answer.status_code == 422
    assert "built anew since you opened the page" in text(answer)


def test_a_year_that_has_not_begun_is_refused(officer: Any) -> None:
    assert officer.post("/return/", {"year": "2999"}).status_code == 422
    assert officer.post("/return/", {"year": "x"}).status_code == 422


def test_nobody_else_of_the_authority_and_no_other_authority_reads_it(east: Eastshire) -> None:
    record = east.region.record
    east.away(east.region.child, "2026-03-05T20:00", "2026-03-08T10:00")
    built = east.kept()
    west = client_of(record.person("Wes", "data officer", record.node("authority", "Westshire")))
    assert "has not been built yet" in text(west.get(PAGE))
    assert west.get(f"/return/{built.id}/").status_code == 404
    assert west.post(f"/return/{built.id}/fetch/").status_code == 404
    for actor in (east.region.social_worker, east.region.night_worker, east.region.inspector):
        other = client_of(actor)
        assert other.get("/return/").status_code == 404
        assert other.get(f"/return/{built.id}/").status_code == 404
        assert other.post("/return/", {"year": "2026"}).status_code == 404
        assert other.post(f"/return/{built.id}/handed-in/", {"year": "2026"}).status_code == 404


def test_row_security_shows_it_to_the_officer_alone_and_lets_nobody_change_a_line(east: Eastshire) -> None:
    from django.db import ProgrammingError, connection

    from waylight.access.acting import acting
    from waylight.statutory_return.models import Built, BuiltLine

    record = east.region.record
    dee = record.person("Dee", "data officer", east.region.authority)
    wes = record.person("Wes", "data officer", record.node("authority", "Westshire"))
    east.away(east.region.child, "2026-03-05T20:00", "2026-03-08T10:00")
    east.kept()
    seen = {}
    for actor in (dee, wes, east.region.social_worker):
        with acting(actor):
            seen[actor.name] = (Built.objects.count(), BuiltLine.objects.count())
    assert seen == {"Dee": (1, 1), "Wes": (0, 0), "Sal Social": (0, 0)}
    for statement in (
        "DELETE FROM statutory_return_built",
        "UPDATE statutory_return_builtline SET number = ''",
        "UPDATE statutory_return_built SET digest = ''",
    ):
        with pytest.raises(ProgrammingError), acting(dee), connection.cursor() as cursor:
            cursor.execute(statement)
    with acting(wes):
        assert Built.objects.update(lodged_at=NOW, lodged_by_id=wes.person_id) == 0
    with acting(dee):
        assert Built.objects.update(lodged_at=NOW, lodged_by_id=dee.person_id) == 1
    with acting(dee):
        assert Built.objects.update(lodged_at=NOW, lodged_by_id=dee.person_id) == 0


def test_of_an_erased_child_number_and_birth_date_go_and_old_years_go(east: Eastshire) -> None:
    from tests.support import roles
    from waylight.statutory_return import build_keeping
    from waylight.statutory_return.build_words import Unattended

    east.away(east.region.child, "2026-03-05T20:00", "2026-03-08T10:00")
    who = Unattended(east.region.authority, "Eastshire")
    old, new = east.kept(2023), east.kept(2026)
    with roles.worker(east.cluster):
        for built in (old, new):
            build_keeping.lodge(actor=who, built=built, now=NOW)
        east.db.execute("UPDATE children_child SET born = NULL, name_key = ''")
        build_keeping.tidy()
    rows = east.region.record.rows("SELECT number, born FROM statutory_return_builtline")
    assert rows == [("", None)]
    assert east.region.record.rows("SELECT year FROM statutory_return_built") == [(2026,)]
