"""No page is open by accident: every address is walked, and every exception stands here by name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from waylight.web.gate import GATES, Gate

# Pages that may be opened by somebody who has not signed in, each with its reason.
OPEN = {
    "sign_in": "the page on which one signs in",
    "passkey_ask": "the question that a passkey answers; it says nothing of anybody",
    "join": "setting up an account with a code that a second person gave",
    "report_only": "agency staff without an account say who they are, to report and read nothing",
    "sign_out": "signing out twice is no fault",
}
ID = "00000000-0000-4000-8000-000000000000"
STAND_INS = {"id": ID, "n": 1, "side": "police"}


def routes(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry)
        else:
            yield entry


NAMED = [str(route.name) for route in routes()]


def address(name: str) -> str:
    (route,) = (route for route in routes() if route.name == name)
    wanted = route.pattern.converters
    return reverse(name, kwargs={part: STAND_INS.get(part, ID) for part in wanted})


def test_there_are_at_most_six_exceptions() -> None:
    assert len(OPEN) <= 6
    assert set(OPEN) == {name for name, gate in GATES.items() if gate is Gate.ANYONE}


def test_there_are_pages_to_walk() -> None:
    assert len(NAMED) >= 15


def test_every_address_has_a_name_of_its_own() -> None:
    assert "None" not in NAMED
    assert len(set(NAMED)) == len(NAMED)


def test_every_address_stands_in_the_table_of_gates() -> None:
    assert set(NAMED) == set(GATES)


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(set(NAMED) - set(OPEN)))
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_sent_to_sign_in(name: str, method: str) -> None:
    response = getattr(Client(), method)(address(name))
    assert response.status_code == 302
    assert response["Location"].startswith("/sign-in/")


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(set(NAMED) - set(OPEN)))
def test_where_records_are_real_no_page_opens_to_a_stranger(name: str, settings: Any) -> None:
    settings.DEMO = False
    response = Client().get(address(name), secure=True)
    assert response.status_code in (302, 403, 405)
    if response.status_code == 302:
        assert response["Location"].startswith("/sign-in/")


@pytest.mark.django_db
def test_a_demonstration_answers_only_to_the_machine_it_runs_on() -> None:
    assert Client(REMOTE_ADDR="192.0.2.7").get("/sign-in/").status_code == 403
    assert Client().get("/sign-in/").status_code == 200


@pytest.mark.django_db
def test_every_page_comes_with_the_strict_headers() -> None:
    response = Client().get("/sign-in/")
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"


@pytest.mark.django_db
def test_a_form_from_another_site_is_refused() -> None:
    assert Client(enforce_csrf_checks=True).post("/sign-in/", {"person": "ines"}).status_code == 403
