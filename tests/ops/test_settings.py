"""The settings: closed by default, and nothing secret in the repository."""

from __future__ import annotations

import io
import json
import logging
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from waylight.ops import database, state
from waylight.ops.logs import QuietFormatter
from waylight.ops.postgres.connection import OWNER, WEB, WORKER

REAL = {
    "DATABASE_URL": "postgresql://waylight_web:pw@db.internal:5433/records?sslmode=verify-full",
    "DATABASE_OWNER_URL": "postgresql://waylight_owner:pw@db.internal:5433/records",
    "WAYLIGHT_HOSTS": "waylight.council.example",
    "WAYLIGHT_SECRET_KEY": "x" * 60,
}


def in_earnest(tmp_path: Path, *names: str) -> dict[str, Any]:
    """Settings as a real installation has them, read in a process of its own."""
    words = (
        "import json; from waylight.ops import settings; "
        f"print(json.dumps({{name: getattr(settings, name) for name in {names}}}))"
    )
    environment = {**os.environ, **REAL, "WAYLIGHT_STATE": str(tmp_path)}
    environment.pop("WAYLIGHT_DEMO", None)
    said = subprocess.run(
        [sys.executable, "-c", words], env=environment, capture_output=True, text=True, check=True
    )
    return json.loads(said.stdout)


def test_every_page_asks_who_is_there_unless_it_says_otherwise() -> None:
    assert "django.contrib.auth.middleware.LoginRequiredMiddleware" in settings.MIDDLEWARE


def test_scripts_and_styles_come_from_this_site_alone() -> None:
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert directives["default-src"] == ["'none'"]
    assert directives["script-src"] == directives["style-src"] == ["'self'"]
    assert not any("unsafe" in source for sources in directives.values() for source in sources)


def test_a_fault_never_shows_its_workings() -> None:
    assert settings.DEBUG is False


def test_a_real_installation_speaks_https_or_nothing(tmp_path: Path) -> None:
    found = in_earnest(
        tmp_path, "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS",
        "SESSION_COOKIE_NAME", "ALLOWED_HOSTS", "DEBUG", "DEVICE_COOKIE_NAME",
    )  # fmt: skip
    assert found["SECURE_SSL_REDIRECT"] and found["SESSION_COOKIE_SECURE"] and found["CSRF_COOKIE_SECURE"]
    assert found["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert found["SESSION_COOKIE_NAME"] == "__Host-session"
    assert found["DEVICE_COOKIE_NAME"] == "__Host-device"
    assert found["ALLOWED_HOSTS"] == ["waylight.council.example"]
    assert found["DEBUG"] is False


@pytest.mark.slow
def test_djangos_own_check_for_deployment_finds_nothing(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        **REAL,
        "WAYLIGHT_STATE": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "waylight.ops.settings",
    }
    for ours in ("WAYLIGHT_DEMO", "DJANGO_ALLOW_ASYNC_UNSAFE"):
        environment.pop(ours, None)
    environment["WAYLIGHT_SECRET_KEY"] = "".join(chr(97 + i % 26) for i in range(60))
    said = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert said.returncode == 0, said.stderr


def test_each_process_signs_in_as_its_own_role() -> None:
    roles = [database.role_of({"WAYLIGHT_ROLE": name}) for name in ("web", "worker", "owner", "")]
    assert roles == [WEB, WORKER, OWNER, WEB]


def test_the_address_of_a_real_server_is_taken_apart_with_its_options() -> None:
    found = database.database_settings(REAL)
    assert (found["HOST"], found["PORT"], found["NAME"], found["USER"]) == (
        "db.internal", "5433", "records", "waylight_web",
    )  # fmt: skip
    assert found["OPTIONS"]["sslmode"] == "verify-full"
    assert found["ATOMIC_REQUESTS"] is True


def test_the_owner_holds_no_pool_and_is_not_the_role_of_the_pages() -> None:
    found = database.database_settings({**REAL, "WAYLIGHT_ROLE": "owner"})
    assert found["USER"] == OWNER
    assert "pool" not in found["OPTIONS"]


def test_a_missing_address_is_named() -> None:
    with pytest.raises(database.DatabaseSettingMissing, match="Set DATABASE_WORKER_URL"):
        database.database_settings({**REAL, "WAYLIGHT_ROLE": "worker"})


def test_a_secret_is_made_once_and_only_its_owner_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAYLIGHT_STATE", str(tmp_path / "var"))
    first = state.kept_secret("secret_key")
    assert first == state.kept_secret("secret_key")
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "var" / "secret_key").stat().st_mode) == 0o600


def test_a_log_keeps_where_a_fault_was_and_not_what_was_typed() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(QuietFormatter("%(message)s"))
    log = logging.getLogger("test.quiet")
    log.addHandler(handler)
    log.propagate = False
    try:
        raise ValueError("Key (forename)=(Zyxwinda) already exists")
    except ValueError:
        log.exception("A page failed")
    written = stream.getvalue()
    assert "A page failed" in written and "ValueError" in written and "test_settings.py" in written
    assert "Zyxwinda" not in written
