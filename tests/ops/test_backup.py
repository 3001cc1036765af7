"""Backups: proved by counts, sums and the trail's end; refused where they would mislead; and nobody comes back."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from psycopg import Connection

from tests.episodes.telling import Telling
from tests.support.roles import worker
from waylight.audit import sequencer
from waylight.episodes import letting_go
from waylight.episodes.letting_go import BadLine, LetGo, hand_out, read
from waylight.episodes.services import pack
from waylight.episodes.services.again import let_go_again
from waylight.episodes.services.birthdays import Clock
from waylight.episodes.services.erasing import erase_child, erase_words
from waylight.ops.backup.proof import Proof, prove
from waylight.ops.backup.restoring import NotRestored, bring_back, restore_command
from waylight.ops.cli import parser
from waylight.ops.postgres.connection import ADMIN, OWNER
from waylight.ops.postgres.roles import connect
from waylight.ops.rebuild import check
from waylight.ops.startup import WrongDatabase, check_database

CANARY = "zircon-canary"


@pytest.fixture
def tell(region: Any, now: datetime) -> Telling:
    return Telling(region, now)


@pytest.fixture
def listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The list outside, of this test alone."""
    path = tmp_path / "kept elsewhere" / "let-go.jsonl"
    monkeypatch.setattr(settings, "LET_GO", path)
    return path


@pytest.fixture
def proved(tell: Telling, cluster: Any) -> Callable[[], Proof]:
    tell.absent(words={"notes": CANARY})
    with connect(cluster.address(OWNER)) as owner:
        sequencer.link(owner)

    def proof() -> Proof:
        with connect(cluster.address(OWNER)) as owner, owner.transaction():
            return prove(owner, at=tell.now)

    return proof


def changed(cluster: Any, *statements: str) -> None:
    """As somebody who may do anything, past every trigger."""
    with connect(cluster.address(ADMIN)) as admin:
        admin.execute("SET session_replication_role = replica")
        for statement in statements:
            admin.execute(statement.encode())


def test_the_same_record_is_proved_the_same_whoever_looks_and_from_wherever(
    proved: Callable[[], Proof], cluster: Any
) -> None:
    before = proved()
    with connect(cluster.address(ADMIN)) as admin, admin.transaction():
        admin.execute("SET timezone TO 'Asia/Tokyo'; SET datestyle TO 'German'")
        assert prove(admin, at=datetime.now(UTC)).differences(before) == []
    assert before.rows > 50
    assert before.head[0] > 0


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE facts_words SET text = 'a word'", "facts_words: 1 rows, and not all say the same."),
        ("DELETE FROM facts_words", "facts_words: 0 rows, not 1."),
        ("UPDATE children_child SET born = born + 1", "and not all say the same"),
        ("DELETE FROM audit_chain", "The trail ends at position 0, not at 1 as it was."),
    ],
)
def test_a_record_that_is_not_what_was_backed_up_is_named_by_its_table(
    proved: Callable[[], Proof], cluster: Any, statement: str, said: str
) -> None:
    before = proved()
    changed(cluster, statement)
    assert said in "\n".join(proved().differences(before))


def test_the_list_holds_each_erasure_once_and_not_a_word_of_anybody(
    tell: Telling, cluster: Any, listed: Path
) -> None:
    filed = tell.absent(words={"notes": CANARY})
    with worker(cluster):
        assert hand_out(listed, tell.now) == 0
        erased(tell, filed.fact)
        assert [hand_out(listed, tell.now), hand_out(listed, tell.now)] == [2, 0]
    assert [one.kind for one in read(listed)] == ["erased", "erased"]
    assert CANARY not in listed.read_text()


