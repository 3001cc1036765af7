"""Every list of children says how old it is: when it was asked for, and when who lives where was last handed in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from tests.support.clients import client_of

if TYPE_CHECKING:
    from tests.support.record import Region

pytestmark = pytest.mark.django_db(transaction=True)

TYPED = "No authority hands in a nightly list here"


def handed_in(region: Region, authority: UUID, hours_ago: int) -> None:
    """The authority's list of placements was drawn then."""
    region.record.db.execute(
        "INSERT INTO imports_freshness (node_id, kind, as_of, rows) "
        "VALUES (%s, 'placements', now() - make_interval(hours => %s), 1)",
        [authority, hours_ago],
    )


def ages(client: Any, address: str, sent: dict[str, str] | None = None) -> str:
    page = client.post(address, sent) if sent else client.get(address)
    assert page.status_code == 200
    (said,) = re.findall(r"As of \d\d:\d\d today\. .*?</p>", re.sub(r"\s+", " ", page.content.decode()))
    return said


@pytest.mark.parametrize(
    ("who", "address", "sent"),
    [
        ("night_worker", "/tonight/", None),
        ("social_worker", "/open/", None),
        ("social_worker", "/children/", None),
        ("social_worker", "/unplaced/", None),
        ("social_worker", "/search/", {"words": "Kim"}),
        ("out_of_hours", "/open/", None),
        ("inspector", "/force/", None),
    ],
)
def test_a_list_says_how_old_it_is(
    region: Region, who: str, address: str, sent: dict[str, str] | None
) -> None:
    region.record.db.execute(
        "UPDATE agencies_node SET force_id = %s WHERE id = %s", [region.force, region.authority]
    )
    client = client_of(getattr(region, who))
    assert TYPED in ages(client, address, sent)
    handed_in(region, region.authority, 30)
    assert "1 day 6 hours ago" in ages(client, address, sent)


def test_a_host_authoritys_list_is_as_old_as_those_of_whoever_placed_the_children(region: Region) -> None:
    westshire = region.record.node("authority", "Westshire")
    hal = client_of(region.record.person("Hal Host", "host authority officer", westshire))
    region.record.interest(region.child, "host", westshire)
    handed_in(region, westshire, 1)
    assert TYPED in ages(hal, "/placed-here/")
    handed_in(region, region.authority, 50)
    assert "2 days 2 hours ago" in ages(hal, "/placed-here/")
