"""`waylight build-return`: from the living record to files, as the worker, all of it or nothing."""

from __future__ import annotations

import csv
import json
import os
from argparse import Namespace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest

from tests.support import roles
from tests.support.eastshire import NOW, Eastshire
from waylight.ops.return_building import build_return_command
from waylight.statutory_return.check import faults
from waylight.statutory_return.modules import read_modules

if TYPE_CHECKING:
    from tests.support.record import Region

pytestmark = pytest.mark.django_db(transaction=True)


class Command(Eastshire):
    """The command, with a folder to write into."""

    folder: Path

    def build(self, year: int = 2026, out: str = "out", **more: Any) -> int:
        asked = {"authority": None, "last_year": None, "lodge": False, "now": NOW, **more}
        with roles.worker(self.cluster):
            return build_return_command(Namespace(year=year, out=self.folder / out, **asked))

    def rows(self, out: str = "out", name: str = "missing") -> list[list[str]]:
        with (self.folder / out / f"{name}.csv").open(newline="", encoding="utf-8") as file:
            return list(csv.reader(file))


@pytest.fixture(autouse=True)
def environment_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("WAYLIGHT_ROLE", "DJANGO_SETTINGS_MODULE"):
        monkeypatch.setenv(name, os.environ.get(name, ""))


@pytest.fixture
def east(region: Region, tmp_path: Path, cluster: Any) -> Command:
    made = Command(region, cluster)
    made.folder = tmp_path
    return made


def test_a_night_becomes_a_row_of_the_module_with_its_reason(east: Command) -> None:
    id = east.away(east.region.child, "2026-03-05T20:00", "2026-03-08T10:00")
    assert east.build() == 0
    assert east.rows() == [
        ["CHILD", "DOB", "MISSING", "MIS_START", "MIS_END"],
        ["EAST-1", "04/05/2010", "M", "05/03/2026", "08/03/2026"],
    ]
    assert east.rows(name="reasons")[1] == ["0", f"W-{str(id)[:8]}", "EAST-1", "in the file", "", ""]
    assert sorted(path.name for path in (east.folder / "out").iterdir()) == [
        "missing.csv", "reasons.csv", "return.json",
    ]  # fmt: skip


def test_the_folder_is_one_that_the_checks_read_and_find_nothing_in(east: Command) -> None:
    east.away(east.region.child, "2026-03-05T20:00", None)
    east.build()
    modules = read_modules(east.folder / "out")
    assert faults(modules, None, 2026).rows() == []


def test_no_name_and_no_place_is_in_what_is_written(east: Command) -> None:
    east.away(east.region.child, "2026-03-05T20:00", "2026-03-08T10:00")
    east.build()
    said = "".join(path.read_text() for path in (east.folder / "out").iterdir())
    assert not {"Kim", "Invented", "Beech"} & set(said.replace(",", " ").split())


def test_a_placement_that_ends_and_a_care_that_ends_are_read_from_the_record(east: Command) -> None:
    child = east.region.child
    east.away(child, "2026-03-05T20:00", "2026-03-12T10:00")
    moved = datetime(2026, 3, 7, 15, tzinfo=UTC)
    east.db.execute("UPDATE children_placement SET during = tstzrange(lower(during), %s)", [moved])
    east.db.execute(
        "INSERT INTO children_placement (id, child_id, node_id, kind, during) "
        "VALUES (%s, %s, %s, '', tstzrange(%s, NULL))",
        [uuid4(), child, east.region.home, moved],
    )
    east.db.execute("UPDATE children_careperiod SET during = daterange(lower(during), '2026-03-11')")
    east.build()
    assert [row[3:] for row in east.rows()[1:]] == [
        ["05/03/2026", "07/03/2026"],
        ["07/03/2026", "10/03/2026"],
    ]


def test_another_authoritys_child_is_in_another_folder(east: Command) -> None:
    record = east.region.record
    west = record.node("authority", "Westshire")
    team = record.node("team", "Westshire team", parent=west)
    ola = record.child("Ola", "Invented", date(2011, 1, 1), team=team, home=east.region.home)
    east.number(ola, "WEST-9", west)
    east.away(east.region.child, "2026-03-05T20:00", "2026-03-08T10:00")
    east.away(ola, "2026-03-01T20:00", "2026-03-02T10:00", "A")
    assert east.build() == 0
    folders = sorted(path.name for path in (east.folder / "out").iterdir() if path.is_dir())
    assert [name[:9] for name in folders] == ["eastshire", "westshire"]
    assert [row[0] for row in east.rows(f"out/{folders[1]}")[1:]] == ["WEST-9"]
    assert east.build(out="west", authority="westshire") == 0
    assert [row[0] for row in east.rows("west")[1:]] == ["WEST-9"]


