"""The worst night, in a real browser: on a phone with a poor connection, by keyboard alone, with none at all."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.support import browser

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.django_db(transaction=True)
# What ninety seconds are made of, in seconds. Counted, not waited for: a machine that is busy says nothing of a night.
TAP, CHARACTER = 1.2, 0.25
LATENCY = 0.4  # of a poor connection, there and back
BYTE = 8 / 400_000  # each, at 400 kbit a second
ROUNDS = 2  # there and back for a page: itself, then what it links to
DRAWN = 0.5  # by a cheap phone, a page


def looked_at(page: Page, accessible: Callable[[Page], None]) -> None:
    """At every width, and then again as on a phone."""
    browser.looked_at(page, accessible)
    page.set_viewport_size({"width": 360, "height": 740})


@dataclass
class Wire:
    """Counts what comes over a poor connection, which it makes of the page's: pages, asked for or sent, and bytes."""

    page: Page
    pages: int = 0
    bytes: int = 0

    def __post_init__(self) -> None:
        wire = self.page.context.new_cdp_session(self.page)
        wire.send("Network.enable")
        rates = {"downloadThroughput": 1 / BYTE, "uploadThroughput": 1 / BYTE}
        wire.send("Network.emulateNetworkConditions", {"offline": False, "latency": LATENCY * 1000, **rates})
        wire.on("Network.requestWillBeSent", self._asked)
        wire.on("Network.loadingFinished", self._came)

    def _asked(self, said: dict[str, Any]) -> None:
        self.pages += said["type"] in ("Document", "Fetch", "XHR")
        self.bytes += len(said["request"].get("postData", ""))

    def _came(self, said: dict[str, Any]) -> None:
        self.bytes += int(said["encodedDataLength"])

    @property
    def seconds(self) -> float:
        return self.pages * (ROUNDS * LATENCY + DRAWN) + self.bytes * BYTE


@dataclass
class Hand:
    """Taps and types as a tired person does; counts what that takes, and with a wire what the pages take."""

    page: Page
    wire: Wire | None = None
    began: float = field(default_factory=time.process_time)
    human: float = 0.0
    answers: int = 0

    def tap(self, on: Locator, *, answer: bool = False) -> None:
        on.click()
        self.human += TAP
        self.answers += answer

    def type(self, into: Locator, text: str, *, answer: bool = False) -> None:
        self.tap(into, answer=answer)
        into.fill(text)
        self.human += CHARACTER * len(text)

    @property
    def served(self) -> float:
        """The processor's time of this process: the server's, and the test's own beside it."""
        return time.process_time() - self.began

    @property
    def seconds(self) -> float:
        assert self.wire is not None
        return self.human + self.wire.seconds + self.served

    def told(self) -> str:
        assert self.wire is not None
        wire = f"{self.wire.seconds:.0f} of {self.wire.pages} pages and {self.wire.bytes:,} bytes"
        whole = f"{self.seconds:.0f} seconds: {self.human:.0f} of the hand, {wire}, {self.served:.1f} of the server"
        return f"{whole}; {self.answers} answers"


