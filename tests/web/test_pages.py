"""What pages show and refuse, without a browser."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

pytestmark = pytest.mark.django_db
PART = {"X-Waylight-Part": "1"}


def text(response: Any) -> str:
    return response.content.decode()


def test_the_sign_in_page_names_the_invented_people_and_signs_in_by_post_only(
    client: Any, officers: None
) -> None:
    from tests.support.officers import INES, choice

    page = client.get("/sign-in/?way=invented&person=ines")
    assert "Ines Okonkwo-Hale" in text(page) and "Data officer" in text(page) and "Ambermoor" in text(page)
    assert client.get("/desk/")["Location"].startswith("/sign-in/")
    answer = client.post("/sign-in/", {"way": "invented", "person": choice(INES)})
    assert answer["Location"] == "/desk/"
    assert client.get("/desk/").status_code == 200


def test_nobody_can_be_chosen_who_is_not_of_the_demonstration(client: Any) -> None:
    answer = client.post("/sign-in/", {"way": "invented", "person": f"{uuid4()} {uuid4()}"})
    assert answer.status_code == 422
    assert client.get("/desk/").status_code == 302


def test_every_page_says_that_it_is_a_demonstration(ines: Any, run: Any) -> None:
    for address in (
        "/desk/",
        "/sign-in/",
        "/uploads/new/",
        f"/runs/{run.id}/",
        f"/runs/{run.id}/doubtful/1/",
        "/none/",
    ):
        assert "Every person and home here is invented" in text(ines.get(address)), address


def test_an_account_that_did_not_sign_in_here_is_nobody(client: Any, db: None) -> None:
    from waylight.agencies.models import Person

    client.force_login(Person.objects.create_user("somebody@example.invalid", "Somebody"))
    assert client.get("/desk/")["Location"].startswith("/sign-in/")


def test_an_empty_desk_says_what_to_do(ines: Any) -> None:
    assert "Nothing has been uploaded yet" in text(ines.get("/desk/"))


def test_a_form_without_files_names_both_faults(ines: Any) -> None:
    page = ines.post("/uploads/new/", {})
    assert page.status_code == 422
    assert "Choose the police file" in text(page) and "children, placements and missing" in text(page)
    assert 'href="#id_police"' in text(page)


def test_a_file_of_another_kind_is_refused_before_it_is_stored(ines: Any) -> None:
    from waylight.desk.models import Upload

    files = {
        "police": SimpleUploadedFile("list.doc", b"x"),
        "authority": SimpleUploadedFile("children.csv", b"x"),
    }
    assert "list.doc is not a .csv or .xlsx or .parquet file" in text(ines.post("/uploads/new/", files))
    assert not Upload.objects.exists()


def test_files_go_to_the_worker_and_the_page_waits_without_script_too(ines: Any) -> None:
    files = {
        "police": SimpleUploadedFile("police.csv", b"x"),
        "authority": SimpleUploadedFile("children.csv", b"x"),
    }
    response = ines.post("/uploads/new/", files)
    page = text(ines.get(response["Location"]))
    assert "Waiting for the worker" in page
    assert '<noscript><meta http-equiv="refresh"' in page


def test_the_same_files_again_are_recognised(ines: Any, run: Any, as_worker: Any) -> None:
    from waylight.desk.models import Upload

    files = {
        "police": SimpleUploadedFile("police.csv", b"the police file"),
        "authority": SimpleUploadedFile("children.csv", b"the children"),
    }
    page = text(ines.get(ines.post("/uploads/new/", files)["Location"]))
    assert "These files are here already: Ines Okonkwo-Hale uploaded them" in page
    with as_worker():
        assert Upload.objects.count() == 1


def test_a_run_whose_rows_were_deleted_keeps_its_counts_and_says_so(
    ines: Any, run: Any, as_worker: Any
) -> None:
    from datetime import timedelta

    from waylight.desk.services.retention import purge_demonstration_uploads

    with as_worker():
        purge_demonstration_uploads(now=run.upload.asked_at + timedelta(days=1))
    page = text(ines.get(f"/runs/{run.id}/"))
    assert "Only these counts are left" in page and "6" in page
    assert "No row is like that" in text(ines.get(f"/runs/{run.id}/rows/police/"))


def test_of_many_faults_the_summary_says_that_all_stand_below(ines: Any, run: Any, as_worker: Any) -> None:
    from waylight.desk.models import Upload

    faults = [
        {"file": "police.csv", "line": n, "column": "", "what": "a cell too many", "remedy": "take it out"}
        for n in range(2, 42)
    ]
    with as_worker():
        Upload.objects.filter(id=run.upload_id).update(state="refused", faults=faults)
    page = text(ines.get(f"/uploads/{run.upload_id}/"))
    assert "Put 40 faults right" in page
    assert "These are the first eight. All of them are listed below" in page
    assert 'id="fault-40"' in page


def test_refused_files_show_file_line_column_and_remedy(ines: Any, run: Any, as_worker: Any) -> None:
    from waylight.desk.models import Upload

    fault = {"file": "police.csv", "line": 7, "column": "incident_id", "what": "the id stands already in line 3",
             "remedy": "give every row its own id"}  # fmt: skip
    with as_worker():
        Upload.objects.filter(id=run.upload_id).update(state="refused", faults=[fault])
    page = text(ines.get(f"/uploads/{run.upload_id}/"))
    assert "police.csv, line 7, column incident_id: the id stands already in line 3" in page
    assert "Give every row its own id" in page and "Nothing was kept" in page


def test_before_it_starts_a_run_says_what_it_would_compare(ines: Any, run: Any) -> None:
    page = re.sub(r"<[^>]*>", "", text(ines.get(f"/uploads/{run.upload_id}/")))
    assert (
        "6 police reports of 2 forces will be compared with 4 rows of 3 children in the care of 2 authorities"
        in page
    )


def test_progress_is_shown_and_ends_in_the_bridge(ines: Any, run: Any, as_worker: Any) -> None:
    from waylight.desk.models import Run

    with as_worker():
        Run.objects.filter(id=run.id).update(state="running", stage="Linking people", percent=42)
    assert "Linking people, 42 % done" in text(ines.get(f"/runs/{run.id}/progress/"))
    with as_worker():
        Run.objects.filter(id=run.id).update(state="done")
    assert ines.get(f"/runs/{run.id}/progress/")["HX-Redirect"] == f"/runs/{run.id}/"


def figures(page: str) -> list[tuple[str, int]]:
    """Every link of the bridge's tables with the figure it shows."""
    found = re.findall(r'href="(/runs/[^"]+/(?:rows|times-away)/[^"]*)"[^>]*>(?:<strong>)?([\d,]+)<', page)
    return [(address.replace("&amp;", "&"), int(number.replace(",", ""))) for address, number in found]


