"""Five children of one home are away within the hour, one inspector is on duty: told of each, drowned in nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.support.gateways import Notify, notify
from tests.telling.test_inspector import reported

Minute = Callable[[datetime], None]
pytestmark = pytest.mark.django_db(transaction=True)
IAN = "person_id = (SELECT id FROM agencies_person WHERE name = 'Ian Inspector')"


@pytest.fixture
def sent(settings: Any, mails: list[Any], cluster: Any) -> Iterator[Callable[[datetime], list[str]]]:
    """`sent(now)`: the worker empties the outbox at that time; the texts that Notify has taken so far."""
    from tests.support.roles import worker
    from waylight.telling.services.sending import send_due

    with notify() as stand_in:
        settings.TELLING = {"e-mail": "smtp", "text": "notify"}
        settings.NOTIFY = {
            "key": f"waylight-{uuid4()}-{uuid4()}", "url": stand_in.url, "templates": {"text": "t-1"},
        }  # fmt: skip
        yield lambda now: _sent(worker, cluster, send_due, stand_in, now)


def _sent(worker: Any, cluster: Any, send_due: Any, stand_in: Notify, now: datetime) -> list[str]:
    with worker(cluster):
        send_due(lambda: now)
    return [body["personalisation"]["text"] for _, _, body in stand_in.given]


@pytest.fixture
def start(region: Any, now: datetime) -> datetime:
    """The beginning of a minute, with the inspector on duty, awake by text; the force has a coordinator too."""
    region.record.person("Cora Coordinator", "missing coordinator", region.force)
    region.record.db.execute(
        "INSERT INTO telling_mobile (person_id, number, since) VALUES (%s, '07700900123', now())",
        [region.inspector.person_id],
    )
    return now.replace(second=0, microsecond=0)


def away(region: Any, minute: Minute, at: datetime) -> str:
    """Another child of the home is reported; gives the number."""
    region.child = region.another()
    episode = reported(region, at)
    minute(at)
    ((number,),) = region.record.rows("SELECT number FROM episodes_episode WHERE id = %s", episode)
    return str(number)


def test_the_first_text_goes_at_once_and_what_follows_within_the_minute_as_one(
    region: Any, minute: Minute, start: datetime, sent: Callable[[datetime], list[str]], mails: list[Any]
) -> None:
    first = away(region, minute, start + timedelta(seconds=2))
    texts = sent(start + timedelta(seconds=2))
    assert len(texts) == 1 and first in texts[0]
    others = [away(region, minute, start + timedelta(seconds=5 * n)) for n in range(1, 5)]
    assert sent(start + timedelta(seconds=30)) == texts, "within the minute the page alone says more"
    assert region.record.rows(f"SELECT count(*) FROM telling_receipt WHERE {IAN}") == [(5,)]
    texts = sent(start + timedelta(minutes=1))
    assert len(texts) == 2 and texts[1].startswith("4 notices")
    assert all(number in texts[1] for number in others)
    ians = [mail for mail in mails if mail.to == [ians_address(region)]]
    assert len(ians) == 2
    handed = region.record.rows(
        "SELECT max(handed_at - wanted_at) FROM telling_delivery WHERE state = 'handed over'"
    )
    assert handed == [(timedelta(0),)]


def test_over_an_hour_each_is_texted_of_at_once_and_none_is_dropped_or_told_twice(
    region: Any, minute: Minute, start: datetime, sent: Callable[[datetime], list[str]]
) -> None:
    numbers = []
    for n in range(5):
        at = start + timedelta(minutes=12 * n, seconds=30)
        numbers.append(away(region, minute, at))
        assert numbers[-1] in sent(at)[-1]
    texts = sent(start + timedelta(minutes=50))
    assert [sum(number in text for text in texts) for number in numbers] == [1] * 5
    carried = region.record.rows(
        f"SELECT channel, count(*) FROM telling_carried WHERE {IAN} GROUP BY channel"
    )
    assert sorted(carried) == [("e-mail", 5), ("text", 5)]


def test_the_next_one_on_the_ladder_gets_one_message_about_all_five(
    region: Any, minute: Minute, start: datetime, sent: Callable[[datetime], list[str]], mails: list[Any]
) -> None:
    numbers = [away(region, minute, start + timedelta(seconds=1 + n)) for n in range(5)]
    sent(start + timedelta(minutes=1))
    mails.clear()
    minute(start + timedelta(minutes=16))
    sent(start + timedelta(minutes=16))
    (mail,) = [mail for mail in mails if mail.to != [ians_address(region)]]
    assert mail.subject == "Waylight, at once: 5 notices"
    assert all(number in mail.body for number in numbers)


def ians_address(region: Any) -> str:
    ((address,),) = region.record.rows("SELECT email FROM agencies_person WHERE name = 'Ian Inspector'")
    return str(address)