def test_each_minute_only_what_is_new_of_the_list_and_of_the_record_is_read(
    tell: Telling, cluster: Any, listed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filed = tell.absent()
    read_lines: list[int] = []
    lines = letting_go._lines

    def counted(path: Path, said: bytes, after: int) -> Any:
        read_lines.append(len(said.splitlines()))
        return lines(path, said, after)

    monkeypatch.setattr(letting_go, "_lines", counted)
    with worker(cluster), CaptureQueriesContext(connection) as asked:
        hand_out(listed, tell.now)
        erased(tell, filed.fact)
        minutes = [hand_out(listed, tell.now + timedelta(minutes=n)) for n in range(3)]
    assert minutes == [2, 0, 0]
    # What it wrote itself is read once, as whatever another process wrote.
    assert read_lines == [0, 0, 2, 0]
    since = [one["sql"] for one in asked if "told >=" in one["sql"]]
    assert ["0001-01-01" in one for one in since] == [True, False, False, False]


def test_a_list_put_in_its_place_or_cut_is_read_anew_and_one_that_is_gone_is_written_anew(
    tell: Telling, cluster: Any, listed: Path
) -> None:
    filed = tell.absent()
    with worker(cluster):
        erased(tell, filed.fact)
        # Told long ago, as after a day: still found, for the file is another one.
        assert hand_out(listed, tell.now) == 2
        whole = listed.read_text()
        listed.write_text(whole.splitlines(keepends=True)[0])
        assert hand_out(listed, tell.now + timedelta(hours=1)) == 1
        listed.unlink()
        assert hand_out(listed, tell.now + timedelta(hours=2)) == 2
    assert sorted(listed.read_text().splitlines()) == sorted(whole.splitlines())


def test_what_was_told_longer_ago_is_found_once_a_day(tell: Telling, cluster: Any, listed: Path) -> None:
    filed = tell.absent()
    with worker(cluster):
        hand_out(listed, tell.now + timedelta(days=3))
        erased(tell, filed.fact)
        assert hand_out(listed, tell.now + timedelta(days=3)) == 0
        assert hand_out(listed, tell.now + timedelta(days=4)) == 2


@pytest.mark.parametrize("line", ["", "[]", "{}", '{"fact": "no id"}', "null"])
def test_a_list_that_was_mended_by_hand_is_refused_by_its_line(listed: Path, line: str) -> None:
    listed.parent.mkdir()
    good = LetGo(
        uuid4(), "sealed", uuid4(), datetime.now(UTC), uuid4(), None, "k", {"ground": "adopted"}
    ).line()
    listed.write_text(f"{good}{line}\n")
    with pytest.raises(BadLine, match="line 2 is no line of what was let go"):
        read(listed)


def erased(tell: Telling, words_of: Any) -> None:
    """One child whole, and some words of another."""
    authority = Clock(tell.region.authority, "Eastshire")
    whole = tell.region.another("Gone")
    erase_child(actor=authority, child_id=whole, ground="retention", now=tell.now, key="one")
    erase_words(
        actor=authority, child_id=tell.region.child, facts=(words_of,), ground="rectification", now=tell.now, key="two"
    )  # fmt: skip


def test_pages_do_not_open_on_an_older_record_until_what_was_let_go_went_again(
    tell: Telling, cluster: Any, listed: Path
) -> None:
    child = tell.region.child
    filed = tell.absent(words={"notes": CANARY})
    tell.do(pack.keep, child_id=child, part="friends", field="friend", value=CANARY)
    tell.returned(filed.episode)
    # What an erasure leaves outside, beside a record that is older than it: as after any restore.
    gone = LetGo(
        uuid4(), "erased", child, tell.now, tell.region.authority, None, "retention", {"ground": "retention"}
    )
    listed.parent.mkdir()
    listed.write_text(gone.line())
    with pytest.raises(WrongDatabase, match="older than what was let go since: 1 records"):
        check_database()
    with worker(cluster):
        assert [let_go_again(read(listed)), let_go_again(read(listed))] == [1, 0]
    check_database()
    rows = tell.region.record.rows
    assert rows("SELECT id FROM facts_fact WHERE kind = 'erased'") == [(gone.fact,)]
    assert not standing(tell.region.record.db)
    assert check(tell.region.record.db).faults == 0


@pytest.mark.parametrize(
    ("kind", "body", "left"),
    [
        ("sealed", {"ground": "adopted"}, [(True, 1)]),
        ("reduced", {"rule": "the grab pack after care", "lines": 1}, [(False, 0)]),
    ],
)
def test_a_record_that_was_closed_or_made_smaller_is_so_again(
    tell: Telling, cluster: Any, kind: str, body: dict[str, Any], left: list[tuple[bool, int]]
) -> None:
    child = tell.region.child
    tell.do(pack.keep, child_id=child, part="friends", field="friend", value=CANARY)
    # By people and an agency that this older record does not know yet: it stands under the child's own authority.
    one = LetGo(uuid4(), kind, child, tell.now, uuid4(), uuid4(), "then", body)
    with worker(cluster):
        assert let_go_again([one]) == 1
    found = "SELECT sealed, (SELECT count(*) FROM episodes_packentry WHERE child_id = c.id) FROM children_child c "
    assert tell.region.record.rows(found + "WHERE id = %s", child) == left


def test_somebody_of_whom_the_older_record_knows_nothing_does_not_keep_it_closed(
    tell: Telling, cluster: Any, listed: Path
) -> None:
    listed.parent.mkdir()
    strange = LetGo(
        uuid4(), "erased", uuid4(), tell.now, tell.region.authority, None, "k", {"ground": "retention"}
    )
    listed.write_text(strange.line())
    check_database()


def standing(db: Connection[Any]) -> list[str]:
    """The tables in which the canary stands."""
    names = [name for (name,) in db.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
    return [
        name
        for name in names
        if db.execute(f"SELECT EXISTS (SELECT FROM {name} t WHERE t::text LIKE '%{CANARY}%')").fetchone()
        == (True,)
    ]


FACT = """
INSERT INTO facts_fact (id, kind, version, record, happened_earliest, happened_latest, happened_said, told, recorded_at,
                        child, by_node_id, door, source_key, body, tx)
VALUES (gen_random_uuid(), 'absent', 1, 'episode core', now(), now(), '', now(), %s, %s, %s, 'web', 'then', '{}', %s)
"""


@pytest.mark.parametrize(("recorded", "opens"), [(timedelta(days=7), False), (timedelta(0), True)])
def test_a_number_of_a_transaction_that_an_old_fact_carries_opens_no_gate(
    tell: Telling, recorded: timedelta, opens: bool
) -> None:
    """After a restore the server counts from the beginning. Control: a fact of this very moment does open it."""
    child, home = tell.region.child, tell.region.home
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text, now()")
        number, now = cursor.fetchone()
        tell.region.record.db.execute(FACT, [now - recorded, child, home, number])
        cursor.execute("SELECT facts_touched(%s)", [child])
        assert cursor.fetchone() == (opens,)


def test_a_restore_without_the_list_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = parser().parse_args(["restore", "--let-go", str(tmp_path / "none")])
    assert restore_command(options) == 2
    assert "a restore brings erased children back" in capsys.readouterr().err


def test_a_backup_goes_into_an_empty_database_only(cluster: Any, region: Any, tmp_path: Path) -> None:
    (tmp_path / "proof.json").write_text(json.dumps({"at": "", "tables": {}, "head": [0, ""]}))
    there = {"DATABASE_URL": "", "DATABASE_OWNER_URL": cluster.address(OWNER).url}
    with pytest.raises(NotRestored, match="A backup goes into an empty one"):
        bring_back(tmp_path, environment=there, now=datetime.now(UTC))


def test_a_folder_that_holds_no_backup_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotRestored, match="holds no backup"):
        bring_back(tmp_path, environment={}, now=datetime.now(UTC))
