"""What is said about the data is what the program does: the pages, the document, and the file of one child's record."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from waylight.ops.cli import main
from waylight.rulebook import retention
from waylight.web.about import together
from waylight.web.about.assessment import RISKS
from waylight.web.about.document import SHEETS, document
from waylight.web.about.purposes import CASE, HOME, PURPOSES, REGISTER, TRAIL, purpose_of
from waylight.web.about.records import declarations, records, schedule
from waylight.web.about.sheet import Section, Sheet, Table, markdown

if TYPE_CHECKING:
    from tests.support.record import Region

ROOT = Path(__file__).parents[2]


def signed_in(client: Any, actor: Any) -> Any:
    from tests.support.officers import choice_of

    client.post("/sign-in/", {"way": "invented", "person": choice_of(actor)})
    return client


def test_the_document_is_current() -> None:
    page = (ROOT / "docs" / "data-protection.md").read_text("utf-8")
    assert page == document(), "waylight data-protection > docs/data-protection.md"


def test_a_document_that_is_not_current_is_named_with_its_remedy(tmp_path: Path, capsys: Any) -> None:
    old = tmp_path / "data.md"
    old.write_text("# Some time ago", "utf-8")
    assert main(["data-protection", "--check", str(old)]) == 1
    assert f"waylight data-protection > {old}" in capsys.readouterr().err


def test_every_field_of_every_table_stands_in_the_records_with_its_sensitivity() -> None:
    said = {row[0]: row[2] for section in records().sections for row in section.table.rows if len(row) == 5}  # type: ignore[union-attr]
    for room, tables in declarations().items():
        for table, fields in tables.items():
            assert purpose_of(room, table).why
            for name, word in fields.items():
                assert re.search(rf"(^|; ){word}: ([\w, ]+, )?{name}(,|;|$)", said[table]), (table, name)


def test_no_purpose_is_left_of_a_table_that_is_gone() -> None:
    tables = {f"{room}.{table}" for room, of in declarations().items() for table in of} | set(declarations())
    assert set(PURPOSES) - tables == set()


def test_each_period_named_is_a_row_of_the_schedule_and_every_row_is_on_the_page() -> None:
    kept = {row.record for row in retention.KEPT}
    assert {CASE, HOME, REGISTER, TRAIL} <= kept
    assert all(record in markdown(schedule()) for record in kept)


def test_every_risk_names_a_test_that_exists() -> None:
    for _, _, test in (*RISKS, *together.RISKS):
        path, name = test.split("::")
        assert re.search(rf"^\s*def {name}\(", (ROOT / path).read_text("utf-8"), re.MULTILINE), test


def test_a_bar_in_a_cell_does_not_break_the_table() -> None:
    sheet = Sheet("x", "X", "Lead.", (Section("Part", table=Table(("a", "b"), (("1|2", "3"),))),))
    assert "| 1\\|2 | 3 |" in markdown(sheet)


ASKS = re.compile(r"(?:may_children|may_nodes|desk_uploads|desk_runs)\('([^']+)'")


@pytest.mark.django_db
def test_what_opens_a_table_is_what_its_policy_in_the_database_asks(django_db_blocker: Any) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename, string_agg(qual, ' ') FROM pg_policies WHERE cmd = 'SELECT' AND "
                       "'waylight_web' = ANY (roles::text[]) GROUP BY tablename")  # fmt: skip
        policies = dict(cursor.fetchall())
    checked = 0
    for room in ("children", "desk", "episodes", "homes"):
        for table in declarations()[room]:
            asks = set(ASKS.findall(policies[f"{room}_{table.lower()}"]))
            # A function of the room asks the rest, such as where an own child lives.
            assert asks <= set(purpose_of(room, table).opened_by), table
            checked += bool(asks)
    assert checked >= 10


@pytest.mark.django_db(transaction=True)
def test_anybody_on_a_duty_reads_the_pages_about_the_data(client: Any, region: Region) -> None:
    nell = signed_in(client, region.night_worker)
    page = nell.get("/about/data/").content.decode()
    for slug in SHEETS:
        assert f'href="/about/data/{slug}/"' in page
        assert SHEETS[slug]().title in nell.get(f"/about/data/{slug}/").content.decode()
    assert nell.get("/about/data/nothing-here/").status_code == 404


def told_of_kim(client: Any, region: Region) -> None:
    """Kim is reported away, with words that a spreadsheet would run."""
    page = signed_in(client, region.night_worker).get(f"/report/{region.child}/").content.decode()
    key, since = (re.search(rf'name="{name}" value="([^"]+)"', page) for name in ("key", "since"))
    assert key and since
    sent = {"key": key[1], "known": "no", "since": since[1], "clothes": '=HYPERLINK("x")'}
    assert client.post(f"/report/{region.child}/", sent).status_code == 302
    client.post("/sign-out/")


def exported(client: Any, region: Region, child: Any = None) -> Any:
    """Asked for on the child's page, made as the worker would, fetched."""
    from django.utils import timezone

    from waylight.exports.services import make

    asked = client.post(f"/children/{child or region.child}/export/", {"key": str(uuid4())})
    if asked.status_code != 302:
        return asked
    [(id, person)] = region.record.rows("SELECT id, asked_by_id FROM exports_export WHERE made_at IS NULL")
    make(export_id=id, person=person, now=timezone.now())
    return client.post(f"/files/{id}/fetch/")