def test_every_figure_of_the_bridge_leads_to_as_many_rows(ines: Any, run: Any) -> None:
    found = figures(text(ines.get(f"/runs/{run.id}/")))
    assert len(found) >= 9
    for address, number in found:
        listed = ines.get(address).context["page"].paginator.count
        assert listed == number, address


def test_a_second_run_says_first_what_it_changed(ines: Any, run: Any, as_worker: Any) -> None:
    from datetime import UTC, datetime

    from tests.support import small_desk
    from waylight.desk.models import Run

    with as_worker():
        again = small_desk.finished_run(run.upload, datetime.now(UTC))
    assert "No count differs from the run before" in text(ines.get(f"/runs/{again.id}/"))
    bridge = small_desk.bridge()
    bridge["police"]["classes"] |= {"matched": 2, "only this side": 1}
    with as_worker():
        Run.objects.filter(id=run.id).update(bridge=bridge)
    page = re.sub(r"<[^>]+>", "", text(ines.get(f"/runs/{again.id}/")))
    assert "Police reports, matched, one to one: 2 before, 3 now" in page
    assert "What this run changed" not in text(ines.get(f"/runs/{run.id}/"))


def test_a_list_is_narrowed_by_what_its_address_says(ines: Any, run: Any) -> None:
    page = ines.get(f"/runs/{run.id}/rows/police/?force=F2&row_class=matched")
    assert [line["row"].row_id for line in page.context["lines"]] == ["P3"]


def test_a_row_says_why_and_shows_both_sides(ines: Any, run: Any) -> None:
    page = text(ines.get(f"/runs/{run.id}/rows/police/2/"))
    assert "doubtful, for the desk" in page.lower() or "P3" in page
    assert "Bram" in page and "MISSING" not in page


def test_a_list_without_rows_says_so(ines: Any, run: Any) -> None:
    assert "No row is like that" in text(ines.get(f"/runs/{run.id}/rows/police/?force=F9"))


def test_a_pair_shows_both_records_its_evidence_in_words_and_its_rivals(ines: Any, run: Any) -> None:
    page = text(ines.get(f"/runs/{run.id}/doubtful/1/"))
    assert "Is this the same child?" in page
    assert "Addie" in page and "Ada" in page
    assert "The same with day and month swapped" in page
    assert "Caro Lindqvist" in page and "10 %" in page
    assert "Pair 1 of 2" in page