@pytest.fixture
def nell(page: Page, live_server: Any, region: Any) -> Page:
    """The night worker of Beech House, on a phone."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{live_server.url}/sign-in/")
    page.get_by_role("button", name="Nell Night").click()
    page.get_by_role("heading", name="Tonight at Beech House").wait_for()
    return page


def question(page: Page, name: str) -> Locator:
    """The question that is shown now."""
    shown = page.get_by_role("heading", name=re.compile(name))
    shown.wait_for()
    return page.locator("[data-question]:visible")


def answer_all(hand: Hand) -> None:
    """From the first question to the receipt."""
    page = hand.page
    page.locator("form.wl-report--one").wait_for()
    hand.tap(question(page, "Do you know where").get_by_label(re.compile("^No or not sure")), answer=True)
    hand.tap(question(page, "When did").get_by_label(re.compile("30 minutes ago")), answer=True)
    clothes = page.get_by_label("What is the child wearing, and carrying?")
    clothes.wait_for()
    hand.type(clothes, "grey hoodie, black jeans", answer=True)
    on = page.get_by_role("button", name="Continue")
    hand.tap(on)
    question(page, "What is different tonight")
    hand.type(
        page.get_by_label("How were they, and did anything happen before?"), "row about phone", answer=True
    )
    hand.tap(on)
    hand.tap(question(page, "Who is the child with").get_by_label("Alone, as far as we know"), answer=True)
    hand.tap(on)
    hand.tap(question(page, "Who has been told").get_by_label(re.compile("Manager on call")), answer=True)
    hand.tap(on)
    hand.tap(question(page, "What have you checked").get_by_label("Room, house and garden"), answer=True)
    hand.tap(on)
    hand.tap(question(page, "When was").get_by_label("Was not allowed out"), answer=True)
    question(page, "Check, then send")
    hand.tap(page.get_by_role("button", name="Send"))
    page.get_by_role("heading", name=re.compile(r"^Kept\. W-")).wait_for()


def assert_in_time(hand: Hand) -> None:
    """Within ninety seconds; and the count can fail: pages and bytes were seen, a longer form would not do."""
    assert hand.seconds < 90
    assert hand.wire is not None and hand.wire.pages >= 4 and hand.wire.bytes > 50_000
    hand.human += 40 * TAP + 100 * CHARACTER
    assert hand.seconds > 90


def test_from_the_sign_in_page_to_the_receipt_in_ninety_seconds_and_eight_answers(
    page: Page, live_server: Any, region: Any
) -> None:
    from tests.signin.people import account

    # Given a night worker with a password and an app, on a phone with a poor connection
    page.set_viewport_size({"width": 360, "height": 740})
    nell = account(region.night_worker)
    hand = Hand(page, Wire(page))
    page.goto(f"{live_server.url}/sign-in/")

    # When she signs in, chooses the child and answers what is asked
    hand.tap(page.get_by_text("E-mail address, password and code"))
    hand.type(page.get_by_label("E-mail address", exact=True), nell.email)
    hand.type(page.get_by_label("Password", exact=True), "lantern copper hedge")
    hand.type(page.get_by_label("Code from your app"), nell.code())
    hand.tap(page.get_by_role("button", name="Sign in", exact=True).locator("visible=true").first)
    hand.tap(page.get_by_role("link", name=re.compile("^Not here\\s+report Kim Invented")))
    answer_all(hand)

    # Then the receipt is there in time, and says what must not be missed
    page.get_by_text("POLICE NOT YET TOLD: RING 101, OR 999 IF IN IMMEDIATE DANGER").wait_for()
    assert hand.answers <= 8
    print(hand.told())
    assert_in_time(hand)


def test_somebody_with_a_paper_for_one_shift_reports_in_ninety_seconds_too(
    page: Page, live_server: Any, region: Any
) -> None:
    from tests.signin.people import now, paper

    # Given somebody from an agency, in the house for the first time, with a paper from the shift lead
    issued = paper(region.night_worker, region.home, now() + timedelta(hours=8))
    page.set_viewport_size({"width": 360, "height": 740})
    hand = Hand(page, Wire(page))
    page.goto(f"{live_server.url}/sign-in/")

    # When they come in and report
    hand.tap(page.get_by_text("I have a code on paper for this shift"))
    hand.type(page.get_by_label("Code on the paper"), issued.code)
    hand.type(page.get_by_label("Number that the shift lead told you"), issued.pin)
    hand.tap(page.get_by_role("button", name="Sign in", exact=True).locator("visible=true").first)
    hand.tap(page.get_by_role("link", name=re.compile("^Not here\\s+report Kim Invented")))
    answer_all(hand)

    # Then it is kept in time
    print(hand.told())
    assert hand.answers <= 8
    assert_in_time(hand)


def test_back_in_three_taps(nell: Page) -> None:
    # Given a child reported away
    nell.get_by_role("link", name=re.compile("^Not here\\s+report Kim Invented")).click()
    answer_all(Hand(nell))
    nell.get_by_role("link", name="Tonight", exact=True).click()

    # When the child is back
    hand = Hand(nell)
    hand.tap(nell.get_by_role("link", name=re.compile("^Back\\s+Kim Invented")))
    hand.tap(nell.get_by_role("button", name="Yes, back now"))
    nell.get_by_text("Back where they live").first.wait_for()
    hand.tap(nell.get_by_role("link", name="Back to my list"))

    # Then the list says so, and it took no more than three
    nell.get_by_role("heading", name="Everyone is in").wait_for()
    assert hand.human == pytest.approx(3 * TAP)


def test_every_page_and_state_of_the_night_can_be_used_by_everyone(
    nell: Page, accessible: Callable[[Page], None]
) -> None:
    # Given the list, each question, and the check at the end
    looked_at(nell, accessible)
    nell.get_by_role("link", name=re.compile("^Not here\\s+report Kim Invented")).click()
    looked_at(nell, accessible)
    nell.get_by_role("button", name="Continue").click()
    nell.get_by_text("Choose no or yes").wait_for()
    looked_at(nell, accessible)
    nell.get_by_label(re.compile("^Yes we know")).click()
    nell.get_by_label("Where?").fill("at an aunt's")
    looked_at(nell, accessible)
    nell.get_by_label(re.compile("^No or not sure")).click()
    question(nell, "When did").get_by_label("Another time").click()
    looked_at(nell, accessible)
    nell.get_by_label(re.compile("an hour ago")).click()
    for heading in ("wearing", "different tonight", "Who is the child with", "Who has been told", "checked"):
        nell.get_by_text(re.compile(heading)).locator("visible=true").first.wait_for()
        looked_at(nell, accessible)
        nell.get_by_role("button", name="Continue").click()
    question(nell, "When was").get_by_label("Was not allowed out").click()
    question(nell, "Check, then send")
    nell.get_by_text("This is missing: nobody knows where the child is.").wait_for()
    looked_at(nell, accessible)

    # When it is sent, looked at, worked on, and the child is back
    nell.get_by_role("button", name="Send").click()
    nell.get_by_role("heading", name=re.compile("^Kept")).wait_for()
    looked_at(nell, accessible)
    nell.get_by_role("link", name="Go to the live page").click()
    nell.get_by_role("heading", name=re.compile("Kim Invented")).wait_for()
    for details in browser.whole(nell).locator("details").all():
        details.evaluate("one => one.open = true")
    looked_at(nell, accessible)
    nell.locator("#sighting-add").get_by_role("button", name="Keep").click()
    nell.get_by_text("Choose who saw the child").wait_for()
    looked_at(nell, accessible)
    nell.get_by_role("link", name="Grab pack").click()
    nell.get_by_role("heading", name=re.compile("Kim Invented")).wait_for()
    looked_at(nell, accessible)
    nell.get_by_role("link", name="Change Phones").click()
    looked_at(nell, accessible)
    nell.get_by_label("Number, and which network?").fill("07700 900123")
    nell.get_by_role("button", name="Add Phone and network").click()
    nell.get_by_text("Looked over: all still right").wait_for()
    looked_at(nell, accessible)


def test_a_report_and_the_return_by_keyboard_alone(nell: Page) -> None:
    # Given the list of tonight, without a mouse
    def press(*keys: str) -> None:
        for key in keys:
            nell.keyboard.press(key)

    def tab_to(name: str) -> None:
        browser.whole(nell)
        for _ in range(60):
            press("Tab")
            if (
                nell.evaluate("document.activeElement.textContent + (document.activeElement.id || '')")
                .strip()
                .startswith(name)
            ):
                return
        raise AssertionError(f"{name} cannot be reached by keyboard")

    tab_to("Not here")
    press("Enter")

    # When every question is answered with the keys
    question(nell, "Do you know where")
    tab_to("known-no")
    press("Space", "Enter")
    question(nell, "When did")
    tab_to("since-")
    press("Space", "Enter")
    nell.get_by_label("What is the child wearing, and carrying?").wait_for()
    tab_to("clothes")
    nell.keyboard.type("a grey hoodie")
    press("Enter")
    for heading in (
        "What is different tonight",
        "Who is the child with",
        "Who has been told",
        "What have you checked",
    ):
        question(nell, heading)
        tab_to("Continue")
        press("Enter")
    question(nell, "When was")
    tab_to("expected-none")
    press("Space", "Enter")
    question(nell, "Check, then send")
    tab_to("Send")
    press("Enter")

    # Then it is kept, and the return is said the same way
    nell.get_by_role("heading", name=re.compile("^Kept")).wait_for()
    tab_to("Go to the live page")
    press("Enter")
    nell.get_by_role("heading", name=re.compile("Kim Invented")).wait_for()
    tab_to("They are back")
    press("Enter")
    nell.get_by_role("heading", name="Is Kim Invented back?").wait_for()
    tab_to("Yes, back now")
    press("Enter")
    nell.get_by_text("Back where they live").first.wait_for()


def test_without_a_connection_what_was_typed_stays_and_is_sent_once(nell: Page, region: Any) -> None:
    # Given a report answered to the end, when the connection is lost
    nell.get_by_role("link", name=re.compile("^Not here\\s+report Kim Invented")).click()
    nell.route(
        "**/report/**", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )
    nell.locator("form.wl-report--one").wait_for()
    nell.get_by_label(re.compile("^No or not sure")).click()
    question(nell, "When did").get_by_label(re.compile("just now")).click()
    nell.get_by_label("What is the child wearing, and carrying?").fill("a red coat")
    for _ in range(5):
        nell.get_by_role("button", name="Continue").click()
    question(nell, "When was").get_by_label("Was not allowed out").click()
    nell.get_by_role("button", name="Send").click()

    # Then the page says so and what to do, and keeps everything
    nell.get_by_text("Not sent: there is no connection").wait_for()
    assert "a red coat" in (nell.locator("[data-read=q-clothes]").text_content() or "")

    # And it is sent once when it can be
    nell.unroute("**/report/**")
    nell.get_by_role("button", name="Send again").click()
    nell.get_by_role("heading", name=re.compile("^Kept")).wait_for()
    assert region.record.rows("SELECT count(*) FROM facts_fact WHERE kind = 'absent'") == [(1,)]
    assert nell.evaluate("localStorage.length + sessionStorage.length") == 0


def test_without_script_the_report_is_one_long_page(browser: Any, live_server: Any, region: Any) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{live_server.url}/sign-in/")
    page.get_by_role("button", name="Nell Night").click()
    page.get_by_role("link", name=re.compile("^Not here\\s+report Kim Invented")).click()
    page.get_by_label(re.compile("^No or not sure")).check()
    page.get_by_label(re.compile("just now")).check()
    page.get_by_role("button", name="Send").click()
    page.get_by_role("heading", name=re.compile("^Kept")).wait_for()
    context.close()
