"""`waylight door`: the process that takes reports while pages and database are away, and the one that files them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen
from uuid import uuid4

import pytest

from waylight.door import passes, spool

pytestmark = pytest.mark.slow
FORM = {
    "key": "k1", "child": "Sam, Larch House", "known": "no", "since": "other", "since_day": "2026-03-10",
    "since_time": "21:00",
}  # fmt: skip


def environment(state: Path) -> dict[str, str]:
    kept = {
        k: v
        for k, v in os.environ.items()
        if k not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "WAYLIGHT_DEMO")
    }
    return {**kept, "WAYLIGHT_STATE": str(state)}


def door(state: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "waylight.ops.cli", "door", *words],
        env=environment(state), capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_door_serves_without_any_database_and_keeps_a_report_with_a_pass(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "waylight.ops.cli", "door", "serve", "--port", str(port)]
    serving = subprocess.Popen(command, env=environment(tmp_path))
    try:
        address = f"http://127.0.0.1:{port}/"
        assert answer(address) == 403
        signing = (tmp_path / "door" / "signing").read_text().encode()
        held = passes.written(passes.fresh(uuid4(), None, datetime.now(UTC) + timedelta(hours=1)), signing)
        assert answer(address, cookie=held) == 200
        assert answer(address, cookie=held, form=FORM) == 202
        assert answer(address, form=FORM) == 403
    finally:
        serving.send_signal(signal.SIGTERM)
        serving.wait(10)
    assert len(spool.waiting(tmp_path / "door" / "spool")) == 1
    assert door(tmp_path, "status").stdout == "1 wait to be filed, 0 laid aside.\n"


def answer(address: str, *, cookie: str = "", form: dict[str, str] | None = None) -> int:
    """The status, once the server answers at all."""
    request = Request(
        address, data=urlencode(form).encode() if form else None, headers={"Cookie": f"door={cookie}"}
    )
    until = time.monotonic() + 30
    while True:
        try:
            with urlopen(request, timeout=10) as response:
                return int(response.status)
        except HTTPError as refused:
            return refused.code
        except (URLError, ConnectionError):
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def test_filing_without_a_database_says_so_and_loses_nothing(tmp_path: Path) -> None:
    door(tmp_path, "status")
    spool.put(tmp_path / "door" / "spool", b"something")
    said = door(tmp_path, "file")
    assert said.returncode in (1, 3)
    assert len(list((tmp_path / "door" / "spool").rglob("*.sealed"))) == 1


def test_keys_are_never_written_over(tmp_path: Path) -> None:
    private, public = tmp_path / "private", tmp_path / "public"
    words = ("keys", "--private", str(private), "--public", str(public))
    assert door(tmp_path / "state", *words).returncode == 0
    kept = private.read_text()
    assert private.stat().st_mode & 0o077 == 0
    again = door(tmp_path / "state", *words)
    assert again.returncode == 2
    assert "There is a key already" in again.stderr
    assert private.read_text() == kept
    assert door(tmp_path / "state", "keys").returncode == 2
