"""Every address of the product is looked at: by crawling as each role, at three widths, with the rules of access.

A page that nobody looks at fails here: either some role finds a way to it by links from its first page, or `WAYS`
says how to reach it, or `NO_PAGE` says why there is nothing to look at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.browser import looked_at
from tests.support.clients import client_of
from waylight.facts.filing import Filing

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.support.away import Away
    from tests.support.two_desks import TwoDesks

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

# Addresses that answer with something other than a page, or lead on to one.
NO_PAGE = {
    "start": "leads to the first page of whoever asks",
    "passkey_ask": "answers in JSON",
    "upload_faults": "a file",
    "upload_progress": "a piece of a page",
    "run_progress": "a piece of a page",
    "run_report": "a file",
    "pack_picture": "a picture",
    "export_fetch": "a file",
}
# Posting to these does what they are for, also with nothing filled in.
DEEDS = ("sign_out", "child_export")
# Whose links are followed; of everybody else the first page and what `happened` names.
WALKS = (
    "night worker",
    "registered manager",
    "social worker",
    "team manager",
    "missing coordinator",
    "data officer",
)
# Reads of a time away less than others: the page is another one.
HOST = "host authority officer"
LINK = re.compile(r'href="(/[^"#?]*)')
FORM = re.compile(r'<form[^>]*method="post"[^>]*>', re.IGNORECASE)


@dataclass
class Found:
    """What answered: the page as it was sent, at its address; one for each name of a page and each state of it."""

    pages: dict[str, tuple[str, Any]] = field(default_factory=dict)

    def keep(self, name: str, address: str, answer: Any) -> None:
        if "text/html" in answer["Content-Type"] and b"<h1" in answer.content:
            self.pages.setdefault(name, (address, answer))


@pytest.fixture
def world(cluster: Any, transactional_db: None) -> Iterator[TwoDesks]:
    from tests.support.two_desks import two_desks

    made = two_desks(cluster)
    yield made
    made.region.record.db.close()


def names() -> set[str]:
    from waylight.web.urls import urlpatterns

    return {str(route.name) for route in urlpatterns}


def route_of(address: str) -> str:
    from django.urls import Resolver404, resolve

    try:
        return str(resolve(address).url_name)
    except Resolver404:
        return ""


def crawl(client: Any, found: Found, start: str) -> None:
    """From the first page along every link, each name once."""
    waiting, seen = [start], set()
    while waiting:
        address = waiting.pop(0)
        name = route_of(address)
        if name and name not in seen and name not in DEEDS:
            seen.add(name)
            waiting += ask(client, found, address)


def ask(client: Any, found: Found, address: str) -> list[str]:
    """Keeps the page, and what its form says where nothing was filled in. Returns the links on it."""
    name, answer = route_of(address), client.get(address)
    if answer.status_code != 200:
        return []
    first = name not in found.pages
    found.keep(name, address, answer)
    if first and FORM.search(answer.content.decode()):
        refused = client.post(address, {})
        if refused.status_code in (409, 422):
            found.keep(f"{name}, refused", address, refused)
    return LINK.findall(answer.content.decode())


def test_every_page_is_looked_at_at_three_widths(
    page: Page,
    live_server: Any,
    world: TwoDesks,
    work: Callable[[], None],
    away: Away,
    accessible: Callable[[Page], None],
) -> None:
    # Given a record in which something of everything happened, and somebody of every role
    ways = happened(world, work)
    found = Found()
    for role, actor in everybody(world).items():
        client = client_of(actor, raise_request_exception=False)
        start = client.get("/").headers["Location"]
        found.keep(f"{route_of(start)}, as {role}", start, client.get(start))
        if role in WALKS:
            crawl(client, found, start)
        for address in ways:
            if route_of(address) not in found.pages:
                ask(client, found, address)
        if "rule_setting" not in found.pages:
            for address in figures(client):
                ask(client, found, address)
        if role == HOST:
            found.keep(f"away, as {role}", ways[0], client.get(ways[0]))
    at_the_door(world, found)
    database_away(world, found, away)

    # Then no address was left out
    assert set(NO_PAGE) <= names()
    left = names() - {name.partition(",")[0] for name in found.pages} - set(NO_PAGE)
    assert left - posts(world, left) == set()

    # And no page, and nothing that its form says where nothing was filled in, breaks a rule or scrolls sideways
    looks = [look(page, live_server, name, found.pages[name], accessible) for name in sorted(found.pages)]
    assert [fault for fault in looks if fault] == []


def look(
    page: Page, live_server: Any, name: str, answer: tuple[str, Any], accessible: Callable[[Page], None]
) -> str:
    """What is wrong with the page; empty where nothing is."""
    address, response = answer
    try:
        shown(page, live_server.url + address, response)
        looked_at(page, accessible)
    except AssertionError as fault:
        return f"{name} ({address}): {fault}"
    return ""


def shown(page: Page, url: str, answer: Any) -> None:
    """The page as it was sent, in the browser, with the files that it asks for."""
    headers = {name: value for name, value in answer.headers.items() if name != "Content-Length"}
    page.unroute_all()
    page.route(
        url, lambda route: route.fulfill(status=answer.status_code, headers=headers, body=answer.content)
    )
    page.goto(url)


def posts(world: TwoDesks, left: set[str]) -> set[str]:
    """Which of these addresses only take a form: the page which holds the form is the one to look at."""
    from django.urls import reverse

    from waylight.web.urls import urlpatterns

    client, found = client_of(world.officer, raise_request_exception=False), set()
    stand_in = {
        "n": 1,
        "side": "police",
        "act": "told",
        "part": "friends",
        "slug": "x",
        "rule": "x",
        "token": "x",
    }
    for route in (route for route in urlpatterns if route.name in left):
        parts = {
            name: stand_in.get(name, "00000000-0000-4000-8000-000000000000")
            for name in route.pattern.converters
        }
        if client.get(reverse(route.name, kwargs=parts)).status_code == 405:
            found.add(str(route.name))
    return found


def everybody(world: TwoDesks) -> dict[str, Any]:
    """Somebody of every role, where such people work."""
    from waylight.access.grid import roles

    region, record = world.region, world.region.record
    at = {
        "night worker": region.home, "registered manager": region.home, "foster carer": region.home,
        "supported-accommodation worker": region.home, "missing coordinator": region.force,
        "duty inspector": region.force, "social worker": region.team, "team manager": region.team,
        "reviewing officer": region.team,
    }  # fmt: skip
    people = {
        role: record.person(f"Somebody {role}", role, at.get(role, region.authority)) for role in roles()
    }
    return people | {"data officer": world.officer}


def happened(world: TwoDesks, work: Callable[[], None]) -> list[str]:
    """Fills the record. Returns the addresses to which no link leads that a crawl would find."""
    from tests.alerts.five import five, lonely_nights, tell_nights
    from waylight.alerts.noticing.chances import forget

    region, now = world.region, datetime.now(UTC).replace(microsecond=0)
    region.record.db.execute(
        "UPDATE agencies_node SET force_id = %s WHERE id = %s", [region.force, region.authority]
    )
    forget()
    made = five(region)
    lonely_nights(region, made, now)
    tell_nights(region, made, now)
    ask_for_the_return(world.officer, now)
    work()
    return [
        *(f"/return/{id}/" for (id,) in region.record.rows("SELECT id FROM statutory_return_built")),
        *kim_is_away(region, now),
        *away_twice(region, now),
        *kept_right(region, now),
        *decided(region, now),
        "/duty/", "/break-glass/", "/break-glass/review/", "/erasures/", "/files/",
        "/sign-in/", "/sign-in/code/", "/report-only/",
    ]  # fmt: skip


def ask_for_the_return(officer: Any, now: datetime) -> None:
    """Of the year that goes on, in which something was told."""
    from waylight.access.acting import acting
    from waylight.statutory_return.build_words import Year
    from waylight.statutory_return.services import ask

    with acting(officer):
        ask(actor=officer, year=Year.of(now.date()).name, now=now)


def figures(client: Any) -> list[str]:
    """A page on which a figure of an authority is set: it stands in one of the rulebook's chapters."""
    links = LINK.findall(client.get("/rules/").content.decode())
    pages = [client.get(one).content.decode() for one in links if route_of(one) == "rule_chapter"]
    found = [one for page in pages for one in LINK.findall(page) if route_of(one) == "rule_setting"]
    return found[:1]