@pytest.mark.django_db(transaction=True)
def test_the_export_holds_the_childs_record_and_neither_address_nor_staff(
    client: Any, region: Region
) -> None:
    told_of_kim(client, region)
    signed_in(client, region.night_worker).get(f"/children/{region.child}/")
    client.post("/sign-out/")
    other = region.another("Olanda")
    sal = signed_in(client, region.social_worker)
    assert (
        f'action="/children/{region.child}/export/"' in sal.get(f"/children/{region.child}/").content.decode()
    )

    answer = exported(sal, region)

    held = json.loads(answer.content)
    assert answer["Content-Disposition"] == 'attachment; filename="record.json"'
    assert held["child"]["family_name"] == "Invented" and len(held["times_away"]) == 1
    assert [one["words"]["clothes"] for one in held["said"] if one["words"]] == ['\'=HYPERLINK("x")']
    assert held["placements"][0]["from"].startswith("2020-01-01")
    assert set(held["placements"][0]) == {"kind", "from", "until"}
    assert ("night worker", "where a child lives") in {
        (look["role"], look["agency"]) for look in held["who_looked"]
    }
    body = answer.content.decode()
    assert not [
        name for name in ("Nell Night", "Sal Social", "Beech House", "Olanda", str(other)) if name in body
    ]


@pytest.mark.django_db(transaction=True)
def test_an_export_is_on_the_trail_with_why_it_could_be_made(client: Any, region: Region) -> None:
    exported(signed_in(client, region.social_worker), region)
    rows = region.record.rows(
        "SELECT child, actor_name, basis FROM audit_trail WHERE act = 'exported' ORDER BY id"
    )
    # Made, and fetched.
    assert [row[:2] for row in rows] == [(region.child, "Sal Social")] * 2
    assert "social worker" in rows[0][2] and "responsible" in rows[0][2]


@pytest.mark.django_db(transaction=True)
def test_who_reads_a_child_otherwise_exports_nothing_and_learns_no_more_than_of_an_absent_one(
    client: Any, region: Region
) -> None:
    nell = signed_in(client, region.night_worker)
    assert "/export/" not in nell.get(f"/children/{region.child}/").content.decode()
    refused, absent = exported(nell, region), exported(nell, region, uuid4())
    assert (refused.status_code, absent.status_code) == (404, 404)
    assert "Invented" not in refused.content.decode()
    assert region.record.rows("SELECT count(*) FROM audit_trail WHERE act = 'exported'") == [(0,)]
    assert region.record.rows("SELECT child FROM audit_trail WHERE act = 'refused' ORDER BY id LIMIT 1") == [
        (region.child,)
    ]


@pytest.mark.django_db(transaction=True)
def test_a_link_does_not_export(client: Any, region: Region) -> None:
    sal = signed_in(client, region.social_worker)
    assert sal.get(f"/children/{region.child}/export/").status_code == 405
