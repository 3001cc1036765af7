"""The command line: quick to answer, plain about mistakes, and the only place that reads the clock."""

from __future__ import annotations

import subprocess
import sys
import types
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from waylight.ops import cli

RECONCILE = ["reconcile", "--police", "p.csv", "--authority", "a", "--out", "o"]


@pytest.fixture
def handed_over(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the command was called with, in place of carrying it out."""
    calls: list[Any] = []

    def record(options: Any) -> int:
        calls.append(options)
        return 0

    stand_in = types.SimpleNamespace(reconcile_command=record, explain_command=record)
    monkeypatch.setattr(cli, "import_module", lambda name: stand_in)
    return calls


def test_asking_for_help_loads_neither_django_nor_the_engine() -> None:
    words = (
        "import sys\nfrom waylight.ops import cli\n"
        "try: cli.main(['--help'])\nexcept SystemExit: pass\n"
        "print([m for m in ('django', 'polars', 'numpy', 'psycopg') if m in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert said.stdout.splitlines()[-1] == "[]"


def test_a_reconciliation_is_handed_over_with_its_files_and_period(handed_over: list[Any]) -> None:
    assert (
        cli.main([*RECONCILE, "--from", "2025-04-01", "--to", "2026-03-31", "--told", "police:authority"])
        == 0
    )
    (options,) = handed_over
    assert (options.police, options.authority, options.out) == (Path("p.csv"), Path("a"), Path("o"))
    assert (options.first, options.last) == (date(2025, 4, 1), date(2026, 3, 31))
    assert options.told == ["police:authority"]


def test_the_time_is_read_once_at_the_door(handed_over: list[Any]) -> None:
    before = datetime.now(UTC)
    cli.main(RECONCILE)
    assert before <= handed_over[0].now <= datetime.now(UTC)


def test_a_time_that_is_given_is_used(handed_over: list[Any]) -> None:
    cli.main([*RECONCILE, "--now", "2026-05-01T09:30"])
    assert handed_over[0].now == datetime(2026, 5, 1, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([*RECONCILE, "--from", "31/03/2026"], "31/03/2026 is not a date; write it as 2026-03-31"),
        ([*RECONCILE, "--now", "tonight"], "tonight is not a time"),
        ([*RECONCILE, "--now", "0001-01-01"], "0001-01-01 lies before any record"),
        ([*RECONCILE, "--told", "police"], "police does not name two lists; write it as police:authority"),
        (["reconcile", "--police", "p.csv"], "the following arguments are required: --authority, --out"),
        (["reconsile"], "invalid choice: 'reconsile'"),
    ],
)
def test_a_mistake_on_the_command_line_is_named_and_nothing_begins(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    assert ended.value.code == 2
    assert told in capsys.readouterr().err


def test_each_command_names_a_function_that_exists() -> None:
    from importlib import import_module

    commands = next(a for a in cli.parser()._actions if a.choices and a.dest != "help")
    missing = []
    for name, command in commands.choices.items():  # type: ignore[union-attr]
        module, _, function = command.get_default("runs").partition(":")
        if not callable(getattr(import_module(module), function, None)):
            missing.append(name)
    assert missing == []


def test_the_shapes_and_rates_offered_are_those_the_region_knows() -> None:
    from waylight.ops.region import PRESETS, SHAPES

    commands = next(a for a in cli.parser()._actions if a.choices and a.dest != "help")
    offered = {a.dest: a.choices for a in commands.choices["region"]._actions}  # type: ignore[index]
    assert offered["shape"] == SHAPES
    assert set(offered["rates"]) == set(PRESETS)


def test_serving_needs_a_server_of_ones_own(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert cli.main(["serve"]) == 1
    assert "Set DATABASE_URL" in capsys.readouterr().err


def test_a_demonstration_never_touches_a_server_that_was_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://someone@somewhere/records")
    assert cli.main(["demo"]) == 1
    assert "A demonstration has its own database" in capsys.readouterr().err
