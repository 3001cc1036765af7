"""Somebody who is new tonight: a code on paper, a number told by mouth, and the end of the shift."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

pytestmark = pytest.mark.django_db(transaction=True)


def text(answer: Any) -> str:
    return answer.content.decode()


@pytest.fixture
def tonight(region: Any) -> Any:
    """What the night worker, who leads the shift, hands over."""
    from tests.signin.people import now, paper

    return paper(region.night_worker, region.home, now() + timedelta(hours=9))


def test_the_code_and_the_number_open_the_work_of_the_shift_without_an_address(tonight: Any) -> None:
    from tests.signin.people import by_paper, is_in

    answer = by_paper(tonight)
    assert answer.status_code == 302
    assert is_in(answer.client)
    assert "Ada Agency" in text(answer.client.get("/me/"))


def test_small_letters_and_no_hyphen_are_as_good(tonight: Any) -> None:
    from tests.signin.people import by_paper

    tonight = type(tonight)(tonight.account, tonight.code.lower().replace("-", " "), tonight.pin)
    assert by_paper(tonight).status_code == 302


def test_the_account_ends_with_the_shift_and_so_does_its_sitting(tonight: Any) -> None:
    from tests.signin.people import by_paper, is_in, now

    with time_machine.travel(now() + timedelta(hours=8, minutes=50)):
        client = by_paper(tonight).client
        assert is_in(client)
    with time_machine.travel(now() + timedelta(hours=9, minutes=1)):
        assert not is_in(client)
        assert "ended with its shift" in text(client.get("/sign-in/"))
        assert "ended with its shift" in text(by_paper(tonight))


def test_ending_it_early_signs_out_at_the_next_step(tonight: Any, region: Any) -> None:
    from tests.signin.people import by_paper, is_in, now
    from waylight.access.acting import acting
    from waylight.signin.papers import end

    client = by_paper(tonight).client
    with acting(region.manager):
        end(actor=region.manager, account_id=tonight.account.id, now=now())
    assert not is_in(client)
    assert by_paper(tonight).status_code == 422


def test_five_wrong_numbers_end_the_paper(tonight: Any) -> None:
    from tests.signin.people import by_paper

    wrong = "0000" if tonight.pin != "0000" else "1111"
    for _ in range(5):
        assert "not the number that goes with this code" in text(by_paper(tonight, number=wrong))
    answer = by_paper(tonight)
    assert answer.status_code == 422
    assert "Ask the shift lead for a new paper" in text(answer)


def test_codes_are_guessed_no_faster_than_the_limit(tonight: Any) -> None:
    from django.test import Client

    client = Client()
    for n in range(20):
        client.post("/sign-in/", {"way": "paper", "paper": f"BBBB-{n:04}", "number": "1234"})
    fields = {"way": "paper", "paper": tonight.code, "number": tonight.pin}
    assert "too many wrong tries" in text(client.post("/sign-in/", fields))


def test_the_database_holds_neither_code_nor_number(tonight: Any) -> None:
    from waylight.signin.codes import plain
    from waylight.signin.models import ShiftPass

    row = str(ShiftPass.objects.values().get())
    assert (
        tonight.code not in row and plain(tonight.code) not in row and tonight.pin not in row.split("hash")[2]
    )


def test_an_account_for_one_shift_issues_no_other(tonight: Any) -> None:
    from tests.signin.people import by_paper
    from waylight.signin.models import ShiftPass

    client = by_paper(tonight).client
    assert client.get("/letting-in/").status_code == 404
    assert client.post("/letting-in/shift/", {"name": "Friend", "ends": "07:30"}).status_code == 404
    assert ShiftPass.objects.count() == 1


def test_a_social_worker_issues_none_for_the_home(region: Any) -> None:
    from tests.signin.people import account, sign_in

    client = sign_in(account(region.social_worker)).client
    assert client.get("/letting-in/").status_code == 404


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": "", "ends": "07:30"}, "Type the name of the person"),
        ({"name": "Ada Agency", "ends": "half past seven"}, "for example 07:30"),
        ({"name": "Ada Agency", "ends": "25:00"}, "for example 07:30"),
    ],
)
def test_a_form_that_cannot_be_taken_says_why_and_keeps_what_was_typed(
    region: Any, fields: dict[str, str], said: str
) -> None:
    from tests.signin.people import account, sign_in

    client = sign_in(account(region.night_worker)).client
    answer = client.post("/letting-in/shift/", fields)
    assert answer.status_code == 422
    assert said in text(answer) and f'value="{fields["ends"]}"' in text(answer)


def test_the_shift_lead_sees_code_and_number_once(region: Any) -> None:
    from tests.signin.people import account, now, sign_in

    client = sign_in(account(region.night_worker)).client
    ends = (now().astimezone(_london()) + timedelta(hours=8)).strftime("%H:%M")
    page = text(client.post("/letting-in/shift/", {"name": "Ada Agency", "ends": ends}))
    assert "Write on paper" in page and "Say, and do not write" in page
    listed = text(client.get("/letting-in/"))
    assert "Ada Agency" in listed and 'wl-code">' not in listed


@pytest.mark.parametrize(
    ("typed", "now", "ends"),
    [
        ("07:30", "2026-01-10T21:00", "2026-01-11T07:30"),
        ("7.30", "2026-01-10T05:00", "2026-01-10T07:30"),
        ("0730", "2026-07-10T21:00", "2026-07-11T06:30"),
        # The night in which the clocks go forward is an hour shorter, the one in which they go back longer.
        ("07:30", "2026-03-28T22:00", "2026-03-29T06:30"),
        ("07:30", "2026-10-24T21:00", "2026-10-25T07:30"),
    ],
)
def test_a_shift_ends_at_the_next_such_time_on_londons_clocks(typed: str, now: str, ends: str) -> None:
    from waylight.signin.shift_times import next_at

    found = next_at(typed, datetime.fromisoformat(now).replace(tzinfo=UTC))
    assert found == datetime.fromisoformat(ends).replace(tzinfo=UTC)


def test_no_shift_is_longer_than_sixteen_hours(region: Any) -> None:
    from tests.signin.people import now, paper
    from waylight.signin.refusals import Refused

    with pytest.raises(Refused, match="within 16 hours"):
        paper(region.night_worker, region.home, now() + timedelta(hours=17))


def _london() -> Any:
    from waylight.signin.shift_times import LONDON

    return LONDON