def kim_is_away(region: Any, now: datetime) -> list[str]:
    """Away since three hours; another child's report waits, and one was placed with Kim."""
    from tests.episodes.telling import Telling
    from waylight.episodes.services import placing, reports

    nell = Telling(region, now)
    filed = nell.absent(minutes_ago=180, words={"clothes": "a red coat"})
    lost = [
        nell.do(
            reports.report_unknown_child,
            report=reports.Report(since=nell.ago(minutes), words={"child": "Ash, 14"}), to_node=region.authority,
        )
        for minutes in (20, 40)
    ]  # fmt: skip
    placed = nell.by(region.out_of_hours).do(
        placing.place_claim, claim_id=lost[0].fact, child_id=region.child, why="a guess"
    )
    region.record.interest(region.child, "host", region.authority)
    return [
        f"/away/{filed.episode}/", f"/away/{filed.episode}/back/", f"/away/{filed.episode}/interview/offered/",
        f"/receipt/{filed.fact}/", f"/placed/{placed.fact}/back/", f"/unplaced/{lost[1].fact}/",
    ]  # fmt: skip


def away_twice(region: Any, now: datetime) -> list[str]:
    """Two records of one child, each of which says that the child is away."""
    from tests.episodes.telling import Telling
    from tests.episodes.test_one_child import said_to_be_one

    one, other = region.another("Robin"), region.another("Robyn")
    said_to_be_one(Telling(region, now), one, other)
    first, second = (Telling(region, now).absent(child=child) for child in (one, other))
    return [f"/away/{first.episode}/same/{second.episode}/"]


