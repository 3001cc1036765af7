"""A data officer's day: upload, watch, read the bridge, decide by keyboard, run again."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.browser import looked_at

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)


def number(text: str | None) -> int:
    return int(re.sub(r"\D", "", text or ""))


def decided(cluster: Any) -> list[tuple[str, str]]:
    """Every decision there is, past row security: (police report, verdict), in the order in which they came."""
    from waylight.ops.postgres.connection import OWNER
    from waylight.ops.postgres.roles import connect

    with connect(cluster.address(OWNER)) as owner:
        return owner.execute("SELECT incident_id, verdict FROM desk_decision ORDER BY seq").fetchall()


def asked_in_runs(cluster: Any) -> list[int]:
    """The numbers of the runs in whose queue the pair stands that was decided."""
    from waylight.ops.postgres.connection import OWNER
    from waylight.ops.postgres.roles import connect

    with connect(cluster.address(OWNER)) as owner:
        rows = owner.execute(
            "SELECT r.number FROM desk_decision d JOIN desk_runpair p ON p.incident_id = d.incident_id "
            "AND p.child_id = d.child_id AND p.missing_id IS NOT DISTINCT FROM d.missing_id "
            "JOIN desk_run r ON r.id = p.run_id ORDER BY 1"
        ).fetchall()
    return [number for (number,) in rows]


def test_from_two_extracts_to_a_bridge_that_respects_what_was_decided(
    desk: Page, region_files: Path, work: Callable[[], None], accessible: Callable[[Page], None], cluster: Any
) -> None:
    # Given the extracts of an invented region, uploaded and read
    desk.get_by_role("link", name="Upload extracts").click()
    looked_at(desk, accessible)
    desk.get_by_label("Police file").set_input_files(region_files / "police.csv")
    desk.get_by_label("Authority files").set_input_files(sorted((region_files / "authority").iterdir()))
    desk.get_by_role("button", name="Upload and check").click()
    desk.get_by_role("heading", name="Reading the files").wait_for()
    looked_at(desk, accessible)
    work()
    desk.get_by_role("heading", name="Start the reconciliation?").wait_for()
    looked_at(desk, accessible)

    # When the run is started and worked
    desk.get_by_role("button", name="Start").click()
    desk.get_by_role("heading", name="Reconciling").wait_for()
    looked_at(desk, accessible)
    work()
    desk.get_by_role("heading", name="Two lists, one bridge").wait_for()
    looked_at(desk, accessible)

    # Then each figure of the bridge leads to that many rows
    bridge = desk.url
    link = desk.get_by_role("link", name=re.compile("police reports: seen only by police"))
    shown = number(link.text_content())
    link.click()
    assert number(desk.get_by_role("heading", level=1).text_content()) == shown
    looked_at(desk, accessible)
    desk.locator("tbody th a").first.click()
    looked_at(desk, accessible)

    # And a pair decided by keyboard alone is not asked again
    desk.goto(f"{bridge}doubtful/")
    looked_at(desk, accessible)
    desk.get_by_role("link", name="Decide, from the first").focus()
    desk.keyboard.press("Enter")
    desk.get_by_role("heading", name=re.compile("Is this the same")).wait_for()
    looked_at(desk, accessible)
    with desk.expect_response(lambda answer: answer.url.endswith("/decide/")):
        desk.keyboard.press("n")
    desk.goto(bridge)
    desk.get_by_role("button", name="Run again with what was decided").click()
    work()
    desk.get_by_text("with 1 decision made at this desk").wait_for()
    assert asked_in_runs(cluster) == [1]


def test_two_thousand_pairs_could_be_worked_by_keyboard(desk: Page, live_server: Any, small_run: Any) -> None:
    # Given a queue of two
    desk.goto(f"{live_server.url}/runs/{small_run.id}/doubtful/1/")

    # When the help is opened and closed, and one moves on and back
    desk.keyboard.press("?")
    desk.get_by_role("dialog", name="Keys").wait_for()
    desk.keyboard.press("Escape")
    # (the next key comes before the browser has drawn the page without its dialog)
    desk.locator("#keys-on").dispatch_event("keydown", {"key": "j"})
    desk.get_by_role("heading", name="Is this the same time away?").wait_for()
    desk.keyboard.press("k")
    desk.get_by_role("heading", name="Is this the same child?").wait_for()

    # Then Y decides, says so, and shows the next pair with the count one higher
    desk.keyboard.press("y")
    desk.get_by_role("heading", name="Is this the same time away?").wait_for()
    desk.get_by_text("1 of 2 decided").wait_for()
    assert "/doubtful/2/" in desk.url

    # And Z takes it back and shows the pair again, open
    desk.keyboard.press("z")
    desk.get_by_role("heading", name="Is this the same child?").wait_for()
    desk.get_by_text("0 of 2 decided").wait_for()

    # And after the last pair comes the queue
    desk.keyboard.press("u")
    desk.get_by_role("heading", name="Is this the same time away?").wait_for()
    desk.keyboard.press("n")
    desk.get_by_role("heading", name="Doubtful pairs").wait_for()
    desk.get_by_text("Every doubtful pair of this run is decided").wait_for()


def test_single_keys_can_be_turned_off_and_stay_off(
    desk: Page, live_server: Any, small_run: Any, cluster: Any
) -> None:
    # Given somebody who turns the keys off
    first = f"{live_server.url}/runs/{small_run.id}/doubtful/1/"
    desk.goto(first)
    desk.get_by_role("link", name="Keys").click()
    desk.get_by_label("Use these keys").uncheck()
    desk.get_by_role("button", name="Close").click()

    # When a key is pressed here and after a return
    desk.keyboard.press("y")
    desk.goto(first)
    desk.keyboard.press("y")

    # Then nothing is decided until a button is
    assert decided(cluster) == []
    desk.get_by_role("button", name="Yes").click()
    desk.get_by_text("1 of 2 decided").wait_for()


def test_a_verdict_given_while_the_connection_is_lost_is_kept_and_sent_once(
    desk: Page, live_server: Any, small_run: Any, cluster: Any
) -> None:
    # Given a pair, and its successor fetched ahead, when the connection goes
    with desk.expect_response(lambda answer: answer.url.endswith("/doubtful/2/")):
        desk.goto(f"{live_server.url}/runs/{small_run.id}/doubtful/1/")
    desk.route("**/decide/", lambda route: route.abort())
    desk.keyboard.press("y")

    # Then the page says that it is not sent and keeps it
    desk.get_by_text("Not sent: the connection is lost. 1 kept here").wait_for()
    assert decided(cluster) == []

    # And it is sent once when the connection is back
    desk.unroute("**/decide/")
    desk.get_by_role("button", name="Send again").click()
    desk.get_by_text("1 of 2 decided").wait_for()
    assert decided(cluster) == [("P2", "yes")]


def test_two_people_at_one_queue_neither_overturn_each_other_nor_do_it_twice(
    desk: Page,
    browser: Any,
    live_server: Any,
    small_run: Any,
    cluster: Any,
    accessible: Callable[[Page], None],
) -> None:
    from tests.support.browser import as_person

    # Given two data officers who look at the same pair
    first = f"{live_server.url}/runs/{small_run.id}/doubtful/1/"
    with desk.expect_response(lambda answer: answer.url.endswith("/doubtful/2/")):
        desk.goto(first)
    context = browser.new_context()
    colleague = as_person(context.new_page(), live_server, "Tobiah Wrenfield")
    with colleague.expect_response(lambda answer: answer.url.endswith("/doubtful/2/")):
        colleague.goto(first)

    # When one decides it and the other, who still sees it open, decides otherwise
    with colleague.expect_response(lambda answer: answer.url.endswith("/decide/")):
        colleague.keyboard.press("y")
    desk.keyboard.press("n")

    # Then the second is told by whom and how it was decided, and nothing is overturned
    desk.get_by_text("Tobiah Wrenfield decided pair 1 meanwhile: yes. Yours was not kept.").wait_for()
    accessible(desk)
    assert decided(cluster) == [("P2", "yes")]

    # And one key more decides it otherwise, once it was read
    desk.get_by_role("link", name="Show that pair").click()
    desk.get_by_text("Decided yes by Tobiah Wrenfield").wait_for()
    with desk.expect_response(lambda answer: answer.url.endswith("/decide/")):
        desk.keyboard.press("n")
    assert decided(cluster) == [("P2", "yes"), ("P2", "no")]
    context.close()


def test_what_is_decided_is_not_shown_again_and_what_was_left_out_comes_last(
    desk: Page, live_server: Any, small_run: Any
) -> None:
    # Given somebody who leaves the first of two pairs out and decides the second
    desk.goto(f"{live_server.url}/runs/{small_run.id}/doubtful/1/")
    desk.keyboard.press("j")
    desk.get_by_role("heading", name="Is this the same time away?").wait_for()
    desk.keyboard.press("y")

    # Then the one left out comes, and after it nothing is left, although the second stands behind it
    desk.get_by_role("heading", name="Is this the same child?").wait_for()
    desk.keyboard.press("u")
    desk.get_by_text("Every doubtful pair of this run is decided").wait_for()


def test_without_script_the_buttons_decide(
    browser: Any, live_server: Any, cluster: Any, small_run: Any
) -> None:
    from tests.support.officers import make_accounts

    make_accounts(cluster)

    # Given a browser that runs no script
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/sign-in/")
    page.get_by_role("button", name="Ines Okonkwo-Hale").click()

    # When a pair is decided and the last decision is taken back
    page.goto(f"{live_server.url}/runs/{small_run.id}/doubtful/1/")
    page.get_by_role("button", name="Yes").click()
    page.get_by_role("heading", name="Is this the same time away?").wait_for()
    page.get_by_role("button", name="Undo my last").click()

    # Then both are facts
    page.get_by_role("heading", name="Is this the same child?").wait_for()
    assert [verdict for _, verdict in decided(cluster)] == ["yes", "undone"]
    context.close()


def test_a_queue_is_narrowed_and_worked_in_the_order_chosen(
    desk: Page, live_server: Any, small_run: Any, accessible: Callable[[Page], None]
) -> None:
    # Given a queue of two, of which the one that may move more rows comes first
    desk.goto(f"{live_server.url}/runs/{small_run.id}/doubtful/")
    first = desk.locator("tbody tr").first
    assert "0.6 (2 × 30 %)" in first.inner_text() and "Same child?" in first.inner_text()
    looked_at(desk, accessible)

    # When only the other question is asked for
    desk.get_by_label("Question").select_option(label="Same time away? (1)")
    desk.get_by_role("button", name="Show").click()
    assert "question=time" in desk.url
    assert desk.locator("tbody tr").count() == 1
    desk.get_by_role("link", name="Decide, from the first").click()

    # Then it stands alone in what is worked, its address says why, and after it comes the narrowed queue
    desk.get_by_text("Pair 1 of 1 that you chose").wait_for()
    looked_at(desk, accessible)
    assert desk.get_by_role("link", name="Next").count() == 0
    desk.keyboard.press("u")
    desk.get_by_text("No pair is like that").wait_for()
    assert "question=time" in desk.url
    looked_at(desk, accessible)

    # And those who were not sure find it again by their own verdict
    desk.get_by_role("link", name="Decided not sure: 1").click()
    assert "not sure, Ines Okonkwo-Hale" in desk.locator("tbody tr").inner_text()
    desk.goto(f"{live_server.url}/runs/{small_run.id}/doubtful/?show=mine")
    assert desk.locator("tbody tr").count() == 1


def test_the_way_to_a_decision_is_short_on_a_telephone_and_nothing_is_lost(
    desk: Page, live_server: Any, small_run: Any, accessible: Callable[[Page], None]
) -> None:
    # Given a pair on a small telephone
    desk.set_viewport_size({"width": 360, "height": 800})
    desk.goto(f"{live_server.url}/runs/{small_run.id}/doubtful/1/")

    # Then what differs stands before 1,600 points, and what agrees and both records are folded beneath
    end = desk.locator(".wl-weigh__first").evaluate("box => box.getBoundingClientRect().bottom + scrollY")
    assert end < 1600
    records = desk.locator("details[data-keep=records]")
    assert not records.evaluate("fold => fold.open")

    # And what is unfolded stays so on the next pair
    records.locator("summary").click()
    desk.get_by_role("heading", name="The police report").wait_for()
    desk.keyboard.press("j")
    desk.get_by_role("heading", name="Is this the same time away?").wait_for()
    assert desk.locator("details[data-keep=records]").evaluate("fold => fold.open")
    looked_at(desk, accessible)


def test_files_of_the_wrong_kind_and_in_the_wrong_place_are_called_so_at_the_desk(
    desk: Page,
    region_files: Path,
    work: Callable[[], None],
    accessible: Callable[[Page], None],
    tmp_path: Path,
) -> None:
    # Given a PDF handed in for the police file
    letter = tmp_path / "police.pdf"
    letter.write_bytes(b"%PDF-1.7\n")
    authority = sorted((region_files / "authority").iterdir())
    desk.get_by_role("link", name="Upload extracts").click()
    desk.get_by_label("Police file").set_input_files(letter)
    desk.get_by_label("Authority files").set_input_files(authority)
    desk.get_by_role("button", name="Upload and check").click()

    # Then it is called so, with what to do
    desk.get_by_role("link", name="police.pdf is a PDF document. No list can be read from it").wait_for()
    looked_at(desk, accessible)

    # And where the list of children is given in its place, the desk says whose list that is
    children = next(path for path in authority if path.name.startswith("children"))
    desk.get_by_label("Police file").set_input_files(children)
    desk.get_by_label("Authority files").set_input_files(authority)
    desk.get_by_role("button", name="Upload and check").click()
    work()
    desk.get_by_role("heading", name="What is wrong with the files").wait_for()
    cell = "This is the authority's list of children, not the police's list of reports"
    desk.get_by_role("cell", name=cell).wait_for()
    looked_at(desk, accessible)


def test_the_quick_exit_leaves_no_way_back(desk: Page, live_server: Any) -> None:
    # Given a page of the desk, when one leaves quickly
    desk.route(
        "https://www.bbc.co.uk/**",
        lambda route: route.fulfill(body="<h1>Weather</h1>", content_type="text/html"),
    )
    desk.get_by_role("link", name="Leave quickly").click()
    desk.get_by_role("heading", name="Weather").wait_for()

    # Then going back does not show it
    desk.go_back()
    assert "What needs you now" not in (desk.text_content("body") or "")


def test_the_pages_that_need_no_run_are_accessible_too(
    page: Page, live_server: Any, accessible: Callable[[Page], None]
) -> None:
    for address in ("/sign-in/", "/nothing/"):
        page.goto(f"{live_server.url}{address}")
        looked_at(page, accessible)
