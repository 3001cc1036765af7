"""An authority's lists of one night: what they change is said first, done once, all of it or nothing."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.support import roles

if TYPE_CHECKING:
    from tests.support.record import Region

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime.now(UTC).replace(microsecond=0)
MIDNIGHT_SAID = (NOW + timedelta(days=2)).date()
CHILDREN = "child_id", "forename", "surname", "known_as", "date_of_birth", "sex", "ethnicity", "team"
PLACEMENTS = "child_id", "node", "placement_type", "started", "ended"
WORKERS = "email", "name", "role", "node", "from", "until"
EVERYTHING = (
    "SELECT (SELECT count(*) FROM facts_fact), (SELECT count(*) FROM children_child), "
    "(SELECT count(*) FROM children_placement), (SELECT count(*) FROM agencies_person), "
    "(SELECT count(*) FROM agencies_rolegrant), (SELECT count(*) FROM imports_freshness)"
)
ADA = ("C1", "Ada", "Northmoor", "", "2011-05-01", "F", "", "Eastshire looked-after team")
KIM = ("C2", "Kim", "Invented", "Kimmy", "2010-05-04", "F", "", "")


class Place:
    """A record with one child, typed in by hand, and a folder of lists."""

    def __init__(self, region: Region, folder: Path) -> None:
        self.region, self.folder = region, folder
        self.rows = region.record.rows

    def write(self, name: str, head: tuple[str, ...], *rows: tuple[str, ...]) -> None:
        with (self.folder / f"{name}.csv").open("w", newline="") as file:
            csv.writer(file).writerows([head, *rows])

    def lists(self, *placements: tuple[str, ...], workers: tuple[tuple[str, ...], ...] = ()) -> None:
        self.write("children", CHILDREN, ADA, KIM)
        self.write("placements", PLACEMENTS, *placements)
        self.write("workers", WORKERS, *workers)

    def run(self, cluster: Any, now: datetime = NOW) -> Any:
        from waylight.agencies.models import Node
        from waylight.exchange.nightly.reading import read_lists
        from waylight.imports.nightly.applying import apply

        with roles.worker(cluster):
            return apply(
                read_lists(self.folder, now=now),
                authority=Node.objects.get(id=self.region.authority),
                now=now,
            )

    def child(self, given: str) -> Any:
        return self.rows("SELECT id FROM children_child WHERE given_names = %s", given)[0][0]


@pytest.fixture(autouse=True)
def environment_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command says in the environment as whom it signs in; no other test shall find that there."""
    for name in ("WAYLIGHT_ROLE", "DJANGO_SETTINGS_MODULE"):
        monkeypatch.setenv(name, os.environ.get(name, ""))


@pytest.fixture
def place(transactional_db: None, cluster: Any, tmp_path: Path) -> Iterator[Place]:
    from tests.support import record

    region = record.region(cluster)
    yield Place(region, tmp_path)
    region.record.db.close()


def test_the_lists_make_children_placements_accounts_and_say_how_old_they_are(
    place: Place, cluster: Any
) -> None:
    place.lists(
        ("C1", "Beech House", "K2", "2025-01-03", ""),
        workers=(("Nia@Example.org", "Nia New", "night worker", "Beech House", "2026-01-01", ""),),
    )
    drawn = NOW - timedelta(hours=5)
    os.utime(place.folder / "placements.csv", (drawn.timestamp(), drawn.timestamp()))
    found = place.run(cluster)
    assert (len(found.new), len(found.known), len(found.changed)) == (1, 1, 1)
    ada = place.child("Ada")
    lives = (
        "SELECT n.name, p.kind FROM children_placement p JOIN agencies_node n ON n.id = p.node_id "
        "WHERE p.child_id = %s"
    )
    assert place.rows(lives, ada) == [("Beech House", "K2")]
    assert place.rows("SELECT known_as FROM children_child WHERE given_names = 'Kim'") == [("Kimmy",)]
    # a list proposes a role; it gives none
    [(person,)] = place.rows("SELECT id FROM agencies_person WHERE email = 'nia@example.org'")
    assert place.rows("SELECT FROM agencies_rolegrant WHERE person_id = %s", person) == []
    assert [one.row.role for one in found.proposals] == ["night worker"]
    assert place.rows("SELECT as_of, rows FROM imports_freshness WHERE kind = 'placements'") == [(drawn, 1)]


def test_the_same_lists_twice_change_the_record_once(place: Place, cluster: Any) -> None:
    place.lists(
        ("C1", "Beech House", "K2", "2024-01-03", "2025-02-01"),
        ("C1", "Eastshire Carer", "U1", "2025-02-01", ""),
        ("C2", "Beech House", "", "2020-01-01", "2025-03-01"),
        workers=(("nia@example.org", "Nia New", "night worker", "Beech House", "", ""),),
    )
    place.region.record.node("carer", "Eastshire Carer", parent=place.region.authority)
    assert place.run(cluster).changes == 7
    before = place.rows(EVERYTHING)
    again = place.run(cluster, NOW + timedelta(hours=1))
    assert (again.changes, len(again.proposals)) == (0, 1)
    assert place.rows(EVERYTHING) == before


