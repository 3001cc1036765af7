"""What waited while the gateway was away goes with what is true by then, and nobody who must act is left without it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.episodes.telling import Telling
from tests.telling.test_inspector import reported
from waylight.episodes.services import endings

Minute = Callable[[datetime], None]
Send = Callable[[datetime], int]
pytestmark = pytest.mark.django_db(transaction=True)
HOUR = timedelta(hours=1)


@pytest.fixture
def send(cluster: Any, region: Any) -> Send:
    def run(now: datetime) -> int:
        from tests.support.roles import worker
        from waylight.telling.services.sending import send_due

        with worker(cluster):
            return send_due(lambda: now)

    return run


@pytest.fixture
def away(settings: Any, mails: list[Any]) -> Iterator[Callable[[], None]]:
    """The mail server is away; calling it brings it back."""
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    settings.TELLING_RETRY = (60, 300)

    def back() -> None:
        settings.EMAIL_BACKEND = working

    yield back


def number(region: Any) -> str:
    ((found,),) = region.record.rows("SELECT number FROM episodes_episode")
    return str(found)


def instead(region: Any) -> set[str]:
    return {said for (said,) in region.record.rows("SELECT instead FROM telling_carried")}


def waited(region: Any, now: datetime, minute: Minute, send: Send) -> UUID:
    episode = reported(region, now)
    minute(now)
    assert send(now) == 0
    return episode


def test_a_child_who_came_back_while_the_gateway_was_away_is_not_announced_as_missing(
    region: Any, now: datetime, minute: Minute, mails: list[Any], away: Callable[[], None], send: Send
) -> None:
    episode = waited(region, now, minute, send)
    Telling(region, now + HOUR).returned(episode)
    minute(now + HOUR)
    away()
    assert send(now + HOUR) >= 3
    said = {mail.body for mail in mails}
    assert said == {f"A child who was away is back, {number(region)}. Open Waylight."}
    first = [mail for mail in mails if mail.subject.startswith("Waylight, no longer urgent")]
    assert len(first) == 3, "nobody who was to be told is left without a message"
    assert "back" in instead(region)


def test_it_is_looked_at_the_record_itself_and_not_at_what_was_heard_of_it(
    region: Any, now: datetime, minute: Minute, mails: list[Any], away: Callable[[], None], send: Send
) -> None:
    episode = waited(region, now, minute, send)
    Telling(region, now + HOUR).returned(episode)
    away()
    # No worker has heard of the return yet.
    assert send(now + HOUR) == 3
    assert not [mail for mail in mails if "A child is away" in mail.body]
    assert instead(region) == {"back"}


def test_a_report_that_was_made_in_error_is_called_so(
    region: Any, now: datetime, minute: Minute, mails: list[Any], away: Callable[[], None], send: Send
) -> None:
    episode = waited(region, now, minute, send)
    Telling(region, now + HOUR).do(endings.in_error, claim_id=episode, why="asleep in another room")
    away()
    assert send(now + HOUR) == 3
    assert {mail.body.partition(",")[0] for mail in mails} == {"A child was said to be away in error"}


def test_a_child_who_is_still_away_is_announced_word_for_word_as_before(
    region: Any, now: datetime, minute: Minute, mails: list[Any], away: Callable[[], None], send: Send
) -> None:
    waited(region, now, minute, send)
    away()
    send(now + HOUR)
    assert f"A child is away, {number(region)}. Open Waylight." in {mail.body for mail in mails}
    assert instead(region) == {""}


def test_of_several_in_one_message_what_must_still_be_acted_on_stands_first_and_keeps_it_urgent(
    region: Any, now: datetime, minute: Minute, mails: list[Any], away: Callable[[], None], send: Send
) -> None:
    episode = waited(region, now, minute, send)
    other = region.another("Also")
    Telling(region, now).absent(child=other)
    minute(now)
    Telling(region, now + HOUR).returned(episode)
    away()
    send(now + HOUR)
    both = [mail for mail in mails if "2 notices" in mail.body]
    assert both
    for mail in both:
        assert mail.subject == "Waylight, at once: 2 notices"
        assert mail.body.index("a child is away") < mail.body.index("a child who was away is back")


def test_a_message_that_says_back_says_away_where_the_return_was_said_in_error(
    region: Any, now: datetime, minute: Minute, mails: list[Any], away: Callable[[], None], send: Send
) -> None:
    episode = waited(region, now, minute, send)
    away()
    assert send(now + HOUR / 2) == 3
    mails.clear()
    back = Telling(region, now + HOUR).returned(episode)
    minute(now + HOUR)
    Telling(region, now + HOUR).do(endings.in_error, claim_id=back.fact, why="it was somebody else")
    send(now + 2 * HOUR)
    said = [mail for mail in mails if "said to be back" in mail.body]
    assert said and not [mail for mail in mails if "is back," in mail.body]
    assert {mail.subject.partition(":")[0] for mail in said} == {"Waylight, at once"}
    assert "away after all" in instead(region)


def test_a_message_that_never_went_says_away_where_the_return_in_between_was_said_in_error(
    region: Any, now: datetime, minute: Minute, mails: list[Any], away: Callable[[], None], send: Send
) -> None:
    episode = waited(region, now, minute, send)
    back = Telling(region, now + HOUR).returned(episode)
    minute(now + HOUR)
    Telling(region, now + HOUR).do(endings.in_error, claim_id=back.fact, why="it was somebody else")
    away()
    send(now + 2 * HOUR)
    urgent = [mail for mail in mails if mail.subject.startswith("Waylight, at once")]
    assert {mail.body.partition(",")[0] for mail in urgent} >= {"A child is away"}
    assert not [mail for mail in mails if "is back" in mail.body]


def test_the_child_s_live_page_shows_what_a_message_said_instead(
    region: Any, now: datetime, minute: Minute, mails: list[Any], away: Callable[[], None], send: Send
) -> None:
    from waylight.access.acting import acting
    from waylight.telling.selectors.ladder import told_of

    episode = waited(region, now, minute, send)
    Telling(region, now + HOUR).returned(episode)
    away()
    send(now + HOUR)
    with acting(region.night_worker):
        (told, *_) = told_of([episode], now=now + HOUR)
    messages = [
        message
        for side in told.sides
        for rung in side.rungs
        for person in rung.people
        for message in person.messages
    ]
    assert messages and {message.instead for message in messages} == {"back"}


def silent(region: Any, now: datetime, minute: Minute, send: Send) -> UUID:
    """An hour after the report the authority is told that police have not answered; the gateway is away by then."""
    episode = waited(region, now, minute, send)
    for passed in (15, 30, 61):
        minute(now + timedelta(minutes=passed))
    return episode


def taken_on_late(who: Any, region: Any, now: datetime, episode: UUID) -> datetime:
    """They take the child on after it was told that police are silent; gives that moment."""
    from waylight.episodes.services import updates

    late = now + timedelta(minutes=70)
    Telling(region, late).by(who).do(updates.acknowledged, episode_id=episode, next_look=late + HOUR)
    return late


def of_the_silence(mails: list[Any]) -> set[str]:
    said = {part for mail in mails for part in mail.body.replace(". Open", ";").split("; ")}
    return {one.partition(": ")[2] or one for one in said if "police" in one.lower()}


def test_police_who_took_the_child_on_while_the_gateway_was_away_are_not_called_silent(
    region: Any, now: datetime, minute: Minute, mails: list[Any], away: Callable[[], None], send: Send
) -> None:
    late = taken_on_late(region.inspector, region, now, silent(region, now, minute, send))
    away()
    # No worker has heard of it yet.
    send(late)
    assert of_the_silence(mails) == {"police have taken on a child who is away"}
    assert "police answered" in instead(region)


def test_police_are_still_called_silent_where_only_the_authority_took_the_child_on(
    region: Any, now: datetime, minute: Minute, mails: list[Any], away: Callable[[], None], send: Send
) -> None:
    late = taken_on_late(region.out_of_hours, region, now, silent(region, now, minute, send))
    away()
    send(late)
    assert of_the_silence(mails) == {"police have not answered about a child who is away"}
