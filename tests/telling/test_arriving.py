"""What became of messages: asked of GOV.UK Notify by their ids, and the next step at once where none can arrive."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.support.gateways import Notify, notify
from tests.telling.test_inspector import inbox, reported
from tests.telling.test_outbox import deliveries

Minute = Callable[[datetime], None]
pytestmark = pytest.mark.django_db(transaction=True)
SOON = timedelta(minutes=2)


@pytest.fixture
def texts(settings: Any) -> Iterator[Notify]:
    """Texts and e-mails go to a stand-in for GOV.UK Notify."""
    with notify() as stand_in:
        settings.TELLING = {"e-mail": "", "text": "notify"}
        settings.NOTIFY = {
            "key": f"waylight-{uuid4()}-{uuid4()}",
            "url": stand_in.url,
            "templates": {"text": "t-1", "e-mail": "t-2"},
        }
        yield stand_in


@pytest.fixture
def texted(
    region: Any, now: datetime, minute: Minute, texts: Notify, worked: Callable[..., Any]
) -> Iterator[Notify]:
    """A child is reported missing; the inspector, who alone gave a number, is sent a text that Notify took."""
    from waylight.telling.services.sending import send_due

    region.record.person("Cora Coordinator", "missing coordinator", region.force)
    region.record.db.execute(
        "INSERT INTO telling_mobile (person_id, number, since) VALUES (%s, '07700900123', now())",
        [region.inspector.person_id],
    )
    reported(region, now)
    minute(now)
    assert worked(send_due, now) == 1
    yield texts


@pytest.fixture
def worked(cluster: Any, region: Any) -> Callable[..., Any]:
    """`worked(function, now)`: the worker does it at that time."""

    def run(function: Callable[[Callable[[], datetime]], Any], now: datetime) -> Any:
        from tests.support.roles import worker

        with worker(cluster):
            return function(lambda: now)

    return run


@pytest.fixture
def ask(worked: Callable[..., Any]) -> Callable[[datetime], bool]:
    """`ask(now)`: the worker asks Notify what became of messages, at that time."""
    from waylight.telling.services.arriving import ask_due

    return lambda now: bool(worked(ask_due, now))


def test_what_notify_delivered_is_shown_as_delivered_and_not_asked_about_again(
    region: Any, now: datetime, texted: Notify, ask: Callable[[datetime], bool]
) -> None:
    texted.statuses = {"notify-1": "delivered"}
    ask(now)
    assert not texted.asked, "not before its time"
    ask(now + SOON)
    ask(now + timedelta(hours=1))
    ((path, token),) = texted.asked
    assert path == "/v2/notifications/notify-1" and token.startswith("Bearer ")
    assert deliveries(region, "state, delivered_at") == [("delivered", now + SOON)]


def test_what_is_on_its_way_is_asked_about_less_and_less_often_and_not_for_ever(
    region: Any, now: datetime, texted: Notify, ask: Callable[[datetime], bool]
) -> None:
    for minutes in (2, 3, 4, 60, 90, 121):
        ask(now + timedelta(minutes=minutes))
    assert len(texted.asked) == 4
    ask(now + timedelta(hours=97))
    ask(now + timedelta(hours=200))
    assert len(texted.asked) == 5
    assert deliveries(region, "state, ask_at") == [("handed over", None)]


def test_a_text_to_a_number_that_does_not_exist_is_followed_by_the_next_step_at_once(
    region: Any, now: datetime, texted: Notify, ask: Callable[[datetime], bool], minute: Minute
) -> None:
    texted.statuses = {"notify-1": "permanent-failure"}
    minute(now + timedelta(minutes=1))
    assert "Cora Coordinator" not in inbox(region)
    ask(now + SOON)
    assert inbox(region)["Cora Coordinator"] == now + SOON
    assert deliveries(region, "state, fault") == [("failed", "no such number or address")]
    minute(now + timedelta(minutes=3))
    assert region.record.rows("SELECT count(*) FROM telling_step WHERE role = 'missing coordinator'") == [
        (1,)
    ]


def test_whoever_saw_it_on_the_page_meanwhile_was_reached_whatever_became_of_the_text(
    region: Any, now: datetime, texted: Notify, ask: Callable[[datetime], bool]
) -> None:
    region.record.db.execute(
        "UPDATE telling_receipt SET seen_at = %s WHERE person_id = %s", [now, region.inspector.person_id]
    )
    texted.statuses = {"notify-1": "permanent-failure"}
    ask(now + SOON)
    assert "Cora Coordinator" not in inbox(region)


def test_while_an_e_mail_to_the_same_person_may_still_arrive_a_failed_text_climbs_nothing(
    region: Any, now: datetime, texted: Notify, ask: Callable[[datetime], bool]
) -> None:
    region.record.db.execute(
        "WITH mail AS (INSERT INTO telling_delivery (id, person_id, channel, urgency, state, wanted_at, try_at, tries, "
        "repeats, handed_at, gateway_id, fault, ask_at) SELECT gen_random_uuid(), person_id, 'e-mail', urgency, state, "
        "wanted_at, try_at, 1, 0, handed_at, 'notify-2', '', ask_at FROM telling_delivery RETURNING id, person_id) "
        "INSERT INTO telling_carried (delivery_id, notice_id, child, private, person_id, channel) "
        "SELECT mail.id, c.notice_id, c.child, c.private, mail.person_id, 'e-mail' FROM mail, telling_carried c"
    )
    texted.statuses = {"notify-1": "permanent-failure"}
    ask(now + SOON)
    assert "Cora Coordinator" not in inbox(region)
    texted.statuses["notify-2"] = "temporary-failure"
    ask(now + timedelta(minutes=10))
    assert "Cora Coordinator" in inbox(region)


def test_what_notify_could_not_send_is_sent_again_under_the_same_reference(
    region: Any, now: datetime, texted: Notify, ask: Callable[[datetime], bool], worked: Callable[..., Any]
) -> None:
    from waylight.telling.services.sending import send_due

    texted.statuses = {"notify-1": "technical-failure"}
    ask(now + SOON)
    assert deliveries(region, "state, fault") == [("queued", "not sent by the gateway")]
    assert worked(send_due, now + timedelta(minutes=10)) == 1
    assert len({body["reference"] for _, _, body in texted.given}) == 1
    assert deliveries(region, "state, gateway_id") == [("handed over", "notify-2")]


def test_what_notify_does_not_know_any_more_stays_not_known(
    region: Any, now: datetime, texted: Notify, ask: Callable[[datetime], bool]
) -> None:
    texted.statuses = {"notify-1": None}
    ask(now + SOON)
    assert deliveries(region, "state, ask_at") == [("handed over", None)]


def test_a_number_that_notify_refuses_at_once_is_followed_by_the_next_step_at_once(
    region: Any, now: datetime, minute: Minute, texts: Notify, worked: Callable[..., Any]
) -> None:
    from waylight.telling.services.sending import send_due

    region.record.person("Cora Coordinator", "missing coordinator", region.force)
    region.record.db.execute(
        "INSERT INTO telling_mobile (person_id, number, since) VALUES (%s, '07700900123', now())",
        [region.inspector.person_id],
    )
    reported(region, now)
    minute(now)
    texts.answers = [400]
    worked(send_due, now)
    assert inbox(region)["Cora Coordinator"] == now


def test_of_an_e_mail_by_a_mail_server_it_is_said_that_nobody_knows_whether_it_arrived(
    region: Any, now: datetime, minute: Minute, mails: list[Any], worked: Callable[..., Any]
) -> None:
    from waylight.access.acting import acting
    from waylight.telling.selectors.ladder import told_of
    from waylight.telling.services.arriving import ask_due
    from waylight.telling.services.sending import send_due

    episode = reported(region, now)
    minute(now)
    assert worked(send_due, now) == 3
    worked(ask_due, now + SOON)
    with acting(region.night_worker):
        (told,) = told_of([episode], now=now + SOON)
    messages = [m for side in told.sides for rung in side.rungs for who in rung.people for m in who.messages]
    assert [(message.state, message.known) for message in messages] == [("handed over", False)] * 3
