"""The documents say what is so: each test, word and command that they name exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NAMED_TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def named_tests() -> list[tuple[str, str]]:
    return NAMED_TEST.findall((ROOT / "SECURITY.md").read_text("utf-8"))


@pytest.mark.parametrize(("path", "name"), named_tests())
def test_each_line_of_the_threat_model_is_held_by_a_test_that_exists(path: str, name: str) -> None:
    assert re.search(rf"^\s*def {name}\(", (ROOT / path).read_text("utf-8"), re.MULTILINE)


def test_each_line_of_the_threat_model_names_a_test() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8").split("## The lines we hold")[1].split("\n## ")[0]
    lines = [line for line in text.splitlines() if line.startswith("| ") and "held by" not in line]
    assert len(lines) >= 15
    assert [line for line in lines if not NAMED_TEST.search(line)] == []


def test_every_class_that_a_row_may_end_in_is_in_the_glossary() -> None:
    from waylight.reconcile.settle import words

    glossary = (ROOT / "GLOSSARY.md").read_text("utf-8")
    classes = {*words.POLICE_CLASSES, *words.AUTHORITY_CLASSES}
    assert {name for name in classes if f"**{name}**" not in glossary} == set()


def test_every_make_target_that_a_document_names_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    named = {word for path in documents for word in re.findall(r"`make ([a-z]+)", path.read_text("utf-8"))}
    assert named - targets == set()


def test_every_picture_and_page_that_a_document_links_to_exists() -> None:
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    broken = [
        f"{path.relative_to(ROOT)}: {link}"
        for path in documents
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text("utf-8"))
        if not (path.parent / link).exists()
    ]
    assert broken == []
