"""Every figure of the desk is a link to a list of exactly as many rows, for those who may see them."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest

from tests.support.clients import client_of

pytestmark = pytest.mark.django_db

LINK = re.compile(r'<a\b[^>]*?href="([^"]+)"[^>]*>(.*?)</a>', re.DOTALL)
CELL = re.compile(r"<(td|dd|dt|li|p)\b[^>]*>\s*([0-9][0-9,]*)\s*</\1>")
NUMBER = re.compile(r"^(?:[A-Za-z ]+: )?([0-9][0-9,]*)\b(?!:)")


def main_of(page: Any) -> str:
    """What stands between header and footer."""
    assert page.status_code == 200, page
    return str(page.content.decode().partition("<main")[2].partition("</main>")[0])


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def figures(page: str) -> list[tuple[int, str, str]]:
    """The figures of a page that are links: how many, what the link says, where it leads."""
    found = []
    for address, inner in LINK.findall(page):
        number = NUMBER.match(plain(inner))
        # A place in the queue is no figure: it leads to one pair.
        if number and not address.startswith("#") and not re.search(r"/doubtful/\d+/$", address):
            found.append((int(number[1].replace(",", "")), plain(inner), unescape(address)))
    return found


def rows_of(client: Any, address: str) -> int:
    """How many rows the list at an address has, counted on all its pages."""
    count = 0
    for page in range(1, 20):
        joined = "&" if "?" in address else "?"
        html = main_of(client.get(f"{address}{joined}page={page}"))
        body = html.partition("<tbody")[2].partition("</tbody>")[0]
        count += body.count("<tr")
        if 'rel="next"' not in html:
            break
    return count


@pytest.mark.parametrize(
    "page",
    ["/desk/", "/uploads/{upload}/", "/runs/{run}/", "/runs/{run}/doubtful/", "/runs/{run}/record/"],
)
def test_every_figure_of_a_page_of_the_desk_leads_to_as_many_rows(ines: Any, run: Any, page: str) -> None:
    start = page.format(upload=run.upload_id, run=run.id)
    html = main_of(ines.get(start))
    found = figures(html)
    assert found, start
    for number, said, address in found:
        whole = start + address if address.startswith("?") else address
        assert rows_of(ines, whole) == number, (said, whole)
    # And no figure but nought stands in a cell without leading anywhere
    assert [cell[1] for cell in CELL.findall(html) if cell[1] != "0"] == []


def test_the_rows_of_the_times_that_both_saw_are_listed_by_side(ines: Any, run: Any) -> None:
    assert rows_of(ines, f"/runs/{run.id}/rows/police/?seen_by=both") == 3
    assert rows_of(ines, f"/runs/{run.id}/rows/authority/?seen_by=both") == 3
    assert rows_of(ines, f"/runs/{run.id}/rows/authority/?seen_by=authority") == 1
    page = main_of(ines.get(f"/runs/{run.id}/rows/police/?seen_by=both&force=F1"))
    assert "Seen by: <strong>both</strong>" in page and "<h1" in page and ">2 police reports<" in page


def test_what_was_handed_in_is_listed_table_by_table_in_words(ines: Any, run: Any) -> None:
    at = f"/uploads/{run.upload_id}/rows"
    children = main_of(ines.get(f"{at}/children/?only=A1"))
    assert ">2 children<" in children and "Authority: <strong>A1</strong>" in children and "Ada" in children
    assert ">4 missing and away rows<" in main_of(ines.get(f"{at}/missing/"))
    assert ">1 row set aside<" in main_of(ines.get(f"{at}/set-aside/?only=police"))
    assert "The files held none" in main_of(ines.get(f"{at}/homes/"))
    assert ines.get(f"{at}/nothing/").status_code == 404


def test_who_sees_only_some_pairs_reads_no_figure_of_the_files(region: Any, run: Any) -> None:
    sal = client_of(region.social_worker)
    assert sal.get(f"/uploads/{run.upload_id}/rows/police/").status_code == 404
    desk = main_of(sal.get("/desk/"))
    assert "/rows/" not in desk and "police reports" not in desk


def test_all_rows_of_both_lists_stand_behind_the_figures_of_what_taking_them_in_would_change(
    ines: Any, run: Any
) -> None:
    found = figures(main_of(ines.get(f"/runs/{run.id}/record/")))
    assert (
        sum(number for number, *_ in found) == run.bridge["police"]["rows"] + run.bridge["authority"]["rows"]
    )


def test_a_list_of_what_an_intake_never_says_is_not_there(ines: Any, run: Any) -> None:
    assert ines.get(f"/runs/{run.id}/rows/police/?intake=nothing").status_code == 404


def test_how_many_rules_a_chapter_has_leads_to_as_many(ines: Any, run: Any) -> None:
    found = figures(main_of(ines.get("/rules/")))
    assert any("local" in said for _, said, _ in found)
    for number, said, address in found:
        rules = main_of(ines.get(address)).partition('class="wl-said wl-rules"')[2]
        assert len(re.findall(r"<li>", rules)) == number, said
