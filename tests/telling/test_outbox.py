"""What goes out, how often, and what it says: never more than urgency, words of the rulebook and a number."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.support.gateways import Notify, notify
from tests.telling.test_inspector import reported

Minute = Callable[[datetime], None]
pytestmark = pytest.mark.django_db(transaction=True)
SERVICE, SECRET = str(uuid4()), str(uuid4())


@pytest.fixture
def send(cluster: Any, region: Any) -> Callable[[datetime], int]:
    """`send(now)`: the worker empties the outbox, at that time."""

    def run(now: datetime) -> int:
        from tests.support.roles import worker
        from waylight.telling.services.sending import send_due

        with worker(cluster):
            return send_due(lambda: now)

    return run


@pytest.fixture
def texts(settings: Any) -> Iterator[Notify]:
    """Texts go to a stand-in for GOV.UK Notify."""
    with notify() as stand_in:
        settings.TELLING = {"e-mail": "", "text": "notify"}
        settings.NOTIFY = {
            "key": f"waylight-{SERVICE}-{SECRET}",
            "url": stand_in.url,
            "templates": {"text": "t-1"},
        }
        yield stand_in


def deliveries(region: Any, columns: str = "state, tries, repeats") -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = region.record.rows(
        f"SELECT {columns} FROM telling_delivery ORDER BY wanted_at, id"
    )
    return rows


def test_each_who_is_told_gets_one_mail_with_urgency_number_and_no_more(
    region: Any, now: datetime, minute: Minute, mails: list[Any], send: Callable[[datetime], int]
) -> None:
    reported(region, now)
    minute(now)
    assert send(now) == 3
    assert send(now) == 0
    ((number,),) = region.record.rows("SELECT number FROM episodes_episode")
    assert {mail.subject for mail in mails} == {f"Waylight, at once: {number}"}
    assert {mail.body for mail in mails} == {f"A child is away, {number}. Open Waylight."}
    assert len({mail.to[0] for mail in mails}) == len(mails) == 3
    ids = {mail.extra_headers["Message-ID"] for mail in mails}
    assert len(ids) == 3


def test_nothing_of_a_child_leaves_the_record_in_a_message_a_log_or_the_argument_of_a_task(
    region: Any, now: datetime, minute: Minute, mails: list[Any], send: Callable[[datetime], int],
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    name, place = "Zephyrine Canarybird", "Canary Lantern House"
    region.record.db.execute(
        "UPDATE children_child SET given_names = 'Zephyrine', family_name = 'Canarybird', born = '2011-11-07'"
    )
    region.record.db.execute("UPDATE agencies_node SET name = %s WHERE id = %s", [place, region.home])
    reported(region, now)
    minute(now)
    send(now)
    jobs = region.record.rows("SELECT args::text FROM procrastinate_jobs")
    out = " ".join(f"{mail.subject} {mail.body} {mail.to}" for mail in mails) + str(jobs) + caplog.text
    assert mails and jobs
    assert not [word for word in (*name.split(), *place.split(), "2011", str(region.child)) if word in out]


def test_a_gateway_that_is_away_is_tried_again_later_and_nothing_is_lost(
    region: Any,
    now: datetime,
    minute: Minute,
    mails: list[Any],
    send: Callable[[datetime], int],
    settings: Any,
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    settings.TELLING_RETRY = (60, 300)
    reported(region, now)
    minute(now)
    assert send(now) == 0
    assert deliveries(region, "state, tries, fault") == [("queued", 0, "ConnectionRefusedError")] * 3
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send(now + timedelta(seconds=61)) == 3


def test_a_worker_killed_between_the_gateway_s_yes_and_the_commit_sends_again_under_the_same_id_and_counts_it(
    region: Any, now: datetime, minute: Minute, mails: list[Any], send: Callable[[datetime], int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    from waylight.telling.services import sending

    reported(region, now)
    minute(now)

    def killed(*_: Any, **__: Any) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(sending._Handed, "put", killed)
        with pytest.raises(SystemExit):
            send(now)
    assert len(mails) == 1
    assert send(now) == 3
    again = [mail.extra_headers["Message-ID"] for mail in mails]
    assert len(again) == 4 and len(set(again)) == 3
    assert sorted(row[2] for row in deliveries(region)) == [0, 0, 1]


def test_what_the_gateway_took_is_kept_before_it_is_asked_for_the_next_so_that_a_kill_leaves_one_in_doubt(
    region: Any, now: datetime, minute: Minute, mails: list[Any], send: Callable[[datetime], int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    from waylight.telling.services import sending

    reported(region, now)
    minute(now)
    begin, begun = sending._begin, list[Any]()

    def killed(*said: Any) -> Any:
        message = begin(*said)
        begun.append(message)
        if len(begun) == 2:
            raise SystemExit
        return message

    with monkeypatch.context() as patch:
        patch.setattr(sending, "_begin", killed)
        with pytest.raises(SystemExit):
            send(now)
    assert [row[0] for row in sorted(deliveries(region))] == ["handed over", "queued", "queued"]
    assert send(now) == 2
    assert len(mails) == len({mail.extra_headers["Message-ID"] for mail in mails}) == 3
    assert sorted(row[2] for row in deliveries(region)) == [0, 0, 1]


def test_what_waits_for_one_person_goes_as_one_message_that_counts_and_lists_it(
    region: Any, now: datetime, minute: Minute, mails: list[Any], send: Callable[[datetime], int]
) -> None:
    reported(region, now)
    region.child = region.another()
    reported(region, now)
    minute(now)
    assert send(now) == 3
    numbers = [number for (number,) in region.record.rows("SELECT number FROM episodes_episode")]
    assert {mail.subject for mail in mails} == {"Waylight, at once: 2 notices"}
    assert all(number in mail.body for mail in mails for number in numbers)
    assert region.record.rows("SELECT count(*) FROM telling_carried") == [(6,)]


def test_what_is_not_urgent_waits_until_the_quiet_time_is_over(
    region: Any, now: datetime, minute: Minute, mails: list[Any], send: Callable[[datetime], int]
) -> None:
    reported(region, now, known=True)
    minute(now)
    assert send(now) == 1
    region.child = region.another()
    reported(region, now + timedelta(minutes=5), known=True)
    minute(now + timedelta(minutes=5))
    assert send(now + timedelta(minutes=6)) == 0
    assert send(now + timedelta(minutes=16)) == 1


def test_texts_go_to_those_who_gave_a_number_signed_as_notify_wants_it(
    region: Any, now: datetime, minute: Minute, texts: Notify, send: Callable[[datetime], int]
) -> None:
    region.record.db.execute(
        "INSERT INTO telling_mobile (person_id, number, since) VALUES (%s, '07700900123', now())",
        [region.inspector.person_id],
    )
    reported(region, now)
    minute(now)
    assert send(now) == 1
    ((path, token, body),) = texts.given
    ((id,),) = deliveries(region, "id")
    assert path == "/v2/notifications/sms"
    assert (body["phone_number"], body["template_id"], body["reference"]) == ("07700900123", "t-1", str(id))
    head, claims, signature = token.removeprefix("Bearer ").split(".")
    expected = hmac.new(SECRET.encode(), f"{head}.{claims}".encode(), hashlib.sha256).digest()
    assert base64.urlsafe_b64decode(signature + "=") == expected
    assert json.loads(base64.urlsafe_b64decode(claims + "==="))["iss"] == SERVICE
    assert deliveries(region, "state, gateway_id") == [("handed over", "notify-1")]


def test_what_notify_will_never_take_is_given_up_and_shown_and_what_it_cannot_take_now_is_tried_again(
    region: Any, now: datetime, minute: Minute, texts: Notify, send: Callable[[datetime], int], settings: Any
) -> None:
    settings.TELLING_RETRY = (60, 300)
    region.record.db.execute(
        "INSERT INTO telling_mobile (person_id, number, since) VALUES (%s, '07700900123', now())",
        [region.inspector.person_id],
    )
    reported(region, now)
    minute(now)
    texts.answers = [503, 400]
    assert send(now) == 0
    assert deliveries(region, "state, fault") == [("queued", "notify 503")]
    assert send(now + timedelta(seconds=61)) == 0
    assert deliveries(region, "state, fault") == [("failed", "notify 400")]
