"""The board of tonight and this week, and the sheet for the end of a shift: what each agency's people find there."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.test_night import signed_in, text

if TYPE_CHECKING:
    from tests.support.record import Region

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def night(region: Region, heard: Callable[[], None]) -> Any:
    """Kim is away since an hour ago; Ola came back three hours ago; a plan review was asked for twelve days ago."""
    from tests.episodes.telling import Telling
    from waylight.decisions.services import reviews
    from waylight.episodes.services import endings

    now = datetime.now(UTC).replace(microsecond=0)
    ola = region.another()
    before = Telling(region, now - timedelta(hours=5))
    filed = before.absent(child=ola)
    before.later(120).do(endings.returned, episode_id=filed.episode, happened=before.later(115).ago(0))
    ago = Telling(region, now - timedelta(days=12)).by(region.manager)
    ago.do(reviews.ask, child_id=region.child, reason="absent", why="Eleven nights.")
    episode = Telling(region, now).absent(minutes_ago=60).episode
    heard()
    return {"ola": ola, "episode": episode}


def test_a_home_sees_who_is_away_what_is_late_and_who_came_back(
    client: Any, region: Region, night: Any
) -> None:
    page = text(signed_in(client, region.manager).get("/board/"))
    assert "Beech House: tonight and this week" in page
    assert "1 away now" in page and f'href="/away/{night["episode"]}/"' in page
    assert "Told, and nobody has taken it on" in page
    assert "A plan review was asked for" in page and "Ola Invented" in page
    assert "Offer" in page, "the return interview of whoever came back is owed"
    assert "Kim Invented: " in page, "the strip of nights names the child in words"


def test_the_number_of_what_is_late_leads_to_each_thing(client: Any, region: Region, night: Any) -> None:
    page = text(signed_in(client, region.manager).get("/board/"))
    found = re.findall(r'href="(/children/[0-9a-f-]+/)#owed">(\d+) thing', page)
    assert found
    for child, things in found:
        owed = text(client.get(child)).split('id="owed"')[1].split("</table>")[0]
        assert owed.count("Late by") == int(things)


def test_a_team_a_force_and_an_authority_have_the_same_board_of_their_own(
    client: Any, region: Region, night: Any
) -> None:
    person = region.record.person
    people = (
        (region.social_worker, "Eastshire looked-after team"),
        (region.inspector, "Eastshire Force"),
        (person("Di Director", "director", region.authority), "Eastshire"),
        (person("Co Ordinator", "missing coordinator", region.force), "Eastshire Force"),
    )
    for actor, place in people:
        page = text(signed_in(client, actor).get("/board/"))
        assert f"{place}: tonight and this week" in page and "1 away now" in page, actor.role
        client.post("/sign-out/")


def test_somebody_of_another_agency_finds_an_empty_board(client: Any, region: Region, night: Any) -> None:
    record = region.record
    far = record.person("Fa R", "social worker", record.node("team", "A far team"))
    page = text(signed_in(client, far).get("/board/"))
    assert "Nobody is away" in page and "Invented" not in page


def test_the_board_is_the_nodes_also_for_somebody_who_may_read_more(
    client: Any, region: Region, night: Any
) -> None:
    record = region.record
    home = record.node("home", "Fir House", force=region.force, area=region.authority)
    manager = record.person("Two Roles", "registered manager", home)
    ((at_home,),) = record.rows("SELECT id FROM agencies_rolegrant WHERE person_id = %s", manager.person_id)
    record.db.execute(
        "INSERT INTO agencies_rolegrant (id, person_id, role, node_id, during, granted_by_id, why) SELECT "
        "gen_random_uuid(), person_id, 'social worker', %s, during, granted_by_id, '' FROM agencies_rolegrant "
        "WHERE id = %s",
        [region.team, at_home],
    )
    client.post("/sign-in/", {"way": "invented", "person": f"{manager.person_id} {at_home}"})
    page = text(client.get("/board/"))
    assert "Fir House: tonight and this week" in page and "Kim Invented" not in page.split("<main")[1]


def test_a_social_worker_has_the_own_cases_first_and_the_teams_one_tap_away(
    client: Any, region: Region, night: Any
) -> None:
    region.record.db.execute(
        "INSERT INTO children_allocation (id, child_id, person_id, node_id, role, relation, during) VALUES "
        "(gen_random_uuid(), %s, %s, %s, 'social worker', 'responsible', tstzrange(now() - interval '1 day', NULL))",
        [night["ola"], region.social_worker.person_id, region.team],
    )
    sal = signed_in(client, region.social_worker)
    own = text(sal.get("/board/"))
    assert "Sal Social’s cases: tonight and this week" in own and "Nobody is away" in own.split("<main")[1]
    assert "1 away now" in text(sal.get("/board/?whose=all")).split("<main")[1]


def test_the_sheet_of_a_shift_says_who_is_away_who_came_back_what_is_owed_and_has_room_to_sign(
    client: Any, region: Region, night: Any
) -> None:
    page = text(signed_in(client, region.night_worker).get("/handover/"))
    for words in (
        "Handover at Beech House", "Kim Invented", "POLICE NOT YET TOLD.", "Nobody has taken it on.", "Ola Invented",
        "Told, and not taken on", "Owed by", "Handed over by", "Taken over by", "Nell Night, night worker",
    ):  # fmt: skip
        assert words in page, words


def test_every_list_says_in_words_that_there_is_nothing(client: Any, region: Region) -> None:
    nell = signed_in(client, region.night_worker)
    board, sheet = text(nell.get("/board/")), text(nell.get("/handover/"))
    assert "Nobody is away" in board and "Nothing that the record knows of is late." in board
    assert "Nobody in the last 12 hours." in sheet and "Nothing waits for anybody." in sheet


def test_who_was_on_the_board_is_on_the_trail(client: Any, region: Region, night: Any) -> None:
    signed_in(client, region.social_worker).get("/board/")
    listed = region.record.rows(
        "SELECT DISTINCT record FROM audit_trail WHERE act = 'listed' AND route = 'board' AND child = %s",
        region.child,
    )
    assert {"episode", "duty", "plan review", "notice"} <= {row[0] for row in listed}
