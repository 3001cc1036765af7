"""The report for a director: one page that opens without a network, prints, and holds no name of a child."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from waylight.exchange.files.read import Reading
from waylight.exchange.report.findings import Findings
from waylight.exchange.report.page import page

if TYPE_CHECKING:
    from waylight.reconcile import Reconciled

__all__ = ["Findings", "page", "write_report"]


def write_report(folder: Path, reconciled: Reconciled, *, reading: Reading, run: dict[str, Any]) -> Path:
    """Write `report.html` into `folder` and return its path. `run` gives `now` (aware), `from`, `to` (dates or
    None), `waylight` (version) and `inputs`."""
    path = folder / "report.html"
    path.write_text(page(Findings.of(reconciled, reading, run)), encoding="utf-8")
    return path
