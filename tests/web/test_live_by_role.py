"""The live page of a time away, role by role: what the grid lets them read stands on it, and nothing more."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from tests.support.clients import client_of
from waylight.access.grid import opened, roles
from waylight.facts.filing import Filing

if TYPE_CHECKING:
    from tests.support.record import Region

pytestmark = pytest.mark.django_db(transaction=True)

CLOTHES, PLACE, FEARED, TABLETS = "a zebra coat", "by Wren Lane bridge", "an older man waits", "blue tablets"
# At which node of the small region each relation stands, and so the person of a role who has it.
RELATIONS = (
    "responsible",
    "caring",
    "host",
    "police",
    "searching",
    "interviewing",
    "inspecting",
    "concern",
    "self",
)


@pytest.fixture
def away(region: Region) -> UUID:
    """Kim is away; with what was worn, where last seen, medication, and a referral."""
    from waylight.access.acting import acting
    from waylight.engine.when import at
    from waylight.episodes.services import protection, reports

    now = datetime.now(UTC).replace(microsecond=0)
    said = reports.Report(
        since=at(now - timedelta(hours=2)),
        words={"clothes": CLOTHES, "place": PLACE, "medication": TABLETS},
        police_reference="EF-0917",
    )
    with acting(region.night_worker):
        filed = reports.report_absent(
            Filing(region.night_worker, now, "kim"), child_id=region.child, report=said
        )
    assert filed.episode
    with acting(region.social_worker):
        protection.referral(
            Filing(region.social_worker, now, "referral"),
            episode_id=filed.episode,
            to="nrm",
            about="sexual",
            happened=at(now),
            concern=FEARED,
        )
    return filed.episode


def somebody(region: Region, role: str, relation: str) -> Any:
    """A person of that role at a node of their own that is only this to the child."""
    node = region.record.node("agency", f"The {relation} agency")
    region.record.interest(region.child, relation, node)
    return region.record.person(f"Somebody {role}", role, node)


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


CELLS = [
    (role, relation)
    for role in roles()
    for relation in RELATIONS
    if any(relation in opened(role, record, "read") for record in ("episode", "episode core"))
]


@pytest.mark.parametrize(("role", "relation"), CELLS)
def test_what_a_role_may_read_as_this_relation_stands_on_its_page_and_nothing_more(
    region: Region, away: UUID, role: str, relation: str
) -> None:
    client = client_of(somebody(region, role, relation))
    answer = client.get(f"/away/{away}/")
    assert answer.status_code == 200
    page = text(answer)

    def may(record: str, action: str = "read") -> bool:
        return relation in opened(role, record, action)

    # Times, category and what police said are the core: everybody here reads them.
    assert "Away now" in page and "EF-0917" in page and "Beech House" in page
    for words in (CLOTHES, PLACE):
        assert (words in page) is may("episode"), words
    assert (TABLETS in page) is may("health and contacts")
    assert (FEARED in page) is may("exploitation record")
    assert ("Kim" in page) is (may("child core") or may("child placed in area"))
    assert (f'href="/children/{region.child}/pack/"' in page) is may("grab pack")
    for part in ("Add what you learn", "They are back", "This was a mistake"):
        assert (part in page) is may("episode", "write"), part
    # Whoever is offered a way on finds a page there.
    for address in set(re.findall(r'href="(/(?:children|away|open|report)/[^"#]*)"', page)):
        assert client.get(address).status_code == 200, address


def test_both_kinds_of_page_are_among_the_roles() -> None:
    """The control: without a reader of the core alone, and one of all, the test above would say little."""
    core = [role for role, relation in CELLS if relation not in opened(role, "episode", "read")]
    assert core == ["host authority officer"]
    assert len(CELLS) >= 12


def test_until_police_have_it_every_live_page_says_so_in_large_words(region: Region) -> None:
    from waylight.access.acting import acting
    from waylight.engine.when import at
    from waylight.episodes.services import reports

    now, nell = datetime.now(UTC).replace(microsecond=0), region.night_worker
    with acting(nell):
        filed = reports.report_absent(
            Filing(nell, now, "kim"), child_id=region.child, report=reports.Report(since=at(now))
        )
    for role, relation in (("host authority officer", "host"), ("return interviewer", "interviewing")):
        page = text(client_of(somebody(region, role, relation)).get(f"/away/{filed.episode}/"))
        assert "POLICE NOT YET TOLD: RING 101, OR 999 IF IN IMMEDIATE DANGER" in page, role
        # Whoever only reads is offered no form that would be refused.
        assert "keep the reference" not in page, role


def test_a_host_authority_cannot_add_to_what_it_may_read(region: Region, away: UUID) -> None:
    client = client_of(somebody(region, "host authority officer", "host"))
    sent = client.post(f"/away/{away}/sighting/", {"key": "one", "by": "public", "place": "here"})
    assert sent.status_code == 404
    assert client.get(f"/away/{away}/back/").status_code == 404


def test_a_host_authority_whose_officer_holds_another_role_still_reads_the_core(
    region: Region, away: UUID
) -> None:
    hal = somebody(region, "host authority officer", "host")
    client = client_of(hal)
    region.record.db.execute(
        "INSERT INTO agencies_rolegrant (id, person_id, role, node_id, during, granted_by_id, why) "
        "SELECT gen_random_uuid(), %s, 'team manager', node_id, during, granted_by_id, '' "
        "FROM agencies_rolegrant WHERE person_id = %s",
        [hal.person_id, hal.person_id],
    )
    page = client.get(f"/away/{away}/")
    assert page.status_code == 200 and CLOTHES not in text(page)


def test_the_list_of_a_host_authority_says_who_is_away_and_leads_to_the_page(
    region: Region, away: UUID
) -> None:
    client = client_of(somebody(region, "host authority officer", "host"))
    listed = text(client.get("/placed-here/"))
    assert f'href="/away/{away}/"' in listed and "Kim" in listed


def test_when_the_child_lives_there_no_longer_the_page_is_gone(region: Region, away: UUID) -> None:
    client = client_of(somebody(region, "host authority officer", "host"))
    region.record.db.execute(
        "UPDATE children_interest SET during = tstzrange(lower(during), now()) WHERE relation = 'host'"
    )
    assert client.get(f"/away/{away}/").status_code == 404
