"""The page of the rulebook is what the tables say."""

from __future__ import annotations

from pathlib import Path

import pytest

from waylight.engine.words import Proof, Source
from waylight.exchange.rulebook_page import modules, rulebook_page, said, sourced, tables
from waylight.ops.cli import main

PAGE = Path(__file__).parents[2] / "docs" / "rulebook.md"


def test_the_page_is_current() -> None:
    assert PAGE.read_text("utf-8") == rulebook_page(), "waylight rulebook > docs/rulebook.md"


def test_every_row_stands_on_the_page_with_its_source() -> None:
    page = PAGE.read_text("utf-8")
    for module in modules():
        for _, rows in tables(module):
            assert [said(row) for row in rows if said(row) not in page] == []
            sources = [row.source for row in rows if hasattr(row, "source")]
            assert [source for source in sources if sourced(source) not in page] == []


def test_a_page_that_is_not_current_is_named_with_its_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = tmp_path / "rulebook.md"
    old.write_text("# The rulebook, some time ago", "utf-8")
    assert main(["rulebook", "--check", str(old)]) == 1
    assert f"waylight rulebook > {old}" in capsys.readouterr().err
    assert main(["rulebook"]) == 0
    old.write_text(capsys.readouterr().out, "utf-8")
    assert main(["rulebook", "--check", str(old)]) == 0


def test_a_source_says_how_sure_it_is_and_when_it_holds() -> None:
    from datetime import date

    source = Source("Guidance", "page 3", date(2013, 4, 1), date(2017, 1, 1), Proof.MEMORY)
    assert (
        sourced(source) == "Guidance, page 3; from memory: verify; since 1 April 2013; until 1 January 2017"
    )
