"""Saying what is planned or grave on a child's page; and two open times away of one child on the list."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from tests.support.clients import client_of
from tests.web.test_upkeep import absent, hidden, text

if TYPE_CHECKING:
    from tests.support.record import Region

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sally(region: Region) -> Any:
    return client_of(region.social_worker)


@pytest.fixture
def twin(region: Region) -> UUID:
    """A second record, which two people said is the same child."""
    from tests.episodes.telling import Telling
    from tests.episodes.test_one_child import said_to_be_one

    other = region.another("Kimmy")
    said_to_be_one(Telling(region, datetime.now(UTC).replace(microsecond=0)), region.child, other)
    return other


def test_the_end_of_care_is_planned_on_the_childs_page_and_then_owed(
    region: Region, sally: Any, heard: Any
) -> None:
    address = f"/children/{region.child}/ahead/"
    assert address in text(sally.get(f"/children/{region.child}/"))
    day = (datetime.now(UTC) + timedelta(days=30)).date()
    sent = {"key": "1", "act": "planned", "what": "care ends", "on": day.isoformat(), "voluntary": "yes"}
    assert sally.post(address, sent).status_code == 302
    heard()
    page = text(sally.get(f"/children/{region.child}/"))
    assert "approve that care ends" in page or "no longer looked after, before care ends" in page
    assert "Say that it was done" in page


def test_a_plan_without_a_day_is_refused_with_everything_still_there(region: Region, sally: Any) -> None:
    sent = {"key": "1", "act": "planned", "what": "plan change", "on": ""}
    answer = sally.post(f"/children/{region.child}/ahead/", sent)
    assert answer.status_code == 422
    assert "Give the day from which it is to hold" in text(answer)
    assert 'value="plan change" id="what-plan change" checked' in text(answer)


def test_a_death_is_told_and_taken_back(region: Region, sally: Any) -> None:
    address = f"/children/{region.child}/ahead/"
    day = (datetime.now(UTC) - timedelta(days=1)).date().isoformat()
    sent = {"key": "1", "act": "happened", "what": "died", "when": "other", "when_day": day}
    assert sally.post(address, sent).status_code == 302
    page = sally.get(address)
    assert "The child has died" in text(page) and "This was told in error" in text(page)
    sally.post(address, {"key": "2", "event": hidden(page, "event")})
    assert "This was told in error" not in text(sally.get(address))
    assert "was told in error" in text(sally.get(f"/children/{region.child}/"))


def test_the_home_has_no_such_page(region: Region) -> None:
    assert client_of(region.night_worker).get(f"/children/{region.child}/ahead/").status_code == 404


def test_two_open_times_away_of_one_child_are_one_line_that_offers_to_join_them(
    region: Region, sally: Any, twin: UUID
) -> None:
    first, second = absent(region), absent(region, twin)
    page = text(sally.get("/open/"))
    assert "1 away now" in page and "under another record of the same child" in page
    address = f"/away/{second.episode}/same/{first.episode}/"
    assert address in page or f"/away/{first.episode}/same/{second.episode}/" in page
    form = sally.get(address)
    assert second.number in text(form) and "Police not yet told." in text(form)
    refused = sally.post(address, {"key": "1", "stays": str(first.episode), "why": ""})
    assert refused.status_code == 422 and "Say how you know" in text(refused)
    kept = sally.post(address, {"key": "1", "stays": str(first.episode), "why": "One night."})
    assert kept.status_code == 302 and str(first.episode) in kept["Location"]
    assert "under another record" not in text(sally.get("/open/"))


def test_of_two_children_there_is_no_such_page(region: Region, sally: Any) -> None:
    first, second = absent(region), absent(region, region.another("Ola"))
    assert sally.get(f"/away/{first.episode}/same/{second.episode}/").status_code == 404


def test_the_childs_page_shows_what_is_owed_under_both_records(
    region: Region, sally: Any, twin: UUID, heard: Any
) -> None:
    absent(region, twin)
    heard()
    assert "Look for the child" in text(sally.get(f"/children/{region.child}/"))