def test_the_evidence_says_the_two_values_that_differ_and_no_others(ines: Any, run: Any) -> None:
    page = text(ines.get(f"/runs/{run.id}/doubtful/1/"))
    assert "Police “Addie”, authority “Ada”" in page
    assert "Police “5 January 2010”, authority “1 May 2010”" in page
    assert "Police “Northmoor”" not in page


def test_a_pair_about_time_compares_both_times(ines: Any, run: Any) -> None:
    page = text(ines.get(f"/runs/{run.id}/doubtful/2/"))
    assert "Is this the same time away?" in page
    assert "2 hours earlier at the police" in page


def test_deciding_without_script_goes_on_to_the_next_pair_and_then_to_the_queue(ines: Any, run: Any) -> None:
    first = ines.post(f"/runs/{run.id}/doubtful/1/decide/", {"verdict": "yes", "fact": str(uuid4())})
    assert first["Location"] == f"/runs/{run.id}/doubtful/2/"
    last = ines.post(f"/runs/{run.id}/doubtful/2/decide/", {"verdict": "no", "fact": str(uuid4())})
    assert last["Location"] == f"/runs/{run.id}/doubtful/"
    assert "Every doubtful pair of this run is decided" in text(ines.get(last["Location"]))


def test_the_script_is_answered_with_how_far_the_queue_is(ines: Any, run: Any) -> None:
    answer = ines.post(
        f"/runs/{run.id}/doubtful/1/decide/", {"verdict": "yes", "fact": str(uuid4())}, headers=PART
    )
    assert answer.json() == {"decided": 1, "total": 2, "place": 2}
    part = text(ines.get(f"/runs/{run.id}/doubtful/1/", headers=PART))
    assert "<html" not in part and "Decided <strong>yes</strong> by Ines Okonkwo-Hale" in part


def test_undo_takes_my_last_decision_back(ines: Any, run: Any) -> None:
    ines.post(f"/runs/{run.id}/doubtful/1/decide/", {"verdict": "yes", "fact": str(uuid4())})
    back = ines.post(f"/runs/{run.id}/doubtful/undo/", {"fact": str(uuid4())})
    assert back["Location"] == f"/runs/{run.id}/doubtful/1/"
    assert "0 of 2 decided" in text(ines.get(back["Location"]))


def test_undo_with_nothing_to_take_back_says_so(ines: Any, run: Any) -> None:
    answer = ines.post(f"/runs/{run.id}/doubtful/undo/", {"fact": str(uuid4())})
    assert answer.status_code == 409
    assert "nothing to take back" in text(answer)


def test_a_closed_run_is_read_and_not_decided(ines: Any, run: Any) -> None:
    ines.post(f"/runs/{run.id}/close/")
    page = text(ines.get(f"/runs/{run.id}/doubtful/1/"))
    assert "This run is closed" in page and 'name="verdict"' not in page
    answer = ines.post(f"/runs/{run.id}/doubtful/1/decide/", {"verdict": "yes", "fact": str(uuid4())})
    assert answer.status_code == 409


def test_no_address_of_a_page_holds_an_id_of_a_record(ines: Any, run: Any) -> None:
    pages = (f"/runs/{run.id}/", f"/runs/{run.id}/rows/police/", f"/runs/{run.id}/times-away/",
             f"/runs/{run.id}/doubtful/", f"/runs/{run.id}/doubtful/1/")  # fmt: skip
    for page in pages:
        addresses = re.findall(r'(?:href|action)="([^"]+)"', text(ines.get(page)))
        assert addresses
        assert not [one for one in addresses if re.search(r"\b[PCM][1-9]\b", one)], page


def test_no_page_carries_script_or_style_of_its_own(ines: Any, run: Any) -> None:
    for page in ("/", f"/runs/{run.id}/", f"/runs/{run.id}/doubtful/1/"):
        body = text(ines.get(page))
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", body), page


def test_an_unknown_run_and_a_forgotten_row_look_the_same(ines: Any, run: Any) -> None:
    for address in (f"/runs/{uuid4()}/", f"/runs/{run.id}/rows/police/999/", f"/runs/{run.id}/doubtful/99/"):
        assert ines.get(address).status_code == 404


def test_a_pair_is_shown_with_few_questions_to_the_database(
    ines: Any, run: Any, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(32):
        ines.get(f"/runs/{run.id}/doubtful/1/", headers=PART)