def kept_right(region: Any, now: datetime) -> list[str]:
    """An erasure that was asked for, two records said to be one child, a glass that was broken, a
    child whose care ended and one who moved."""
    from waylight.access.acting import acting
    from waylight.access.glass import break_glass
    from waylight.children import services as children
    from waylight.episodes.services import erasing, sameness

    sal, twin = region.social_worker, region.another("Kimmy")
    with acting(sal):
        erasure = erasing.ask_erasure(
            Filing(sal, now, "erase"), child_id=twin, ground="court", facts_named=(), why="an order"
        )
        same = sameness.ask_same(
            Filing(sal, now, "same"), child_id=region.child, other_id=twin, why="one passport"
        )
    gone, moved = region.another("Gone"), region.another("Moved")
    with acting(sal):
        ended = children.end_care(
            Filing(sal, now, "end"), child=gone, last_day=now.date() - timedelta(days=1)
        )
        home = region.record.node("home", "Elm House")
        move = children.place(Filing(sal, now, "move"), child=moved, node=home, since=now)
    far = region.record.person("Fay Glass", "duty inspector", region.record.node("force", "Far Force"))
    with acting(far):
        break_glass(actor=far, name_key="kim invented", born=region.born, reason="Seen on the railway line.")
    return [
        f"/erasures/{erasure.id}/",
        f"/same-as/{same.id}/",
        f"/care-ended/{ended}/",
        f"/moved/{move}/back/",
    ]


def decided(region: Any, now: datetime) -> list[str]:
    """A plan review that was asked for, a dispute, and a strategy discussion."""
    from waylight.access.acting import acting
    from waylight.decisions.services import discussions, disputes, reviews
    from waylight.rulebook.reviews import STRATEGY_WHY

    officer = region.record.person("Iro Officer", "reviewing officer", region.team)
    with acting(region.manager):
        review = reviews.ask(
            Filing(region.manager, now, "r"), child_id=region.child, reason="absent", why="Eleven nights."
        )
    with acting(officer):
        dispute = disputes.raise_dispute(
            Filing(officer, now, "d"), child_id=region.child, matter="plan", words="No plan."
        )
    with acting(region.social_worker):
        discussion = discussions.call(
            Filing(region.social_worker, now, "s"),
            child_id=region.child,
            why=STRATEGY_WHY[0].code,
            words="A flat.",
        )
    return [
        f"/reviews/{review}/", f"/disputes/{dispute}/", f"/strategy/{discussion}/",
        f"/children/{region.child}/review/", f"/children/{region.child}/dispute/",
    ]  # fmt: skip


def at_the_door(world: TwoDesks, found: Found) -> None:
    """Whoever is not signed in; and whoever reports without an account."""
    from django.test import Client

    from waylight.access.acting import acting
    from waylight.agencies.models import Node
    from waylight.signin import sheets

    stranger, manager = Client(), world.region.manager
    for address in ("/sign-in/", "/sign-in/code/", "/report-only/"):
        found.keep(route_of(address), address, stranger.get(address))
        found.keep(f"{route_of(address)}, refused", address, stranger.post(address, {}))
    with acting(manager):
        code = sheets.put_up(
            actor=manager, node=Node.objects.get(pk=world.region.home), now=datetime.now(UTC)
        )
    stranger.post("/report-only/", {"code": code, "name": "Ada", "agency": "Staff", "phone": "0"})
    for address in ("/report-only/report/", "/report-only/kept/"):
        found.keep(route_of(address), address, stranger.get(address))
    found.keep(
        "report_only_write, refused", "/report-only/report/", stranger.post("/report-only/report/", {})
    )


def database_away(world: TwoDesks, found: Found, away: Away) -> None:
    """What is seen while nothing answers where the database was."""
    from waylight.door.keeping import Kept
    from waylight.web.kept import _token

    client = client_of(world.region.night_worker, raise_request_exception=False)
    report = client.get(f"/report/{world.region.child}/")
    away()
    kept = f"/kept/{_token(Kept('K-ABC123', datetime.now(UTC)))}/"
    found.keep("kept", kept, client.get(kept))
    found.keep("tonight, database away", "/tonight/", client.get("/tonight/"))
    away.back()
    assert report.status_code == 200
    gone = client.get("/no/such/page/")
    found.keep("no such page", "/no/such/page/", gone)
