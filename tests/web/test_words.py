"""Codes are kept beneath; people read words, and choose from words."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.utils.html import strip_tags

from tests.support.clients import client_of
from waylight.rulebook import particulars
from waylight.web.templatetags import coded

pytestmark = pytest.mark.django_db


def shown(page: Any) -> str:
    """What a person reads of the page, without its elements."""
    main = page.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())


@pytest.mark.parametrize(
    ("of", "codes"),
    [
        ("sex", particulars.SEXES),
        ("ethnicity", particulars.ETHNICITIES + particulars.POLICE_ETHNICITIES),
        ("legal status", particulars.LEGAL_STATUSES),
        ("placement type", particulars.PLACEMENT_TYPES),
    ],
)
def test_every_code_of_a_list_is_read_as_its_words_with_the_code_beneath(of: str, codes: Any) -> None:
    assert len({one.code for one in codes}) == len(codes)
    for one in codes:
        assert (
            strip_tags(coded.coded(one.code, of))
            == strip_tags(coded.coded(one.code.lower(), of))
            == one.label
        )
        assert f'value="{one.code}"' in coded.coded(one.code, of)


def test_what_no_list_has_is_shown_as_it_came_and_escaped() -> None:
    assert coded.coded("Martian", "ethnicity") == "Martian" and coded.coded(None, "ethnicity") == "blank"
    assert coded.coded("", "legal status") == "not recorded"
    assert "<b>" not in str(coded.said("x", {"x": "<b>"}))


def test_a_pair_reads_in_words_on_both_sides(ines: Any, run: Any, as_worker: Any) -> None:
    from waylight.desk.models import ChildRow, PlacementRow, PoliceRow

    with as_worker():
        PoliceRow.objects.filter(incident_id="P2").update(sex="F", ethnicity="B2", risk="h", in_care="Y")
        ChildRow.objects.filter(child_id="C1").update(sex="F", ethnicity="BAFR")
        PlacementRow.objects.create(
            upload=run.upload, n=1, line=2, child_id="C1", placement_type="K2", postcode="AM1 1AA"
        )
    page = shown(ines.get(f"/runs/{run.id}/doubtful/1/"))
    assert page.count("Female") == 2 and page.count("Black African") == 2
    assert "Children’s home , AM1 1AA" in page and "High" in page and "Yes" in page and "missing" in page
    assert not re.search(r"\b(B2|BAFR|K2)\b", page)


def test_lists_and_their_filters_call_a_class_and_a_category_as_the_bridge_does(ines: Any, run: Any) -> None:
    rows = shown(ines.get(f"/runs/{run.id}/rows/authority/?row_class=only this side"))
    assert "What became of it: seen only by the authority" in rows
    every = ines.get(f"/runs/{run.id}/rows/authority/")
    assert '<option value="A">Away, whereabouts known</option>' in every.content.decode()
    assert "Away (A), not expected at police" in shown(every)
    aways = ines.get(f"/runs/{run.id}/times-away/?category=A")
    assert "Category: away, whereabouts known" in shown(aways) and "the authority only" in shown(aways)


def test_sex_and_ethnicity_are_chosen_in_words_and_kept_as_codes(region: Any) -> None:
    sal, at = client_of(region.social_worker), f"/children/{region.child}/particulars/"
    page = sal.get(at)
    form = page.content.decode()
    assert (
        '<option value="BAFR">Black African</option>' in form and '<option value="F">Female</option>' in form
    )
    sent = {
        "key": "k", "given_names": "Kim", "family_name": "Invented", "born": "2010-05-04", "sex": "F",
        "ethnicity": "BAFR", "why": "She said so.",
    }  # fmt: skip
    assert sal.post(at, sent).status_code == 302
    assert region.record.rows("SELECT sex, ethnicity FROM children_child") == [("F", "BAFR")]
    child = shown(sal.get(f"/children/{region.child}/"))
    assert "Sex Female" in child and "Ethnicity Black African" in child
    assert "ethnicity: Black African" in child and "BAFR" not in child
    assert '<option value="BAFR" selected>' in sal.get(at).content.decode()


def test_what_a_nightly_list_wrote_in_its_own_words_is_kept_until_somebody_chooses(region: Any) -> None:
    region.record.db.execute("UPDATE children_child SET ethnicity = 'Cornish'")
    form = client_of(region.social_worker).get(f"/children/{region.child}/particulars/").content.decode()
    assert '<option value="Cornish" selected>Cornish (as it was handed in)</option>' in form


def test_a_childs_page_says_in_words_how_they_are_looked_after_and_in_what_kind_of_place(region: Any) -> None:
    region.record.db.execute("UPDATE children_careperiod SET legal_status = 'C2'")
    region.record.db.execute("UPDATE children_placement SET kind = 'K2'")
    page = shown(client_of(region.social_worker).get(f"/children/{region.child}/"))
    assert "Since 1 January 2020. Full care order" in page and "( Children’s home )" in page


def test_facts_of_care_and_placement_are_said_in_sentences_with_their_codes_in_words() -> None:
    from uuid import uuid4

    from waylight.children.kinds import CareBegan, PlacedAt
    from waylight.web.night.sentences import SENTENCES

    assert (
        SENTENCES["placed at"](PlacedAt(uuid4(), "K2", None))
        == "Came to live in a new place: children’s home"
    )
    assert SENTENCES["placed at"](PlacedAt(uuid4(), "", None)) == "Came to live in a new place"
    assert SENTENCES["care began"](CareBegan(uuid4(), "C2")) == "Care began: full care order"


def test_a_page_number_that_is_none_shows_the_first_page(region: Any) -> None:
    assert "Kim Invented" in shown(client_of(region.social_worker).get("/children/?page=x"))