def test_a_move_at_midnight_is_the_new_homes_from_then_and_the_old_ones_until_then(
    place: Place, cluster: Any
) -> None:
    place.region.record.node("home", "Harbour View", parent=None)
    place.lists(
        ("C2", "Beech House", "", "2020-01-01", ""), ("C2", "harbour view", "K2", f"{MIDNIGHT_SAID}", "")
    )
    found = place.run(cluster)
    assert [type(step).__name__ for step in found.places] == ["Move"]
    from waylight.engine.when import midnight

    moment = midnight(MIDNIGHT_SAID)
    caring = (
        "SELECT n.name FROM children_interest i JOIN agencies_node n ON n.id = i.node_id "
        "WHERE i.child_id = %s AND i.relation = 'caring' AND i.during @> %s::timestamptz"
    )
    kim = place.child("Kim")
    assert place.rows(caring, kim, moment - timedelta(seconds=1)) == [("Beech House",)]
    assert place.rows(caring, kim, moment) == [("Harbour View",)]


def test_a_child_who_is_not_on_a_later_list_stays_on_the_record(place: Place, cluster: Any) -> None:
    place.lists(("C1", "Beech House", "K2", "2025-01-03", ""))
    place.run(cluster)
    place.write("children", CHILDREN, KIM)
    place.write("placements", PLACEMENTS)
    assert place.run(cluster, NOW + timedelta(days=1)).changes == 0
    assert place.rows("SELECT count(*) FROM children_placement WHERE upper(during) IS NULL") == [(2,)]


def test_rows_that_cannot_be_placed_are_set_aside_by_name_and_the_others_are_taken(
    place: Place, cluster: Any
) -> None:
    place.lists(
        ("C1", "Nowhere House", "", "2025-01-03", ""),
        ("C9", "Beech House", "", "2025-01-03", ""),
        ("C2", "Beech House", "", "2025-31-31", ""),
        workers=(("a@example.org", "A", "wizard", "Beech House", "", ""),),
    )
    found = place.run(cluster)
    assert len(found.new) == 1
    reasons = {(where.file, where.line): reason.split()[0] for where, reason in found.aside}
    assert reasons == {
        ("placements.csv", 2): "node",
        ("placements.csv", 3): "child_id",
        ("placements.csv", 4): "started",
        ("workers.csv", 2): "role",
    }


def test_a_leavers_role_ends_where_the_list_says_so(place: Place, cluster: Any) -> None:
    sal = place.region.social_worker.person_id
    place.region.record.db.execute(
        "UPDATE agencies_person SET email = 'sal@example.org' WHERE id = %s", [sal]
    )
    place.lists(
        workers=(
            ("sal@example.org", "Sal", "social worker", "Eastshire looked-after team", "", "2026-01-31"),
        )
    )
    assert len(place.run(cluster).ended) == 1
    held = "SELECT FROM agencies_rolegrant WHERE person_id = %s AND during @> %s::timestamptz"
    assert place.rows(held, sal, NOW + timedelta(seconds=1)) == []


def test_a_list_with_a_bad_structure_is_refused_whole_with_every_fault(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    from waylight.ops.cli import main

    before = place.rows(EVERYTHING)
    place.lists()
    place.write("children", CHILDREN[1:], ADA[1:])
    (place.folder / "placements.csv").write_text('child_id,node,started,ended\nC1,"Beech House,2025-01-03,\n')
    assert main(["nightly", str(place.folder), "--authority", "Eastshire", "--apply"]) == 2
    told = capsys.readouterr().err
    assert "children.csv, line 1, column child_id: the required column is missing. Remedy:" in told
    assert "placements.csv, line 2" in told and "Ada" not in told
    assert place.rows(EVERYTHING) == before


def test_the_command_says_what_would_change_and_names_nobody(
    place: Place, cluster: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    from waylight.ops.cli import main

    place.lists(("C1", "Nowhere House", "", "2025-01-03", ""))
    before = place.rows(EVERYTHING)
    with roles.worker(cluster):
        assert main(["nightly", str(place.folder), "--authority", "eastshire"]) == 0
    told = capsys.readouterr().out
    assert "      1  new children\n" in told and "(placements.csv line 2)" in told
    assert "Ada" not in told and "Northmoor" not in told and "C1" not in told
    assert place.rows(EVERYTHING) == before


def test_the_names_of_the_standard_extract_are_read(tmp_path: Path) -> None:
    from waylight.exchange.nightly.reading import read_lists

    (tmp_path / "ssd_person.csv").write_text(
        "pers_person_id,pers_forename,pers_surname,pers_dob,pers_sex\nC1,Ada,Northmoor,01/05/2011,F\n"
    )
    (tmp_path / "ssd_cla_placement.csv").write_text(
        "clap_person_id,clap_cla_placement_urn,clap_cla_placement_type,clap_cla_placement_start_date,"
        "clap_cla_placement_end_date\nC1,SC1,K2,2025-01-03,\n"
    )
    read = read_lists(tmp_path, now=NOW)
    assert [(one.number, one.born) for one in read.children] == [("C1", date(2011, 5, 1))]
    assert [(one.place, one.kind, one.started.as_said) for one in read.placements] == [
        ("SC1", "K2", "2025-01-03")
    ]


def test_the_page_of_tonight_says_how_old_the_list_is(place: Place, cluster: Any, client: Any) -> None:
    from tests.support.officers import choice_of

    def tonight() -> str:
        client.post("/sign-in/", {"way": "invented", "person": choice_of(place.region.night_worker)})
        page: str = client.get("/tonight/").content.decode()
        return page

    assert "The list of who lives where" not in tonight()
    place.lists()
    place.run(cluster)
    page = tonight()
    assert "Kim" in page and "The list of who lives where is as old as <time" in page
