"""A run that goes, stopped, left no doubt, is closed, or whose rows of other children were let go: each says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.browser import looked_at

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def owner(cluster: Any) -> Any:
    """`owner(sql, *values)`: what the worker would have written, past row security."""
    from waylight.ops.postgres.connection import OWNER
    from waylight.ops.postgres.roles import connect

    def act(sql: str, *values: object) -> None:
        with connect(cluster.address(OWNER)) as connection:
            connection.execute(sql, values)

    return act


def test_a_run_that_goes_and_one_that_stopped_have_no_queue_and_say_what_to_do(
    desk: Page, live_server: Any, small_run: Any, owner: Any, accessible: Callable[[Page], None]
) -> None:
    # Given a run under way, when somebody asks for its doubtful pairs
    address = f"{live_server.url}/runs/{small_run.id}/"
    owner(
        "UPDATE desk_run SET state = 'running', stage = 'Matching times away', percent = 62 WHERE id = %s",
        small_run.id,
    )
    desk.goto(f"{address}doubtful/")

    # Then they see how far it is, and not that nothing was in doubt
    desk.get_by_text("Matching times away, 62 % done").wait_for()
    looked_at(desk, accessible)
    desk.goto("about:blank")

    # And where it stopped: who started it when, what to do, and that nothing has to be uploaded again
    owner("UPDATE desk_run SET state = 'failed', failure = 'A fault stopped it.' WHERE id = %s", small_run.id)
    desk.goto(f"{address}doubtful/")
    desk.get_by_role("heading", name="The run stopped").wait_for()
    assert "Run 1 was started by Ines Okonkwo-Hale" in desk.locator("main").inner_text()
    assert "need not be uploaded again" in desk.locator("main").inner_text()
    assert desk.get_by_role("button", name="Start it again").is_visible()
    looked_at(desk, accessible)


def test_a_run_that_left_no_pair_in_doubt_says_so(
    desk: Page, live_server: Any, small_run: Any, owner: Any, accessible: Callable[[Page], None]
) -> None:
    owner("DELETE FROM desk_runpair WHERE run_id = %s", small_run.id)
    desk.goto(f"{live_server.url}/runs/{small_run.id}/doubtful/")
    desk.get_by_text("This run left no pair in doubt.").wait_for()
    assert desk.get_by_label("Order").count() == 0
    looked_at(desk, accessible)


def test_after_thirty_days_each_list_says_how_many_rows_went_and_no_run_is_offered(
    desk: Page, live_server: Any, small_run: Any, cluster: Any, accessible: Callable[[Page], None]
) -> None:
    # Given a run closed 30 days ago, of which the rows about other children were let go
    from tests.support import roles
    from waylight.desk.models import Run
    from waylight.desk.services.retention import forget_other_children

    now = datetime.now(UTC)
    with roles.worker(cluster):
        Run.objects.filter(id=small_run.id).update(closed_at=now - timedelta(days=31), closed_by="Ines")
        gone = forget_other_children(now=now)
    assert gone == 4

    # Then the bridge, the lists, the upload and its rows say so, and the counts stay
    run, upload = (
        f"{live_server.url}/runs/{small_run.id}/",
        f"{live_server.url}/uploads/{small_run.upload_id}/",
    )
    for address in (run, f"{run}rows/police/?row_class=cannot+be+placed", upload, f"{upload}rows/police/"):
        desk.goto(address)
        desk.get_by_text("4 rows of the police file about other children were deleted").wait_for()
        looked_at(desk, accessible)

    # And what is left is not offered to be run again, nor its pairs to be decided
    desk.goto(upload)
    assert desk.get_by_role("button", name="Run again").count() == 0
    desk.goto(f"{run}doubtful/?show=all")
    desk.get_by_text("This run is closed: its pairs can be read and not decided.").wait_for()
    assert desk.get_by_role("link", name="Decide, from the first").count() == 0
    looked_at(desk, accessible)


@pytest.mark.parametrize("wish", [{"color_scheme": "dark"}, {"forced_colors": "active"}])
def test_pages_stay_readable_for_who_asked_for_the_dark_or_for_colours_of_their_own(
    desk: Page, live_server: Any, small_run: Any, accessible: Callable[[Page], None], wish: dict[str, Any]
) -> None:
    desk.emulate_media(**wish)
    for page in ("", "doubtful/", "doubtful/1/"):
        desk.goto(f"{live_server.url}/runs/{small_run.id}/{page}")
        looked_at(desk, accessible)


def test_on_paper_the_call_for_a_person_is_black(desk: Page, live_server: Any, small_run: Any) -> None:
    desk.goto(f"{live_server.url}/runs/{small_run.id}/")
    desk.emulate_media(media="print")
    title = desk.get_by_role("heading", name="Needs a person")
    assert title.evaluate("one => getComputedStyle(one).color") == "rgb(0, 0, 0)"
    behind = "one => getComputedStyle(one.parentElement).backgroundColor"
    assert title.evaluate(behind) == "rgba(0, 0, 0, 0)"
