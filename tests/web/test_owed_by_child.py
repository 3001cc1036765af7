"""What is owed, child by child: one line each, figures that lead to as many rows, nothing left out."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.support.clients import client_of

pytestmark = pytest.mark.django_db


def text(answer: Any) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def lines(page: str) -> list[str]:
    """What each child's line says, open and closed."""
    found = re.findall(r"<summary[^>]*>(.*?)</summary>", page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]*>", " ", one).split()) for one in found]


def rows(page: str) -> int:
    """How many things the list shows."""
    return len(re.findall(r'<th role="rowheader" class="govuk-table__header" scope="row">', page))


@pytest.fixture
def three(region: Any, heard: Callable[[], None]) -> Any:
    """Kim is away since three hours; Lee came back a month ago and nobody said more; Max came back an hour ago."""
    from tests.episodes.telling import Telling

    now = datetime.now(UTC).replace(second=0, microsecond=0)

    def gone(child: Any, hours: float, back: float | None) -> None:
        filed = Telling(region, now - timedelta(hours=hours)).absent(child=child, minutes_ago=10)
        if back is not None:
            Telling(region, now - timedelta(hours=back)).returned(filed.episode)

    gone(region.another("Lee"), 30 * 24, 29 * 24)
    gone(region.another("Max"), 2, 1)
    gone(region.child, 3, None)
    heard()
    return region


def of(page: str, name: str) -> int:
    """The figure behind a word of the list, with where it leads."""
    found = re.search(rf"{name}: (\d+)<", page)
    assert found, page
    return int(found[1])


def test_each_child_is_one_line_with_how_many_are_owed_and_the_most_pressing(three: Any) -> None:
    page = text(client_of(three.social_worker).get("/owed/"))
    kim, lee, max_ = lines(page)
    assert kim.startswith("Kim Invented") and "Away" in kim and "not taken on yet" in kim
    assert lee.startswith("Lee Invented") and "late" in lee and "Late by" in lee
    assert max_.startswith("Max Invented") and "left" in max_, "nothing is late: after who waits longer"


def test_every_figure_of_the_list_leads_to_as_many_things(three: Any) -> None:
    sal = client_of(three.social_worker)
    page = text(sal.get("/owed/"))
    every, late, due = (of(page, name) for name in ("All that is open", "Late", "Not late yet"))
    assert every == rows(page) == late + due and late and due
    assert rows(text(sal.get("/owed/?of=here&show=late"))) == late
    assert rows(text(sal.get("/owed/?of=here&show=due"))) == due
    counted = [int(n) for line in lines(page) for n in re.findall(r"(\d+) owed", line)]
    assert sum(counted) == every


def test_what_was_due_long_ago_has_a_list_of_its_own_with_as_many_things(three: Any) -> None:
    three.record.db.execute(
        "UPDATE duties_owed SET due_at = due_at - interval '200 days' WHERE due_at < now()"
    )
    sal = client_of(three.social_worker)
    page = text(sal.get("/owed/"))
    said = re.search(r"when=older\">(\d+) things?</a>", page)
    assert said and int(said[1]) == rows(text(sal.get("/owed/?of=here&when=older")))


def test_what_does_not_go_on_one_page_is_on_the_next(three: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from waylight.duties.selectors import owed
    from waylight.web.owed import worklist

    sal = client_of(three.social_worker)
    every = rows(text(sal.get("/owed/")))
    monkeypatch.setattr(owed, "AT_MOST", every - 1)
    page = text(sal.get("/owed/"))
    further = re.search(r'href="\?([^"]*start=\d+)">1 more</a>', page)
    assert further and rows(page) == every - 1
    assert rows(text(sal.get("/owed/?" + further[1].replace("&amp;", "&")))) == 1
    monkeypatch.setattr(worklist, "CHILDREN", 1)
    assert "Page 1 of 3" in text(sal.get("/owed/")) and len(lines(text(sal.get("/owed/?page=2")))) == 1


@pytest.mark.parametrize("asked", ["show=nothing", "start=-1", "start=x", "page=x", "of=theirs", "when=ever"])
def test_an_address_that_asks_for_what_there_is_not_shows_the_list(three: Any, asked: str) -> None:
    assert lines(text(client_of(three.social_worker).get(f"/owed/?{asked}")))


@pytest.fixture
def interviewer(region: Any, heard: Callable[[], None]) -> Callable[[Any], Any]:
    """`interviewer(record)`: Ina talks with Kim about a time away that ended yesterday; by this record of hers Kim has
    been away again for two hours."""
    from tests.episodes.telling import Telling

    now = datetime.now(UTC).replace(second=0, microsecond=0)

    def ina(again: Any) -> Any:
        filed = Telling(region, now - timedelta(hours=30)).absent(minutes_ago=10)
        Telling(region, now - timedelta(hours=24)).returned(filed.episode)
        Telling(region, now - timedelta(hours=2)).absent(child=again, minutes_ago=10)
        service = region.record.node("interview service", "Listening Service")
        for record in {region.child, again}:
            region.record.interest(record, "interviewing", service)
        heard()
        return region.record.person("Ina Interviewer", "return interviewer", service)

    return ina


AGAIN = r"Away since \d\d:\d\d (today|yesterday), 2 hours 1\d minutes, not taken on yet"


def test_who_is_owed_nothing_of_the_time_away_that_goes_on_is_away_on_the_list_all_the_same(
    region: Any, interviewer: Any
) -> None:
    page = text(client_of(interviewer(region.child)).get("/owed/"))
    (kim,) = lines(page)
    assert "1 away now" in page and re.search(AGAIN, kim)


def test_who_is_away_by_another_record_of_theirs_is_away_on_the_list(region: Any, interviewer: Any) -> None:
    from tests.episodes.telling import Telling
    from tests.episodes.test_one_child import said_to_be_one

    twin = region.another("Kimmy")
    ina = interviewer(twin)
    (kim,) = lines(text(client_of(ina).get("/owed/")))
    assert "Away since" not in kim
    said_to_be_one(Telling(region, datetime.now(UTC)), region.child, twin)
    (kim,) = lines(text(client_of(ina).get("/owed/")))
    assert re.search(AGAIN, kim)


def test_who_is_away_says_so_where_the_children_open_to_me_are_listed(three: Any) -> None:
    page = text(client_of(three.social_worker).get("/children/"))
    said = {line[:200]: "Away</span> since" in line for line in page.split("<li ") if "Invented" in line}
    assert [away for line, away in said.items() if "Kim" in line] == [True]
    assert sum(said.values()) == 1 and len(said) == 3
