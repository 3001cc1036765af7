"""`waylight audit`: a head for somebody outside, and the proof that nothing was changed since."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.episodes.telling import Telling
from waylight.audit import anchors
from waylight.audit.acts import Act
from waylight.audit.services import note_afterwards
from waylight.ops.drills.server import environment
from waylight.ops.postgres import Cluster
from waylight.ops.postgres.connection import OWNER, WORKER
from waylight.ops.postgres.roles import connect

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def waylight(cluster: Cluster, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "waylight.ops.cli", "audit", *words],
        env=environment(cluster, "worker"), capture_output=True, text=True, check=False,
    )  # fmt: skip


def acts(count: int) -> None:
    for _ in range(count):
        note_afterwards(actor=None, act=Act.FAILED_SIGN_IN, record="account")


def test_what_was_anchored_is_proved_and_a_cut_end_is_found(cluster: Cluster, tmp_path: Path) -> None:
    heads = tmp_path / "heads.jsonl"
    acts(3)
    said = waylight(cluster, "anchor", "--to", str(heads))
    assert (said.returncode, said.stderr) == (0, "Anchored 3 rows.\n")
    sound = waylight(cluster, "verify", "--heads", str(heads))
    assert sound.returncode == 0
    assert "3 rows, 1 anchored heads" in sound.stdout
    assert sound.stdout.rstrip().endswith("nothing was changed.")

    with connect(cluster.address(OWNER)) as owner:
        for table in ("audit_trail", "audit_chain"):
            owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        owner.execute("DELETE FROM audit_trail WHERE id = (SELECT entry FROM audit_chain WHERE position = 3)")
        owner.execute("DELETE FROM audit_chain WHERE position = 3")
        for table in ("audit_trail", "audit_chain"):
            owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    cut = waylight(cluster, "verify", "--heads", str(heads))
    assert cut.returncode == 3
    assert "The chain was 3 rows long when anchored and ends at 2." in cut.stdout
    alone = waylight(cluster, "verify")
    assert alone.returncode == 0
    assert "No heads were given" in alone.stderr


def test_facts_with_words_are_proved_by_the_command_and_one_that_was_changed_is_found(
    cluster: Cluster, region: Any
) -> None:
    filed = Telling(region, datetime.now(UTC)).absent(words={"clothes": "a grey hoodie"})
    sound = waylight(cluster, "verify")
    assert (sound.returncode, sound.stdout.rstrip()[-20:]) == (0, "nothing was changed.")

    with connect(cluster.address(OWNER)) as owner:
        owner.execute("ALTER TABLE facts_words DISABLE TRIGGER USER")
        owner.execute("UPDATE facts_words SET text = 'a red coat' WHERE fact_id = %s", [filed.fact])
        owner.execute("ALTER TABLE facts_words ENABLE TRIGGER USER")
    changed = waylight(cluster, "verify")
    assert changed.returncode == 3
    assert f"Fact {filed.fact} is not what was written." in changed.stdout


def test_a_file_that_is_no_file_of_heads_is_refused_with_the_remedy(cluster: Cluster, tmp_path: Path) -> None:
    heads = tmp_path / "heads.jsonl"
    heads.write_text("{}\n")
    said = waylight(cluster, "verify", "--heads", str(heads))
    assert said.returncode == 2
    assert "line 1 is no head" in said.stderr


def test_an_anchor_needs_somewhere_to_go(cluster: Cluster) -> None:
    said = waylight(cluster, "anchor")
    assert said.returncode == 2
    assert "--to FILE" in said.stderr


def test_the_worker_links_each_minute_and_hands_the_head_out_every_fifth(
    cluster: Cluster, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from waylight.audit import tasks

    settings.TRAIL_HEADS = str(tmp_path / "heads.jsonl")
    with connect(cluster.address(WORKER)) as worker:

        class Worker:
            connection = worker
            ensure_connection = staticmethod(lambda: None)

        monkeypatch.setattr(tasks, "connection", Worker)
        now = datetime.now(UTC).replace(minute=9)
        acts(2)
        tasks.tick(now)
        assert worker.execute("SELECT count(*) FROM audit_chain").fetchone() == (2,)
        assert not Path(settings.TRAIL_HEADS).exists()
        acts(1)
        tasks.tick(now + timedelta(minutes=1))
    (held,) = anchors.read(Path(settings.TRAIL_HEADS))
    assert held.head.position == 3
