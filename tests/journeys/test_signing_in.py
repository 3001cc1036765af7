"""Coming in, in a real browser: by code, passkey, PIN on a shared phone, paper; every page at three widths."""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.browser import looked_at

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def door(page: Page, live_server: Any, region: Any) -> Page:
    """The sign-in page of a demonstration."""
    page.goto(f"{live_server.url}/sign-in/")
    return page


def by_code(page: Page, who: Any, code: str | None = None) -> None:
    """Sign in as in earnest, by keyboard and the one button."""
    page.get_by_text("E-mail address, password and code").click()
    page.get_by_label("E-mail address", exact=True).fill(who.email)
    page.get_by_label("Password", exact=True).fill("lantern copper hedge")
    page.get_by_label("Code from your app").fill(who.code() if code is None else code)
    page.get_by_role("button", name="Sign in", exact=True).locator("visible=true").first.click()


def is_in(page: Page, name: str) -> None:
    """The head of the page says who sits here."""
    page.get_by_role("banner").get_by_role("link", name=name).wait_for()


def own_page(page: Page, name: str) -> None:
    """Follow one's name to the page about oneself."""
    page.get_by_role("banner").get_by_role("link", name=name).click()
    page.get_by_role("heading", name="You, here and now").wait_for()


def letting_in(page: Page, name: str) -> None:
    """From one's own page to the one on which others are let in."""
    own_page(page, name)
    page.get_by_role("link", name="Let others in").click()
    page.get_by_role("heading", name="Let others in").wait_for()


def test_with_a_code_from_the_app_and_out_again(
    door: Page, region: Any, accessible: Callable[[Page], None]
) -> None:
    from tests.signin.people import account

    looked_at(door, accessible)
    nell = account(region.social_worker)
    by_code(door, nell, code="000000")
    door.get_by_text("There is a problem").wait_for()
    looked_at(door, accessible)
    assert door.get_by_label("E-mail address", exact=True).input_value() == nell.email
    assert door.get_by_label("Password", exact=True).input_value() == ""
    door.get_by_label("Password", exact=True).fill("lantern copper hedge")
    door.get_by_label("Code from your app").fill(nell.code())
    door.keyboard.press("Enter")
    is_in(door, "Sal Social")
    own_page(door, "Sal Social")
    looked_at(door, accessible)
    door.get_by_role("button", name="Sign out").click()
    door.get_by_role("heading", name="Sign in to the demonstration").wait_for()
    door.go_back()
    assert "You, here and now" not in (door.content())


def test_a_passkey_is_made_and_then_opens_with_one_tap(
    door: Page, region: Any, accessible: Callable[[Page], None]
) -> None:
    from tests.signin.people import account

    devtools = door.context.new_cdp_session(door)
    devtools.send("WebAuthn.enable")
    finger = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": finger})
    by_code(door, account(region.social_worker, second=False), code="")
    door.get_by_role("heading", name="Set up a second factor").wait_for()
    looked_at(door, accessible)
    door.get_by_role("link", name="Add a passkey").click()
    looked_at(door, accessible)
    door.get_by_label("A name for it").fill("my phone")
    door.get_by_role("button", name="Add it").click()
    door.get_by_role("heading", name="Your recovery codes").wait_for()
    looked_at(door, accessible)
    door.get_by_role("link", name="I have kept them").click()
    own_page(door, "Sal Social")
    door.get_by_text("my phone, since").wait_for()
    door.get_by_role("button", name="Sign out").click()
    door.get_by_role("button", name="Use a passkey").click()
    is_in(door, "Sal Social")
    own_page(door, "Sal Social")
    door.get_by_text("passkey", exact=True).wait_for()


def test_a_passkey_that_cannot_be_asked_for_says_so_and_leaves_the_other_ways(door: Page) -> None:
    door.route("**/sign-in/passkey/", lambda route: route.abort())
    door.get_by_role("button", name="Use a passkey").click()
    door.get_by_text("Try again, or sign in another way").wait_for()


