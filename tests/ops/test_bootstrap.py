"""`make setup`: says what is missing in one line, and does nothing twice."""

from __future__ import annotations

import builtins
import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

SOURCE = Path(__file__).parents[2] / "waylight" / "ops" / "bootstrap.py"


@pytest.fixture
def bootstrap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The script, in a checkout of its own with a .venv that looks made."""
    spec = importlib.util.spec_from_file_location("bootstrap_under_test", SOURCE)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / "requirements").mkdir()
    for name in ("bin/python", "bin/waylight"):
        (tmp_path / ".venv" / name).touch()
    for name in module.SETS:
        (tmp_path / "requirements" / f"{name}.txt").write_text(f"{name}==1\n")
    (tmp_path / "pyproject.toml").touch()
    return module


@pytest.fixture
def installs(bootstrap: Any, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What pip was asked for."""
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr(bootstrap, "pip", lambda *words: asked.append(words) or 0)
    monkeypatch.setattr(bootstrap, "load_once", lambda wanted: None)
    return asked


def test_what_was_installed_is_not_installed_again(bootstrap: Any, installs: list[Any]) -> None:
    assert bootstrap.main("demo") == 0
    assert len(installs) == 2
    assert bootstrap.main("demo") == 0
    assert len(installs) == 2


def test_what_is_loaded_is_kept_compiled_even_where_python_is_told_not_to(
    bootstrap: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[tuple[list[str], dict[str, str]]] = []
    monkeypatch.setattr(bootstrap.subprocess, "call", lambda command, env, cwd: called.append((command, env)))
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    bootstrap.load_once("demo")
    ((command, told),) = called
    assert "waylight.reconcile.run" in command[-1]
    assert "PYTHONDONTWRITEBYTECODE" not in told and told["PATH"]


def test_every_package_must_carry_its_hash(bootstrap: Any, installs: list[Any]) -> None:
    bootstrap.main("demo")
    assert installs[0][0] == "--require-hashes"


def test_a_larger_set_serves_for_a_smaller_one(bootstrap: Any, installs: list[Any]) -> None:
    bootstrap.main("test")
    bootstrap.main("demo")
    assert len(installs) == 2
    bootstrap.main("bench")
    assert len(installs) == 4


def test_new_pins_are_installed(bootstrap: Any, installs: list[Any], tmp_path: Path) -> None:
    bootstrap.main("demo")
    (tmp_path / "requirements" / "demo.txt").write_text("demo==2\n")
    bootstrap.main("demo")
    assert len(installs) == 4


def test_an_installation_that_failed_is_tried_again(
    bootstrap: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "pip", lambda *words: 1)
    assert bootstrap.main("demo") == 1
    assert not bootstrap.installed("demo")
    assert "pip's own words are above" in capsys.readouterr().err


def test_an_old_python_is_told_which_one_is_needed(
    bootstrap: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    assert bootstrap.main("demo") == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("Python 3.11 or newer is needed")


def test_a_python_without_venv_is_told_in_one_line_what_to_install(
    bootstrap: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "ensurepip":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    assert bootstrap.main("demo") == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "apt-get install python3-venv" in line
