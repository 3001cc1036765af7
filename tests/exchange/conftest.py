from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.exchange.making import NOW, Made, made
from waylight.exchange.files import Fault, Reading, Refused, read_all


@pytest.fixture
def extracts(tmp_path: Path) -> Made:
    """Sound extracts, to be spoiled."""
    return made(tmp_path / "in")


@pytest.fixture
def read() -> Callable[[Made], Reading]:
    return lambda extracts: read_all(extracts.police, extracts.authority, now=NOW)


@pytest.fixture
def faults() -> Callable[[Made], list[Fault]]:
    """The faults for which extracts are refused; none where they are taken."""

    def refused(extracts: Made) -> list[Fault]:
        try:
            read_all(extracts.police, extracts.authority, now=NOW)
        except Refused as refusal:
            return list(refusal.faults)
        return []

    return refused