def test_an_authenticator_app_is_set_up_and_a_pin_for_shared_devices(
    door: Page, region: Any, accessible: Callable[[Page], None]
) -> None:
    from tests.signin.people import account, code_of, now

    by_code(door, account(region.social_worker, second=False), code="")
    door.get_by_role("link", name="Set up an authenticator app").click()
    looked_at(door, accessible)
    spoken = door.locator(".wl-code").first.text_content() or ""
    door.get_by_label("Code that the app shows now").fill("000000")
    door.get_by_role("button", name="Set it up").click()
    door.get_by_text("not the code that the app shows now").wait_for()
    looked_at(door, accessible)
    assert door.locator(".wl-code").first.text_content() == spoken
    door.get_by_label("Code that the app shows now").fill(code_of(spoken.replace(" ", ""), now()))
    door.get_by_role("button", name="Set it up").click()
    door.get_by_role("link", name="I have kept them").click()
    own_page(door, "Sal Social")
    door.get_by_role("link", name="Set a PIN for shared devices").click()
    looked_at(door, accessible)
    door.get_by_label("New PIN").fill("482913")
    door.get_by_role("button", name="Set the PIN").click()
    door.get_by_role("link", name="Change your PIN for shared devices").wait_for()


def test_a_home_enrols_its_phone_and_a_night_worker_opens_it_with_a_pin(
    door: Page, region: Any, accessible: Callable[[Page], None]
) -> None:
    from tests.signin.people import account, with_pin

    with_pin(region.night_worker)
    by_code(door, account(region.manager))
    letting_in(door, "Mo Manager")
    looked_at(door, accessible)
    door.get_by_label("Enrol the phone or computer").fill("night phone")
    door.get_by_role("button", name="Enrol this device").click()
    door.get_by_text("(this one)").wait_for()
    door.get_by_role("button", name="Sign out").click()
    looked_at(door, accessible)
    door.get_by_text("Nell Night").last.click()
    door.get_by_label("Your PIN").fill("111213")
    door.get_by_role("button", name="Sign in", exact=True).first.click()
    door.get_by_text("4 tries left").wait_for()
    looked_at(door, accessible)
    assert door.get_by_role("radio", name="Nell Night").is_checked()
    door.get_by_label("Your PIN").fill("482913")
    door.keyboard.press("Enter")
    is_in(door, "Nell Night")


def test_somebody_new_tonight_comes_in_with_a_paper(
    door: Page, region: Any, accessible: Callable[[Page], None]
) -> None:
    from tests.signin.people import account, now
    from waylight.signin.shift_times import LONDON

    by_code(door, account(region.night_worker))
    letting_in(door, "Nell Night")
    door.get_by_label("Their name").fill("Ada Agency")
    door.get_by_label("When the shift ends").fill("late")
    door.get_by_role("button", name="Make the account").click()
    door.get_by_text("for example 07:30").first.wait_for()
    looked_at(door, accessible)
    ends = (now().astimezone(LONDON) + timedelta(hours=8)).strftime("%H:%M")
    door.get_by_label("When the shift ends").fill(ends)
    door.get_by_role("button", name="Make the account").click()
    door.get_by_text("Write on paper").wait_for()
    looked_at(door, accessible)
    code, number = (one.text_content() or "" for one in door.locator(".wl-code").all())
    door.get_by_role("button", name="Sign out").click()
    door.get_by_text("I have a code on paper for this shift").click()
    looked_at(door, accessible)
    door.get_by_label("Code on the paper").fill(code.lower())
    door.get_by_label("Number that the shift lead told you").fill(number)
    door.keyboard.press("Enter")
    is_in(door, "Ada Agency")


def test_somebody_who_lost_their_phone_is_let_in_again(
    door: Page, region: Any, accessible: Callable[[Page], None]
) -> None:
    from tests.signin.people import account

    by_code(door, account(region.manager))
    letting_in(door, "Mo Manager")
    door.get_by_role("button", name="Make a code for Nell Night").click()
    door.get_by_text("Give them this code").wait_for()
    looked_at(door, accessible)
    code = door.locator(".wl-code").text_content() or ""
    door.get_by_role("button", name="Sign out").click()
    door.get_by_role("link", name="I was given a code to set up my account").click()
    looked_at(door, accessible)
    door.get_by_label("Code that you were given").fill(code)
    door.get_by_label("New password").fill("short")
    door.get_by_role("button", name="Go on").click()
    door.get_by_text("There is a problem").wait_for()
    looked_at(door, accessible)
    door.get_by_label("New password").fill("marble otter window")
    door.get_by_role("button", name="Go on").click()
    door.get_by_role("heading", name="Set up a second factor").wait_for()


