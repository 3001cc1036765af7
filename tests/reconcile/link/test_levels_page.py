"""The method page shows the levels as they are set."""

from pathlib import Path

import pytest

from waylight.reconcile import settings
from waylight.reconcile.levels_page import FIELDS, levels_table, with_table

PAGE = Path(__file__).parents[3] / "docs" / "linkage.md"


def test_the_table_on_the_page_is_the_table_of_the_settings():
    page = PAGE.read_text("utf-8")
    assert with_table(page) == page, "run python -m waylight.reconcile.levels_page"


@pytest.mark.parametrize("name", FIELDS)
def test_every_level_is_explained(name):
    rows = [line for line in levels_table().splitlines() if line.startswith(f"| {FIELDS[name]} |")]
    assert len(rows) == len(getattr(settings, name))
    assert all(len(line.split("|")[3].strip()) > 8 for line in rows)
