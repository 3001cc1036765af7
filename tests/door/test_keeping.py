"""The door without a database: a pass or nothing, sealed to a key that is not there, on disk before it says so."""

from __future__ import annotations

import io
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waylight.door import passes, sealing, spool
from waylight.door.app import LARGEST, application_for
from waylight.door.keeping import Door, NoPass, keep

NOW = datetime(2026, 3, 10, 23, 15, tzinfo=UTC)
SIGNING = b"a key that signs"
FORM = {
    "key": "k1", "child": "Sam, 14, Larch House", "since": "other", "since_day": "2026-03-10", "since_time": "22:40",
    "known": "no", "clothes": "grey hooded top", "different": "",
}  # fmt: skip


PAIR = sealing.new_pair()


@pytest.fixture
def door(tmp_path: Path) -> Door:
    return Door(SIGNING, PAIR[1], tmp_path / "spool")


def a_pass(*, ends: datetime = NOW + timedelta(hours=8)) -> str:
    return passes.written(passes.fresh(uuid4(), uuid4(), ends), SIGNING)


def send(door: Door, form: dict[str, str] | None, *, cookie: str | None, **more: Any) -> tuple[str, str]:
    body = urlencode(form or {}).encode()
    environ = {
        "REQUEST_METHOD": "POST" if form else "GET", "HTTP_HOST": "door.example", "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body), "HTTP_COOKIE": f"door={cookie}" if cookie else "", **more,
    }  # fmt: skip
    said: list[str] = []
    page = b"".join(application_for(door, lambda: NOW)(environ, lambda status, _: said.append(status)))
    return said[0][:3], page.decode()


def kept(door: Door) -> list[str]:
    return [sealing.unseal(path.read_bytes(), PAIR[0]).decode() for path in spool.waiting(door.folder)]


def test_a_report_with_a_pass_is_kept_and_its_number_told(door: Door) -> None:
    status, page = send(door, FORM, cookie=a_pass())
    assert status == "202"
    assert "K-" in page
    assert "POLICE NOT YET TOLD: RING 101" in page
    (text,) = kept(door)
    assert "Sam, 14, Larch House" in text
    assert "2026-03-10T23:15:00+00:00" in text


@pytest.mark.parametrize("cookie", [None, "", "made up", "e30=.00", "x." + "0" * 64])
def test_without_a_pass_it_is_refused_and_nothing_is_kept(door: Door, cookie: str | None) -> None:
    assert send(door, FORM, cookie=cookie)[0] == "403"
    assert send(door, None, cookie=cookie)[0] == "403"
    assert not door.folder.exists()


def test_a_pass_that_has_ended_or_was_signed_by_another_is_none(door: Door) -> None:
    assert send(door, FORM, cookie=a_pass(ends=NOW))[0] == "403"
    stolen = passes.written(passes.fresh(uuid4(), None, NOW + timedelta(hours=1)), b"another key")
    assert send(door, FORM, cookie=stolen)[0] == "403"


@given(st.integers(0, 200), st.integers(0, 255))
def test_a_pass_with_a_changed_letter_is_none(place: int, letter: int) -> None:
    cookie = passes.written(passes.fresh(uuid4(), uuid4(), NOW + timedelta(hours=1)), SIGNING)
    at = place % len(cookie)
    changed = cookie[:at] + chr(letter) + cookie[at + 1 :]
    assert passes.read(changed, SIGNING, NOW) is None or changed == cookie


def test_a_pass_gives_back_who_and_until_when() -> None:
    one = passes.fresh(uuid4(), None, NOW + timedelta(hours=1))
    assert passes.read(passes.written(one, SIGNING), SIGNING, NOW) == one


def test_more_than_ten_in_ten_minutes_from_one_pass_are_too_many_and_others_go_on(door: Door) -> None:
    cookie = a_pass()
    told = [send(door, {**FORM, "key": f"k{n}"}, cookie=cookie)[0] for n in range(11)]
    assert told == ["202"] * 10 + ["429"]
    assert send(door, FORM, cookie=a_pass())[0] == "202"
    held = passes.read(cookie, SIGNING, NOW)
    assert held is not None
    spool.count(door.folder, held.id, NOW + timedelta(minutes=10, seconds=1))


def test_a_full_spool_takes_no_more(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "MOST", 2)
    assert [send(door, FORM, cookie=a_pass())[0] for _ in range(3)] == ["202", "202", "429"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"child": ""}, "Say which child"),
        ({"since_day": ""}, "Give the day"),
        ({"known": ""}, "Say whether you know where"),
    ],
)
def test_what_is_missing_is_asked_for_and_what_was_typed_is_still_there(
    door: Door, change: dict[str, str], sentence: str
) -> None:
    status, page = send(door, {**FORM, **change}, cookie=a_pass())
    assert status == "422"
    assert sentence in page
    assert "grey hooded top" in page
    assert 'value="k1"' in page


def test_what_was_typed_cannot_become_markup(door: Door) -> None:
    _, page = send(door, {**FORM, "child": "", "clothes": '</textarea><script>"'}, cookie=a_pass())
    assert "<script>" not in page


def test_a_form_from_another_site_and_one_that_is_too_long_are_refused(door: Door) -> None:
    assert send(door, FORM, cookie=a_pass(), HTTP_ORIGIN="https://elsewhere.example")[0] == "403"
    assert send(door, FORM, cookie=a_pass(), CONTENT_LENGTH=str(LARGEST + 1))[0] == "413"
    assert send(door, FORM, cookie=a_pass(), HTTP_ORIGIN="https://door.example")[0] == "202"


def test_the_report_is_on_disk_before_it_is_acknowledged(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda fd: (synced.append(fd), real(fd))[1])
    send(door, FORM, cookie=a_pass())
    # The file, then the folder that holds its name.
    assert len(synced) == 2


def test_nothing_readable_lies_in_the_spool_and_only_its_owner_may_enter(door: Door) -> None:
    send(door, FORM, cookie=a_pass())
    files = [path for path in door.folder.rglob("*") if path.is_file()]
    assert all(b"Larch" not in path.read_bytes() and b"k1" not in path.read_bytes() for path in files)
    assert door.folder.stat().st_mode & 0o077 == 0
    assert [path.stat().st_mode & 0o077 for path in spool.waiting(door.folder)] == [0]


def test_a_sealed_report_that_was_changed_does_not_open() -> None:
    sealed = sealing.seal(b"text", PAIR[1])
    for at in (0, 20, len(sealed) - 1):
        changed = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        with pytest.raises(sealing.NotOurs):
            sealing.unseal(changed, PAIR[0])
    with pytest.raises(sealing.NotOurs):
        sealing.unseal(sealed, sealing.new_pair()[0])
    assert sealing.unseal(sealed, PAIR[0]) == b"text"


def test_the_same_page_sent_twice_has_one_number(door: Door) -> None:
    numbers = {
        keep(door, cookie=a_pass(), sent={"key": ["k1"]}, child=None, route="door", now=NOW).number
        for _ in "ab"
    }
    assert len(numbers) == 1


def test_a_report_without_the_key_of_its_page_is_not_kept(door: Door) -> None:
    with pytest.raises(ValueError, match="key that its page made"):
        keep(door, cookie=a_pass(), sent={}, child=None, route="door", now=NOW)
    with pytest.raises(NoPass):
        keep(door, cookie="", sent={"key": ["k1"]}, child=None, route="door", now=NOW)