def test_somebody_with_two_roles_chooses_where_they_are(
    door: Page, region: Any, accessible: Callable[[Page], None]
) -> None:
    region.record.db.execute(
        "INSERT INTO agencies_rolegrant (id, person_id, role, node_id, during, granted_by_id, why) "
        "SELECT gen_random_uuid(), %s, 'reviewing officer', %s, tstzrange(now(), now() + interval '1 day'), %s, ''",
        [region.social_worker.person_id, region.authority, region.manager.person_id],
    )
    from tests.signin.people import account

    by_code(door, account(region.social_worker))
    door.get_by_role("heading", name="Where are you now?").wait_for()
    looked_at(door, accessible)
    door.get_by_role("button", name=re.compile("reviewing officer")).click()
    door.get_by_text("Sal Social, reviewing officer").wait_for()


def test_somebody_without_an_account_reports_and_reads_nothing(
    door: Page, region: Any, accessible: Callable[[Page], None]
) -> None:
    from tests.signin.people import account

    by_code(door, account(region.manager))
    letting_in(door, "Mo Manager")
    door.get_by_role("button", name="Make the sheet").click()
    door.get_by_role("heading", name="No account?").wait_for()
    looked_at(door, accessible)
    code = door.locator(".wl-code").text_content() or ""
    door.get_by_role("button", name="Sign out").click()
    door.get_by_role("link", name="Report a child without an account").click()
    looked_at(door, accessible)
    door.get_by_label("Your name").fill("Ada Agency")
    door.get_by_label("Code on the sheet").fill("BBBB-BBBB")
    door.get_by_label("Who you work for").fill("Night Staff")
    door.keyboard.press("Enter")
    door.get_by_text("No home has this code").wait_for()
    looked_at(door, accessible)
    door.get_by_label("Code on the sheet").fill(code)
    door.keyboard.press("Enter")
    door.get_by_role("heading", name="Who is the child?").wait_for()
    looked_at(door, accessible)
    door.get_by_label("Name, age, what they look like").fill("Kim, about sixteen")
    door.get_by_role("button", name="Continue").click()
    door.locator("label", has_text="this is a missing child").click()
    door.locator("label", has_text="15 minutes ago").click()
    # An answer that is tapped leads on by itself; the others are passed over one by one.
    from playwright.sync_api import Error as PlaywrightError

    send = door.locator("[data-send]")
    until = time.monotonic() + 60
    while not send.is_visible() and time.monotonic() < until:
        onward = door.get_by_role("button", name="Continue")
        with contextlib.suppress(PlaywrightError):
            onward.click(timeout=1_000)
    looked_at(door, accessible)
    send.click()
    door.get_by_role("heading", name="Kept.").wait_for()
    looked_at(door, accessible)
    assert "Kim" not in door.content()


def test_the_door_where_records_are_real(
    page: Page, live_server: Any, region: Any, settings: Any, accessible: Callable[[Page], None]
) -> None:
    from tests.signin.people import account

    settings.DEMO = False
    page.goto(f"{live_server.url}/sign-in/")
    looked_at(page, accessible)
    assert "Nell Night" not in page.content()
    who = account(region.social_worker)
    page.get_by_label("E-mail address", exact=True).fill(who.email)
    page.get_by_label("Password", exact=True).fill("lantern copper hedge")
    page.get_by_label("Code from your app").fill(who.code())
    page.keyboard.press("Enter")
    is_in(page, "Sal Social")


def test_leaving_quickly_signs_out_behind_itself(door: Page, region: Any) -> None:
    from tests.signin.people import account

    by_code(door, account(region.social_worker))
    own_page(door, "Sal Social")
    own = door.url
    # The weather stays on this machine.
    door.route(
        re.compile("bbc"),
        lambda route: route.fulfill(body="<title>Weather</title>", content_type="text/html"),
    )
    door.get_by_role("link", name="Leave quickly").click()
    door.wait_for_url(re.compile("bbc"))
    # What is sent on leaving is sent behind the new page's back.
    until = time.monotonic() + 60
    while "/sign-in/" not in door.url and time.monotonic() < until:
        door.goto(own)
    assert "/sign-in/" in door.url
