"""The chain: every row once, in whatever order acts ended; heads outside; what was changed is named."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.db import transaction
from psycopg import Connection

from tests.audit.conftest import Somebody
from tests.audit.making import NOW, as_owner, fill
from waylight.audit import anchors, sequencer
from waylight.audit.acts import Act
from waylight.audit.anchoring import anchor
from waylight.audit.hashing import BEGINNING, head_of, leaf_of
from waylight.audit.services import note, note_afterwards
from waylight.audit.verify import verify
from waylight.ops.postgres import Cluster
from waylight.ops.postgres.connection import WEB, WORKER
from waylight.ops.postgres.roles import connect

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def linking(cluster: Cluster) -> Any:
    with connect(cluster.address(WORKER)) as session:
        yield session


@pytest.fixture
def owner(cluster: Cluster) -> Any:
    """Thirty linked rows that may be tampered with; nothing of it is kept."""
    with as_owner(cluster) as session:
        fill(session, 30)
        sequencer.link(session)
        yield session


def act(amal: Somebody, words: str = "") -> None:
    note_afterwards(actor=amal, act=Act.READ, record="episode", child=uuid4(), basis=words)


def positions(session: Connection[Any]) -> list[tuple[int, int]]:
    return session.execute("SELECT position, entry FROM audit_chain ORDER BY position").fetchall()


def faults(session: Connection[Any], *held: anchors.Anchor) -> list[str]:
    return verify(session, anchors=held, now=NOW).faults


def held(session: Connection[Any]) -> anchors.Anchor:
    return anchors.Anchor(NOW, sequencer.head(session))


def test_an_empty_trail_is_sound(linking: Connection[Any]) -> None:
    assert sequencer.link(linking) == sequencer.Head(0, BEGINNING)
    assert verify(linking, anchors=(), now=NOW).sound


def test_every_row_is_linked_once_however_often_the_sequencer_runs(
    linking: Connection[Any], amal: Somebody
) -> None:
    for _ in range(3):
        act(amal)
        sequencer.link(linking)
        sequencer.link(linking)
    assert [position for position, _ in positions(linking)] == [1, 2, 3]
    assert verify(linking, anchors=(), now=NOW).sound


def test_an_act_that_ends_after_a_younger_one_was_linked_is_linked_too(
    linking: Connection[Any], cluster: Cluster, amal: Somebody
) -> None:
    with psycopg.connect(cluster.address(WEB).url) as slow:
        slow.execute("INSERT INTO audit_trail (act, record) VALUES ('failed sign-in', 'account')")
        act(amal)
        assert sequencer.link(linking).position == 1
        slow.commit()
    assert sequencer.link(linking).position == 2
    (_, first), (_, second) = positions(linking)
    assert second < first
    assert verify(linking, anchors=(), now=NOW).sound


def test_the_pass_of_a_minute_leaves_older_rows_to_the_whole_pass(owner: Connection[Any]) -> None:
    fill(owner, 10)
    assert sequencer.link(owner, since=NOW - timedelta(minutes=9)).position == 34
    assert sequencer.link(owner).position == 40


def test_a_row_hashes_to_what_anybody_with_the_columns_can_work_out(
    linking: Connection[Any], cluster: Cluster, amal: Somebody
) -> None:
    act(amal, "a tab\tand a line\nand a \\ and an é")
    sequencer.link(linking)
    row = linking.execute("SELECT * FROM audit_trail").fetchone()
    names = [c.name for c in linking.execute("SELECT * FROM audit_trail").description or ()]
    cells = dict(zip(names, row, strict=True))
    order = (
        "at", "id", "tx", "person", "actor_name", "role", "node", "node_name", "act", "record", "child", "subject",
        "route", "basis", "page", "digest",
    )  # fmt: skip
    cells["at"] = f"{round(cells['at'].timestamp() * 1_000_000):016}"
    told = "\t".join("\\N" if cells[name] is None else _escaped(str(cells[name])) for name in order)
    leaf = leaf_of(f"{bytes(cells['salt']).hex()}\t{told}".encode())
    head = head_of(bytes(32).hex().encode(), str(cells["id"]).encode(), leaf)
    kept = linking.execute("SELECT encode(leaf, 'hex'), encode(head, 'hex') FROM audit_chain").fetchone()
    assert kept == (leaf.decode(), head.decode())


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")


def test_the_time_zone_of_a_session_does_not_change_a_hash(owner: Connection[Any]) -> None:
    owner.execute("SET TimeZone = 'Asia/Tokyo'")
    owner.execute("SET DateStyle = 'SQL, DMY'")
    assert faults(owner, held(owner)) == []


def test_a_changed_row_is_named(owner: Connection[Any]) -> None:
    entry = positions(owner)[11][1]
    owner.execute("UPDATE audit_trail SET actor_name = 'Somebody else' WHERE id = %s", (entry,))
    assert faults(owner) == [f"Row {entry} is not what was linked."]


def test_a_row_without_its_salt_is_named(owner: Connection[Any]) -> None:
    entry = positions(owner)[11][1]
    owner.execute("UPDATE audit_trail SET salt = NULL WHERE id = %s", (entry,))
    assert faults(owner) == [f"Row {entry} is not what was linked."]


def test_a_deleted_row_is_named(owner: Connection[Any]) -> None:
    entry = positions(owner)[4][1]
    owner.execute("DELETE FROM audit_trail WHERE id = %s", (entry,))
    assert faults(owner) == [f"Row {entry} is gone."]


def test_a_link_taken_out_leaves_a_gap(owner: Connection[Any]) -> None:
    entry = positions(owner)[4][1]
    owner.execute("DELETE FROM audit_chain WHERE entry = %s", (entry,))
    assert faults(owner)[:2] == [
        "The chain goes from position 4 to 6.",
        "Position 6 does not follow from the one before it.",
    ]


def test_a_row_put_in_among_older_ones_is_named(owner: Connection[Any]) -> None:
    owner.execute(
        "INSERT INTO audit_trail (at, act, record) VALUES (%s, 'read', 'episode')",
        (NOW - timedelta(hours=2),),
    )
    (told,) = faults(owner)
    assert "older than an hour and was never linked" in told
    sequencer.link(owner)
    (told,) = faults(owner)
    assert "put in after rows that are more than an hour younger" in told


def test_a_cut_end_is_seen_only_with_the_head_that_was_kept_outside(owner: Connection[Any]) -> None:
    before = held(owner)
    for entry in [entry for _, entry in positions(owner)][-3:]:
        owner.execute("DELETE FROM audit_chain WHERE entry = %s", (entry,))
        owner.execute("DELETE FROM audit_trail WHERE id = %s", (entry,))
    assert faults(owner) == []
    assert faults(owner, before) == ["The chain was 30 rows long when anchored and ends at 27."]


def test_a_rewritten_rest_is_seen_only_with_the_head_that_was_kept_outside(owner: Connection[Any]) -> None:
    before = held(owner)
    owner.execute("DELETE FROM audit_chain WHERE position > 20")
    owner.execute("UPDATE audit_trail SET actor_name = 'Nobody' WHERE id = (SELECT max(id) FROM audit_trail)")
    sequencer.link(owner)
    assert faults(owner) == []
    assert faults(owner, before) == ["The head anchored at position 30 is another."]


def test_heads_written_over_the_years_are_all_compared(owner: Connection[Any], tmp_path: Path) -> None:
    kept = tmp_path / "outside" / "heads.jsonl"
    anchor(owner, to=str(kept), now=NOW)
    fill(owner, 5)
    anchor(owner, to=str(kept), now=NOW)
    verdict = verify(owner, anchors=anchors.read(kept), now=NOW)
    assert (verdict.sound, verdict.anchors, verdict.rows) == (True, 2, 35)
    assert owner.execute("SELECT position FROM audit_anchored ORDER BY id").fetchall() == [(30,), (35,)]


def test_a_head_can_be_printed_for_a_pipe(owner: Connection[Any], capsys: pytest.CaptureFixture[str]) -> None:
    made = anchor(owner, to="-", now=NOW)
    assert json.loads(capsys.readouterr().out) == {
        "at": "2026-03-10T12:00:00+00:00", "position": 30, "head": made.head.hash.hex(),
    }  # fmt: skip


@pytest.mark.parametrize("damage", ["{", "{}", '{"at": "x", "position": 1, "head": "00"}', "[1]"])
def test_a_file_of_heads_that_was_damaged_is_refused_by_line(tmp_path: Path, damage: str) -> None:
    kept = tmp_path / "heads.jsonl"
    good = anchors.Anchor(NOW, sequencer.Head(1, bytes(32))).line()
    kept.write_text(good + damage + "\n")
    with pytest.raises(anchors.BadAnchor, match=r"heads\.jsonl: line 2 .* Fetch the file anew"):
        anchors.read(kept)


def test_the_pages_can_neither_link_nor_read_the_chain(cluster: Cluster) -> None:
    with connect(cluster.address(WEB)) as session, pytest.raises(psycopg.errors.InsufficientPrivilege):
        sequencer.link(session)


def test_rows_of_an_act_under_way_are_not_linked(linking: Connection[Any], amal: Somebody) -> None:
    with transaction.atomic():
        note(actor=None, act=Act.FAILED_SIGN_IN, record="account")
        assert sequencer.link(linking).position == 0
    assert sequencer.link(linking).position == 1
