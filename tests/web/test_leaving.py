"""The pages on which a social worker says that a child moved, or that care ended, and takes either back."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from tests.support.clients import client_of
from waylight.engine.when import LONDON

if TYPE_CHECKING:
    from tests.support.record import Region

pytestmark = pytest.mark.django_db(transaction=True)


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode()))


def hidden(page: Any, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page.content.decode())
    assert found, name
    return found[1]


def today() -> date:
    return datetime.now(UTC).astimezone(LONDON).date()


@pytest.fixture
def elm(region: Region) -> UUID:
    return region.record.node("home", "Elm House", area=region.record.node("authority", "Westshire"))


@pytest.fixture
def sal(region: Region) -> Any:
    return client_of(region.social_worker)


def move(client: Any, region: Region, elm: UUID, step: str, **more: str) -> Any:
    sent = {
        "step": step, "words": "elm", "place": str(elm), "kind": "K2", "when": "other", "key": "move",
        "when_day": today().isoformat(), "when_time": "00:00", **more,
    }  # fmt: skip
    return client.post(f"/children/{region.child}/moved/", sent)


def end(client: Any, region: Region, step: str, **more: str) -> Any:
    yesterday = (today() - timedelta(days=1)).isoformat()
    sent = {"step": step, "last_day": yesterday, "reason": "E4A", "key": "end", **more}
    return client.post(f"/children/{region.child}/care-ended/", sent)


def test_a_move_is_found_read_back_and_recorded(region: Region, sal: Any, elm: UUID) -> None:
    found = sal.post(f"/children/{region.child}/moved/", {"step": "find", "words": "elm"})
    assert "Elm House" in text(found) and "in the area of Westshire" in text(found)
    look = move(sal, region, elm, "look")
    said = text(look)
    assert "Nothing is recorded yet" in said and "leaves Beech House" in said
    assert "Elm House cares for the child" in said and "Westshire as host authority" in said
    assert region.record.rows("SELECT count(*) FROM facts_fact") == [(0,)]
    done = move(sal, region, elm, "do", mark=hidden(look, "mark"))
    assert done["Location"] == f"/children/{region.child}/#lives"
    page = text(sal.get(f"/children/{region.child}/"))
    assert (
        f"Elm House (Children’s home), from {today():%A %-d %B}" in page and "This move was a mistake" in page
    )
    assert move(sal, region, elm, "do", mark=hidden(look, "mark")).status_code == 302
    assert region.record.rows("SELECT count(*) FROM facts_fact WHERE kind = 'placed at'") == [(1,)]


def test_a_move_of_which_only_the_day_is_known_is_kept_as_a_day(region: Region, sal: Any, elm: UUID) -> None:
    look = move(sal, region, elm, "look", when_time="")
    assert move(sal, region, elm, "do", when_time="", mark=hidden(look, "mark")).status_code == 302
    kept = region.record.rows("SELECT happened_said FROM facts_fact WHERE kind = 'placed at'")
    assert kept == [(today().isoformat(),)]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"place": ""}, "Choose the place"),
        ({"place": "00000000-0000-4000-8000-000000000000"}, "Choose the place"),
        ({"kind": ""}, "Choose what kind"),
        ({"when_day": ""}, "Give the day"),
        ({"when_day": "2019-01-01"}, "lives somewhere else"),
    ],
)
def test_a_move_that_cannot_be_is_refused_with_what_was_typed_still_there(
    region: Region, sal: Any, elm: UUID, wrong: dict[str, str], says: str
) -> None:
    if "2019-01-01" in wrong.values():
        later = region.record.node("home", "Oak House")
        look = move(sal, region, later, "look", words="oak", key="oak")
        move(sal, region, later, "do", words="oak", key="oak", mark=hidden(look, "mark"))
    answer = move(sal, region, elm, "look", **wrong)
    assert answer.status_code == 422 and says in text(answer)
    assert 'value="elm"' in answer.content.decode()


def test_a_move_read_back_from_an_old_page_is_told_what_changed(region: Region, sal: Any, elm: UUID) -> None:
    oak = region.record.node("home", "Oak House")
    stale, fresh = move(sal, region, elm, "look"), move(sal, region, oak, "look", words="oak", key="other")
    move(sal, region, oak, "do", words="oak", key="other", mark=hidden(fresh, "mark"))
    answer = move(sal, region, elm, "do", mark=hidden(stale, "mark"))
    assert answer.status_code == 409 and "Lives at: Oak House" in text(answer)


def test_a_move_by_mistake_is_taken_back_with_a_reason(region: Region, sal: Any, elm: UUID) -> None:
    look = move(sal, region, elm, "look")
    move(sal, region, elm, "do", mark=hidden(look, "mark"))
    ((placed,),) = region.record.rows("SELECT id FROM facts_fact WHERE kind = 'placed at'")
    address = f"/moved/{placed}/back/"
    assert "Elm House" in text(sal.get(address))
    assert "Say how it came to this" in text(sal.post(address, {"key": "b", "why": " "}))
    assert sal.post(address, {"key": "b", "why": "The wrong child."}).status_code == 302
    page = text(sal.get(f"/children/{region.child}/"))
    assert "recorded by mistake" in page and "The wrong child." in page
    assert region.record.rows("SELECT count(*) FROM children_placement WHERE upper_inf(during)") == [(1,)]


def test_the_end_of_care_is_read_back_recorded_and_the_child_closed(region: Region, sal: Any) -> None:
    look = text(end(sal, region, "look"))
    assert "Nothing is recorded yet" in look and "Went home, as planned" in look
    assert "Beech House cares for the child" in look and "you included" in look
    assert region.record.rows("SELECT count(*) FROM facts_fact") == [(0,)]
    done = end(sal, region, "do")
    assert done.status_code == 302 and done["Location"].startswith("/care-ended/")
    assert "Care ended: Kim Invented" in text(sal.get(done["Location"]))
    assert sal.get(f"/children/{region.child}/").status_code == 404
    assert end(sal, region, "do")["Location"] == done["Location"]
    assert "Kim Invented" in text(sal.get("/care-ended/"))
    assert "Whose care ended lately" in text(sal.get("/children/"))


def test_an_end_of_care_by_mistake_is_taken_back_and_the_child_open_again(region: Region, sal: Any) -> None:
    address = end(sal, region, "do")["Location"]
    assert sal.post(address, {"key": "b", "why": ""}).status_code == 422
    assert (
        sal.post(address, {"key": "b", "why": "Ola went home."})["Location"] == f"/children/{region.child}/"
    )
    page = text(sal.get(f"/children/{region.child}/"))
    assert "Care did not end: that was a mistake" in page and "Ola went home." in page
    assert sal.post(address, {"key": "b", "why": "Ola went home."})["Location"] == "/care-ended/"
    assert sal.get(address).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"last_day": ""}, "Give the last day"),
        ({"last_day": "31 February"}, "cannot be read"),
        ({"last_day": "2999-01-01"}, "has not come yet"),
        ({"last_day": "1999-01-01"}, "not looked after on that day"),
        ({"reason": ""}, "Choose why"),
        ({"reason": "X1"}, "Choose why"),
        ({"reason": "E2"}, "Say first on the child’s record"),
    ],
)
@pytest.mark.parametrize("step", ["look", "do"])
def test_an_end_of_care_that_cannot_be_is_refused(
    region: Region, sal: Any, wrong: dict[str, str], says: str, step: str
) -> None:
    answer = end(sal, region, step, **wrong)
    assert answer.status_code == 422 and says in text(answer)
    assert region.record.rows("SELECT count(*) FROM facts_fact") == [(0,)]


def test_of_a_young_person_the_page_says_that_no_decision_is_recorded_here(region: Region, sal: Any) -> None:
    assert "does not record that decision yet" in text(end(sal, region, "look"))
    region.record.db.execute("UPDATE children_child SET born = '2000-01-01'")
    assert "does not record that decision yet" not in text(end(sal, region, "look"))


def test_who_may_not_write_it_finds_no_such_page(region: Region, sal: Any, elm: UUID) -> None:
    """The grid: the data officer, the reviewing officer and the home read placements and write none."""
    ended = end(sal, region, "do")["Location"]
    other = region.another()
    record = region.record
    people = [
        record.person("Dee", "data officer", region.authority), region.night_worker, region.manager,
        record.person("Ira", "reviewing officer", region.team), record.person("Di", "director", region.authority),
    ]  # fmt: skip
    for actor in people:
        client = client_of(actor)
        for address in (f"/children/{other}/moved/", f"/children/{other}/care-ended/", ended, "/care-ended/"):
            assert client.get(address).status_code == 404, (actor.role, address)
        page = client.get(f"/children/{other}/").content.decode()
        assert "/moved/" not in page and "/care-ended/" not in page, actor.role
