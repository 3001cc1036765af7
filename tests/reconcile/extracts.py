"""Tiny extracts told in rows: each function names what matters in a row and fills in the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import polars as pl

from waylight.reconcile import Extracts, Reconciled, reconcile
from waylight.reconcile import tables as shapes
from waylight.reconcile.settle import check_bridge

NOW = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
Row = dict[str, Any]


@dataclass
class Case:
    """Rows of all tables; times are text: ten characters a day, sixteen a minute."""

    police: list[Row] = field(default_factory=list)
    children: list[Row] = field(default_factory=list)
    placements: list[Row] = field(default_factory=list)
    missing: list[Row] = field(default_factory=list)
    decisions: list[Row] = field(default_factory=list)

    def report(self, name: str, forename: str | None = None, surname: str | None = None,
               born: str | None = None, seen: str | None = None, found: str | None = None,
               **more: Any) -> Case:  # fmt: skip
        """A police report."""
        self.police.append(
            {"incident_id": name, "force": "F1", "forename": forename, "surname": surname,
             "date_of_birth": _day(born), **_time("last_seen", seen), **_time("reported", None),
             **_time("found", found), **more}
        )  # fmt: skip
        return self

    def child(self, name: str, forename: str | None = None, surname: str | None = None,
              born: str | None = None, **more: Any) -> Case:  # fmt: skip
        """A child of the authority's list."""
        row = {"child_id": name, "authority": "A1", "forename": forename, "surname": surname}
        self.children.append({**row, "date_of_birth": _day(born), **more})
        return self

    def placed(self, child: str, postcode: str | None, started: str, ended: str | None = None) -> Case:
        """Where the child was living."""
        self.placements.append(
            {"child_id": child, "postcode": postcode, "placement_type": "K2", "started": _day(started),
             "ended": _day(ended)}
        )  # fmt: skip
        return self

    def row(self, name: str, child: str, started: str | None, ended: str | None = None,
            category: str = "M") -> Case:  # fmt: skip
        """A time away in the authority's words."""
        self.missing.append(
            {"missing_id": name, "child_id": child, "category": category, **_time("started", started),
             **_time("ended", ended)}
        )  # fmt: skip
        return self

    def decided(self, incident: str, child: str | None, missing: str | None, verdict: str, at: int) -> Case:
        """What somebody said at the desk; `at` orders what was said."""
        self.decisions.append(
            {"incident_id": incident, "child_id": child, "missing_id": missing, "verdict": verdict,
             "by": "Officer", "at": datetime(2026, 10, 1, at)}
        )  # fmt: skip
        return self

    def extracts(self) -> Extracts:
        decisions = {**shapes.DECISIONS, "at": pl.Datetime("ms")}
        said = pl.DataFrame(self.decisions, schema=decisions).with_columns(
            pl.col("at").dt.replace_time_zone("UTC")
        )
        return Extracts(
            table(self.police, shapes.POLICE), table(self.children, shapes.CHILDREN),
            table(self.placements, shapes.PLACEMENTS), table(self.missing, shapes.MISSING), decisions=said,
        )  # fmt: skip


def table(rows: Sequence[Row], schema: shapes.Schema) -> pl.DataFrame:
    """A table of that shape; what a row does not name is blank."""
    frame = pl.DataFrame([{**row, "line": at + 2} for at, row in enumerate(rows)], schema=schema)
    days = [name for name in schema if name.endswith("_day")]
    return frame.with_columns(pl.col(days).fill_null(False))


def run(extracts: Extracts, **more: Any) -> Reconciled:
    return reconcile(extracts, now=NOW, **more)


def holds(extracts: Extracts, out: Reconciled) -> None:
    """What is true of every result: each row once, at most one child an incident, sums exact, shares sound."""
    given = {("police", name) for name in extracts.police["incident_id"]}
    given |= {("authority", name) for name in extracts.missing["missing_id"]}
    named = list(out.rows.select("side", "id").iter_rows())
    assert len(named) == len(set(named)) == len(given) and set(named) == given
    assert out.links["incident_id"].is_unique().all()
    assert set(out.links["incident_id"]) <= set(extracts.police["incident_id"])
    assert set(out.links["child_id"]) <= set(extracts.children["child_id"])
    assert set(out.matches["missing_id"]) <= set(extracts.missing["missing_id"])
    for shown in (out.links, out.matches):
        assert shown["probability"].is_between(0.5, 1.0).all()
        assert shown["probability"].is_finite().all()
    assert check_bridge(out.bridge) == []
    for side, rows in (("police", extracts.police), ("authority", extracts.missing)):
        assert sum(out.bridge[side]["classes"].values()) == len(rows)


def child_of(out: Reconciled, incident: str) -> str | None:
    """The child that an incident is linked to at 0.9 or more, if any."""
    sure = out.links.filter(pl.col("incident_id") == incident, pl.col("probability") >= 0.9)
    return sure["child_id"].item() if len(sure) else None


def pairs_of(out: Reconciled, least: float = 0.5) -> set[tuple[str, str]]:
    """Matched pairs of incident and row."""
    kept = out.matches.filter(pl.col("probability") >= least)
    return set(kept.select("incident_id", "missing_id").iter_rows())


def many(
    case: Case, names: Iterable[tuple[str, str]], *, births: Sequence[str], reported: bool = True
) -> Case:
    """Children of those names, each placed at an address of its own and (unless told otherwise) reported once,
    two days apart, with a row of the authority's for it: enough for weights to be learned from."""
    for at, (forename, surname) in enumerate(names):
        name, born = f"X{at}", births[at % len(births)]
        case.child(name, forename, surname, born, sex="FM"[at % 2])
        case.placed(name, f"ZE{at % 9 + 1} {at // 9 % 9 + 1}{'ABDEFGHJ'[at // 81 % 8]}{'LNPQ'[at // 648 % 4]}",
                    "2024-01-01")  # fmt: skip
        if reported:
            seen = date(2025, 4, 2).toordinal() + at * 2 % 300
            day = date.fromordinal(seen).isoformat()
            clock = f"{at * 7 % 12 + 10}:{at * 11 % 60:02}"
            case.report(f"x{at}", forename, surname, born, f"{day}T{clock}", f"{day}T23:{at % 60:02}",
                        sex="FM"[at % 2], postcode=case.placements[-1]["postcode"])  # fmt: skip
            case.row(f"r{at}", name, f"{day}T{clock}", f"{day}T23:{at % 60:02}")
    return case


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _time(name: str, text: str | None) -> Row:
    at = None if text is None else datetime.fromisoformat(text)
    return {f"{name}_at": at, f"{name}_day": text is not None and len(text) == 10}
