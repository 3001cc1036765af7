"""Keeping the record right, in a real browser and by keyboard: break-glass, particulars, erasure, twins, placings."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.support import browser
from tests.support.browser import as_person
from waylight.facts.filing import Filing

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.django_db(transaction=True)


def tab_to(page: Page, wanted: Locator) -> None:
    """Moves by the Tab key alone until the control has the focus."""
    browser.whole(page)
    for _ in range(200):
        page.keyboard.press("Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError("The Tab key does not reach it.")


@pytest.fixture
def kim(region: Any) -> Any:
    """Kim was away and is back; there is a second record, of Kimmy; and a team manager."""
    from waylight.access.acting import acting
    from waylight.engine.when import at
    from waylight.episodes.services import endings, reports

    now, nell = datetime.now(UTC).replace(microsecond=0), region.night_worker
    said = reports.Report(since=at(now - timedelta(hours=3)), words={"clothes": "a red coat"})
    with acting(nell):
        filed = reports.report_absent(Filing(nell, now, "kim"), child_id=region.child, report=said)
        endings.returned(Filing(nell, now, "back"), episode_id=filed.episode, happened=at(now))
        lost = reports.report_unknown_child(
            Filing(nell, now, "ash"),
            to_node=region.authority,
            report=reports.Report(since=at(now), words={"child": "Ash, 14", "clothes": "a cap"}),
        )
    region.lost = lost.fact
    region.another("Kimmy")
    region.record.person("Tea Manager", "team manager", region.team)
    region.record.person("Fay Far", "duty inspector", region.record.node("force", "Far Force"))
    return region


def test_a_record_is_opened_for_an_hour_by_keyboard_and_gone_through_by_the_authority(
    page: Page, live_server: Any, kim: Any, looked_at: Callable[[Page, str], None]
) -> None:
    as_person(page, live_server, "Fay Far")
    page.goto(f"{live_server.url}/break-glass/")
    looked_at(page, "glass")
    for label, typed in (
        ("Given names, exactly", "Kim"),
        ("Family name, exactly", "Invented"),
        ("What danger is the child in?", "help"),
    ):
        tab_to(page, page.get_by_label(label))
        page.keyboard.type(typed)
    page.get_by_label("Birth date").fill("2010-05-04")
    tab_to(page, page.get_by_role("button", name="Open it for an hour"))
    page.keyboard.press("Enter")
    page.get_by_text("Say in a sentence what danger").wait_for()
    looked_at(page, "glass-refused")
    page.get_by_label("What danger is the child in?").fill("Seen on the railway line.")
    page.get_by_role("button", name="Open it for an hour").click()
    page.get_by_text("Open to you by break-glass until").wait_for()
    looked_at(page, "glass-opened")

    as_person(page, live_server, "Tea Manager")
    page.get_by_role("link", name="Opened by break-glass: 1 to go through").click()
    looked_at(page, "glass-review")
    page.get_by_role("button", name=re.compile("Gone through")).click()
    page.get_by_text("Say what you found").first.wait_for()
    looked_at(page, "glass-review-refused")
    page.get_by_label("What you found").fill("Right: she was on the line.")
    tab_to(page, page.get_by_role("button", name=re.compile("Gone through")))
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Opened by break-glass: nothing to go through").wait_for()
    looked_at(page, "glass-gone-through")


def test_a_birth_date_is_put_right_by_keyboard(
    page: Page, live_server: Any, kim: Any, looked_at: Callable[[Page, str], None]
) -> None:
    as_person(page, live_server, "Sal Social")
    page.goto(f"{live_server.url}/children/{kim.child}/")
    page.get_by_role("link", name="Put right who this is").click()
    looked_at(page, "particulars")
    page.get_by_label("Birth date").fill("2010-05-14")
    tab_to(page, page.get_by_role("button", name="Put it right"))
    page.keyboard.press("Enter")
    page.get_by_text("Say what was wrong").first.wait_for()
    assert page.get_by_label("Birth date").input_value() == "2010-05-14"
    looked_at(page, "particulars-refused")
    tab_to(page, page.get_by_label("What was wrong"))
    page.keyboard.type("The birth certificate says so.")
    page.get_by_role("button", name="Put it right").click()
    page.get_by_text("Put right: birth date").wait_for()
    looked_at(page, "particulars-chronology")


def test_words_are_erased_by_two_people(
    page: Page, live_server: Any, kim: Any, looked_at: Callable[[Page, str], None], work: Callable[[], None]
) -> None:
    as_person(page, live_server, "Sal Social")
    page.goto(f"{live_server.url}/children/{kim.child}/erase/")
    looked_at(page, "erase")
    page.get_by_role("button", name="Ask for it").click()
    page.get_by_text("Choose what should go").first.wait_for()
    looked_at(page, "erase-refused")
    page.get_by_label("The words of the lines that I tick below").check()
    page.get_by_label(re.compile("a red coat")).check()
    page.get_by_label("Why does the law let it go?").select_option("rectification")
    page.get_by_label("Why should it go?").fill("They speak of somebody else.")
    page.get_by_role("button", name="Ask for it").click()
    page.get_by_text("You asked for this").wait_for()
    looked_at(page, "erasure-asked")

    as_person(page, live_server, "Tea Manager")
    page.get_by_role("link", name="Erasures to decide (1)").click()
    looked_at(page, "erasures")
    page.get_by_role("link", name=re.compile("Kim Invented")).click()
    page.get_by_label(re.compile("It goes")).check()
    page.get_by_role("button", name="Decide").click()
    page.get_by_text("Say why you decide so").first.wait_for()
    looked_at(page, "erasure-refused")
    page.get_by_label("Why do you decide so?").fill("Read the line.")
    page.get_by_role("button", name="Decide").click()
    page.get_by_role("heading", name="Agreed, is being erased").wait_for()
    looked_at(page, "erasure-agreed")
    work()
    page.get_by_role("link", name="Look again").click()
    page.get_by_role("heading", name="Erased").wait_for()
    looked_at(page, "erasure-done")


def test_two_records_become_one_line_of_time_and_two_again(
    page: Page, live_server: Any, kim: Any, looked_at: Callable[[Page, str], None]
) -> None:
    as_person(page, live_server, "Sal Social")
    page.goto(f"{live_server.url}/children/{kim.child}/same/")
    looked_at(page, "same")
    page.get_by_label(re.compile("Name on the other record")).fill("Invented")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("button", name="They are one child").click()
    page.get_by_text("Choose the other record first").first.wait_for()
    looked_at(page, "same-refused")
    page.get_by_label(re.compile("Kimmy")).check()
    page.get_by_label("How do you know?").fill("One passport, seen today.")
    page.get_by_role("button", name="They are one child").click()
    page.get_by_text("You said this").wait_for()
    address = page.url
    looked_at(page, "same-asked")

    as_person(page, live_server, "Tea Manager")
    page.goto(address)
    looked_at(page, "same-decide")
    page.get_by_label("They are one child").check()
    page.get_by_label("What did you look at?").fill("Both files.")
    page.get_by_role("button", name="Say so").click()
    page.get_by_role("heading", name="Two records, one child").wait_for()
    page.get_by_role("link", name="Kim Invented").click()
    page.get_by_text("Two people said that").wait_for()
    looked_at(page, "same-chronology")
    page.goto(address)
    page.get_by_label("Why are they two?").fill("They are cousins.")
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("heading", name="Two children after all").wait_for()
    looked_at(page, "same-undone")


def test_a_placing_is_taken_back(
    page: Page, live_server: Any, kim: Any, looked_at: Callable[[Page, str], None]
) -> None:
    from waylight.access.acting import acting
    from waylight.episodes.services import placing

    ona = kim.out_of_hours
    with acting(ona):
        placing.place_claim(
            Filing(ona, datetime.now(UTC), "p"), claim_id=kim.lost, child_id=kim.child, why="a guess"
        )
    as_person(page, live_server, "Ona Outofhours")
    page.goto(f"{live_server.url}/children/{kim.child}/")
    page.get_by_role("link", name="Another child's report?").click()
    looked_at(page, "unplace")
    page.get_by_role("button", name="Take it back").click()
    page.get_by_text("Say why it is not this child's").first.wait_for()
    looked_at(page, "unplace-refused")
    page.get_by_label("Why is it not this child's?").fill("Ash is another boy.")
    page.get_by_role("button", name="Take it back").click()
    page.get_by_text("Ash, 14").first.wait_for()


def test_police_report_by_name_and_birth_date(
    page: Page, live_server: Any, kim: Any, looked_at: Callable[[Page, str], None]
) -> None:
    kim.record.db.execute("UPDATE agencies_node SET force_id = %s WHERE id = %s", [kim.force, kim.authority])
    as_person(page, live_server, "Ian Inspector")
    page.get_by_role("link", name="Report a child by exact name and birth date").click()
    page.get_by_role("heading", name="Who is the child?").wait_for()
    looked_at(page, "by-name")
    page.get_by_role("button", name="Continue").first.click()
    page.get_by_text("Give the given names, the family name").wait_for()
    page.get_by_label("Given names, exactly").fill("Kim")
    page.get_by_label("Family name, exactly").fill("Invented")
    page.get_by_label("Birth date").fill("2010-05-04")
    looked_at(page, "by-name-filled")
    page.get_by_role("button", name="Continue").first.click()
    page.get_by_role("heading", name=re.compile("Do you know where")).wait_for()
    looked_at(page, "by-name-next")


def test_the_officer_of_a_host_authority_reads_the_core_of_a_time_away(
    page: Page, live_server: Any, region: Any, looked_at: Callable[[Page, str], None]
) -> None:
    from waylight.access.acting import acting
    from waylight.engine.when import at
    from waylight.episodes.services import reports

    now, nell = datetime.now(UTC).replace(microsecond=0), region.night_worker
    region.record.person("Hal Host", "host authority officer", region.authority)
    said = reports.Report(since=at(now - timedelta(hours=3)), words={"clothes": "a red coat"})
    with acting(nell):
        reports.report_absent(Filing(nell, now, "kim"), child_id=region.child, report=said)
    region.record.interest(region.child, "host", region.authority)
    as_person(page, live_server, "Hal Host")
    looked_at(page, "host")
    page.get_by_role("link", name=re.compile("away: Kim Invented")).click()
    page.get_by_role("heading", name=re.compile("Away now.*Kim Invented")).wait_for()
    looked_at(page, "host-live")
    assert page.get_by_text("a red coat").count() == 0