def test_a_child_narrowed_to_named_people_is_in_the_return_all_the_same(east: Command) -> None:
    east.db.execute("UPDATE children_child SET restricted = true")
    east.away(east.region.child, "2026-03-05T20:00", "2026-03-08T10:00")
    east.build()
    assert len(east.rows()) == 2


def test_two_records_of_one_child_are_one(east: Command) -> None:
    other = east.region.another()
    east.away(east.region.child, "2026-03-05T20:00", "2026-03-08T10:00")
    east.away(other, "2026-03-05T21:00", "2026-03-07T10:00")
    _same(east, east.region.child, other)
    east.build()
    assert [row[0] for row in east.rows()[1:]] == ["EAST-1"]


def test_what_was_handed_in_is_kept_and_compared_the_year_after(
    east: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    id = east.away(east.region.child, "2026-03-20T20:00", None)
    assert east.build(lodge=True) == 0
    east.db.execute("DELETE FROM episodes_episode WHERE id = %s", [id])
    east.away(east.region.child, "2026-03-18T20:00", "2026-04-05T10:00")
    later = datetime(2027, 1, 1, tzinfo=UTC)
    assert east.build(year=2027, out="next", now=later) == 0
    said = [row[5] for row in east.rows("next", "reasons") if row[3] == "last year's return"]
    assert any("Check 576 will ask" in one for one in said)
    assert any("M from 20/03/2026, open" in one for one in said)
    assert "Kept as handed in" in capsys.readouterr().out


def test_last_years_file_of_another_program_is_compared_as_well(east: Command) -> None:
    before = east.folder / "before"
    before.mkdir()
    (before / "m.csv").write_text(
        "CHILD,DOB,MISSING,MIS_START,MIS_END\nEAST-1,04/05/2010,M,20/03/2026,\n", encoding="utf-8"
    )
    east.away(east.region.child, "2026-03-18T20:00", "2026-04-05T10:00")
    assert east.build(year=2027, last_year=before, now=datetime(2027, 1, 1, tzinfo=UTC)) == 0
    assert any("Check 576 will ask" in row[5] for row in east.rows(name="reasons"))


@pytest.mark.parametrize(("year", "authority"), [(2028, None), (1990, None), (2026, "Nowhere")])
def test_what_there_is_not_is_refused_and_nothing_is_written(
    east: Command, year: int, authority: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert east.build(year=year, authority=authority) == 2
    assert not (east.folder / "out").exists()
    assert "Give" in capsys.readouterr().err


def test_a_folder_that_holds_anything_else_is_left_alone(east: Command) -> None:
    (east.folder / "out").mkdir()
    (east.folder / "out" / "letter.txt").write_text("dear")
    assert east.build() == 2
    assert [path.name for path in (east.folder / "out").iterdir()] == ["letter.txt"]


def test_what_breaks_half_way_leaves_no_file_and_keeps_nothing(
    east: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    from waylight.statutory_return import build_keeping

    def broken(**_: Any) -> None:
        raise RuntimeError("the disk went")

    monkeypatch.setattr(build_keeping, "lodge", broken)
    with pytest.raises(RuntimeError):
        east.build(lodge=True)
    assert list(east.folder.iterdir()) == []
    assert east.db.execute("SELECT count(*) FROM statutory_return_built").fetchone() == (0,)


def test_the_trail_says_that_a_return_was_built_and_of_whom(east: Command) -> None:
    east.away(east.region.child, "2026-03-05T20:00", "2026-03-08T10:00")
    east.build()
    rows = east.db.execute(
        "SELECT actor_name, child FROM audit_trail WHERE record = 'statutory return' ORDER BY child NULLS FIRST"
    ).fetchall()
    assert rows == [("The command build-return", None), ("The command build-return", east.region.child)]


def _same(east: Command, one: UUID, other: UUID) -> None:
    east.db.execute(
        "INSERT INTO facts_fact (id, kind, version, record, happened_earliest, happened_latest, happened_said, told, "
        "child, by_node_id, door, source_key, content_hash, body, salt) "
        "VALUES (%s, 'same as', 1, 'child core', now(), now(), '', now(), %s, %s, 'web', %s, '', %s, '')",
        [uuid4(), one, east.region.authority, str(uuid4()), json.dumps({"other": str(other)})],
    )
