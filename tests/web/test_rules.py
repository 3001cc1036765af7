"""The rulebook in the product: each rule in the words of the document; a figure's effect is seen before it is set."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.test_night import signed_in, text
from waylight.engine.when import LONDON

if TYPE_CHECKING:
    from tests.support.record import Region

pytestmark = pytest.mark.django_db(transaction=True)

PATTERN = "/rules/setting/repeat_90/"


@pytest.fixture
def director(client: Any, region: Region) -> Any:
    """A client signed in as the director of Eastshire."""
    return signed_in(client, region.record.person("Di Director", "director", region.authority))


def hidden(page: Any) -> dict[str, str]:
    """What the form below the effect sends, without the reason and the button."""
    form = re.search(r'id="effect".*?</section>', page.content.decode(), re.DOTALL)
    assert form, text(page)
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form[0])
    return {name: unescape(value) for name, value in fields if name != "csrfmiddlewaretoken"}


def looked(director: Any, **figures: Any) -> Any:
    return director.post(PATTERN, {"n0": "4", "n1": "90", "since": "", "until": "", **figures})


def settings_of(region: Region) -> list[tuple[Any, ...]]:
    return region.record.rows("SELECT rule, value, since, role, why FROM protocols_setting")


def test_every_sentence_of_every_chapter_is_that_of_the_document(director: Any) -> None:
    from waylight.exchange.rulebook_chapters import chapters
    from waylight.exchange.rulebook_page import rulebook_page

    document = rulebook_page()
    index = text(director.get("/rules/"))
    for chapter in chapters():
        assert f'href="/rules/{chapter.slug}/"' in index
        page = director.get(f"/rules/{chapter.slug}/")
        shown = re.sub(r"</?(strong|code)>", "", page.content.decode())
        for entry in (one for table in chapter.tables for one in table.entries):
            assert entry.sentence in document
            assert re.sub(r"\*\*|`", "", entry.sentence) in unescape(shown)
            assert entry.source in unescape(shown)


def test_a_chapter_that_is_not_there_is_not_found(director: Any) -> None:
    assert director.get("/rules/of-thumb/").status_code == 404
    assert director.get("/rules/setting/closed-at-18/").status_code == 404


def test_what_a_rule_counts_in_the_scorecard_stands_beside_it(director: Any) -> None:
    assert "Counted in the scorecard as S08" in text(director.get("/rules/duties/"))


def test_every_local_rule_has_a_page_of_its_own(director: Any) -> None:
    from waylight.web.rules.saying import by_slug

    assert len(by_slug()) > 20
    for slug in by_slug():
        page = director.get(f"/rules/setting/{slug}/")
        assert page.status_code == 200 and "Show the last year" in text(page), slug


def test_a_figure_is_kept_only_after_its_effect_on_the_last_year_was_shown(
    director: Any, region: Region
) -> None:
    # Given a figure asked about: nothing is kept, and the last year stands there under both
    page = looked(director)
    assert settings_of(region) == []
    assert "The last year, if it had been so" in text(page)
    assert "As it is: 3 times, within 90 days" in text(page)
    assert "As asked: 4 times, within 90 days" in text(page)

    # When it is kept with another figure than the one that was shown, it is not
    sent = {**hidden(page), "why": "Our protocol.", "keep": "yes"}
    other = director.post(PATTERN, {**sent, "n0": "5"})
    assert other.status_code == 422 and "Look at what the figure would have done first" in text(other)
    assert settings_of(region) == []

    # When it is kept as shown, it holds from tomorrow, by name and with its reason
    done = director.post(PATTERN, sent, follow=True)
    tomorrow = datetime.now(UTC).astimezone(LONDON).date() + timedelta(days=1)
    own = {"count": 4, "within_days": 90}
    assert settings_of(region) == [("REPEAT_90", own, tomorrow, "director", "Our protocol.")]
    assert "4 times, within 90 days" in text(done) and "Di Director, director" in text(done)


def test_a_figure_without_a_reason_or_in_the_past_is_refused_and_nothing_typed_is_lost(
    director: Any, region: Region
) -> None:
    sent = {**hidden(looked(director)), "keep": "yes"}
    bare = director.post(PATTERN, {**sent, "why": ""})
    assert bare.status_code == 422 and "Say why in a sentence" in text(bare)
    assert 'value="4"' in text(bare)
    today = f"{datetime.now(UTC).astimezone(LONDON).date()}"
    late = director.post(PATTERN, {**hidden(looked(director, since=today)), "why": "x", "keep": "yes"})
    assert "Choose tomorrow or a later day" in text(late)
    for wrong in ("", "three", "0", "-1", "2.5"):
        assert looked(director, n0=wrong).status_code == 422
    assert settings_of(region) == []


def test_the_last_year_counts_what_the_figure_would_have_raised(director: Any, region: Region) -> None:
    from tests.episodes.telling import Telling
    from waylight.episodes.services import endings

    now = datetime.now(UTC).replace(microsecond=0)
    for days in (12, 9, 6, 3):
        night = Telling(region, now - timedelta(days=days))
        filed = night.absent()
        night.later(60).do(endings.returned, episode_id=filed.episode, happened=night.later(50).ago(0))
    page = text(looked(director))
    rows = re.findall(r'scope="row">(As [^:]+):.*?numeric">(\d+)</td>.*?numeric">(\d+)</td>', page)
    # The third and the fourth night by the rulebook, the fourth alone by the figure asked about.
    assert rows == [("As it is", "1", "2"), ("As asked", "1", "1")]


def test_how_often_a_duty_asks_for_is_counted_as_the_pattern_counts_it(director: Any, region: Region) -> None:
    from tests.episodes.telling import Telling
    from waylight.episodes.services import endings

    now = datetime.now(UTC).replace(microsecond=0)
    for days in (12, 9, 6, 3):
        night = Telling(region, now - timedelta(days=days))
        filed = night.absent()
        night.later(60).do(endings.returned, episode_id=filed.episode, happened=night.later(50).ago(0))
    page = text(
        director.post("/rules/setting/repeatedly-missing-a-meeting-is-owed/", {"n0": "2", "n1": "90"})
    )
    rows = re.findall(r'scope="row">(As [^:]+):.*?numeric">(\d+)</td>.*?numeric">(\d+)</td>', page)
    assert rows == [("As it is", "1", "2"), ("As asked", "1", "3")]


def test_a_clock_of_a_duty_shows_how_the_last_year_would_stand(
    director: Any, region: Region, cluster: Any
) -> None:
    from tests.episodes.telling import Telling
    from tests.support import roles
    from waylight.episodes.services import endings
    from waylight.facts.hearing import HEARERS

    now = datetime.now(UTC).replace(microsecond=0)
    night = Telling(region, now - timedelta(days=3))
    filed = night.absent()
    night.later(60).do(endings.returned, episode_id=filed.episode, happened=night.later(50).ago(0))
    with roles.worker(cluster):
        for (fact,) in region.record.rows("SELECT id FROM facts_fact ORDER BY told, id"):
            for hearer in HEARERS.values():
                hearer(fact, now)
    page = text(director.post("/rules/setting/rt02/", {"n0": "90"}))
    names = re.findall(r'header--numeric" scope="col">([^<]+)<', page)
    rows = [
        dict(zip(names, map(int, re.findall(r'numeric">(\d+)</td>', row)), strict=True))
        for row in re.findall(r'scope="row">As .*?</tr>', page)
    ]
    assert [row["Begun"] for row in rows] == [1, 1]
    assert rows[0]["Late"] == 1 and rows[1]["Due"] == 1


def test_a_clock_of_plan_reviews_shows_how_many_requests_it_would_have_sent_on(
    director: Any, region: Region
) -> None:
    from tests.episodes.telling import Telling
    from waylight.decisions.services import reviews

    asked = Telling(region, datetime.now(UTC).replace(microsecond=0) - timedelta(days=20)).by(region.manager)
    asked.do(reviews.ask, child_id=region.child, reason="child", why="Kim asks.")
    page = director.post(
        "/rules/setting/a-request-for-a-plan-review-goes-to-the-team-manager-after/", {"n0": "40"}
    )
    rows = re.findall(r'scope="row">(As [^:]+):.*?numeric">(\d+)</td>.*?numeric">(\d+)</td>', text(page))
    assert rows == [("As it is", "1", "1"), ("As asked", "1", "0")]


def test_where_the_record_cannot_tell_the_page_says_so(director: Any) -> None:
    page = director.post("/rules/setting/when-a-part-of-the-pack-is-stale/", {"n0": "60"})
    assert "The record cannot say what this figure would have changed" in text(page)


def test_whoever_may_not_set_it_reads_it_and_finds_no_form(client: Any, region: Region) -> None:
    page = signed_in(client, region.social_worker).get(PATTERN)
    assert page.status_code == 200 and "Show the last year" not in text(page)
    assert client.post(PATTERN, {"n0": "4", "n1": "90"}).status_code == 404


def test_going_back_to_the_rulebook_is_a_setting_too(director: Any, region: Region) -> None:
    region.record.db.execute(
        "INSERT INTO protocols_setting (id, node_id, rule, value, since, set_by_id, role, why, set_at) "
        "SELECT gen_random_uuid(), %s, 'REPEAT_90', '{\"count\": 2, \"within_days\": 90}', %s, id, 'director', 'ours', "
        "now() - interval '1 year' FROM agencies_person LIMIT 1",
        [region.authority, date(2026, 1, 1)],
    )
    assert "Eastshire today: <strong>2 times, within 90 days" in text(director.get("/rules/patterns/"))
    page = looked(director, back="yes")
    director.post(PATTERN, {**hidden(page), "why": "The partnership agreed.", "keep": "yes"})
    assert [row[1] for row in settings_of(region)] == [{"count": 2, "within_days": 90}, None]
