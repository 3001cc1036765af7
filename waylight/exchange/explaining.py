"""Why an incident was linked or not, read back from a run's folder; with names while its inputs lie there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl

from waylight.exchange.outputs import MARKER
from waylight.reconcile.tables import Extracts


class NotKnown(Exception):
    """The folder is no reconciliation, or it has no such incident."""


def explain(out: Path, incident: str, *, now: datetime) -> Iterator[str]:
    """Lines of plain words: what became of the incident, then each child it might have been, with evidence.

    Raises `NotKnown` before the first line.
    """
    try:
        run = json.loads((out / MARKER).read_text("utf-8"))
        rows = pl.read_csv(out / "rows.csv", infer_schema=False).filter(side="police", id=incident)
        evidence = pl.read_parquet(out / "explain" / "evidence.parquet").filter(incident_id=incident)
    except (OSError, ValueError) as error:
        raise NotKnown(f"{out} is no folder of a reconciliation ({type(error).__name__}).") from error
    if not rows.height:
        raise NotKnown(f"No incident {incident} is among the police rows of {out}.")
    return _told(incident, rows, evidence, _extracts(run, now))


def _told(
    incident: str, rows: pl.DataFrame, evidence: pl.DataFrame, extracts: Extracts | None
) -> Iterator[str]:
    for row in rows.iter_rows(named=True):
        yield f"Incident {incident}: {row['class']}. {row['reason']}"
    if extracts is None:
        yield "The files of that run have moved or changed, so no names are shown."
    else:
        yield from _police_side(extracts, incident)
    if not evidence.height:
        yield "No child of these authorities was near enough to be weighed."
    for row in evidence.sort("share", descending=True).iter_rows(named=True):
        yield ""
        yield from _candidate(row, extracts)


def _extracts(run: dict[str, Any], now: datetime) -> Extracts | None:
    """The inputs of that run, read again, if every one of them is still what it was."""
    from waylight.exchange.commands import sha256
    from waylight.exchange.reading import read_inputs

    paths: dict[str, Path] = {}
    for told in run["inputs"]:
        path = paths[told["role"]] = Path(told["path"])
        if told["sha256"] is not None and not (path.is_file() and sha256(path) == told["sha256"]):
            return None
    if not paths["authority folder"].is_dir():
        return None
    reading = read_inputs(
        paths["police"],
        paths["authority folder"],
        paths.get("homes"),
        paths.get("mapping"),
        now=datetime.fromisoformat(run["now"]) if run.get("now") else now,
    )
    return reading.extracts


def _police_side(extracts: Extracts, incident: str) -> Iterator[str]:
    for row in extracts.police.filter(incident_id=incident).iter_rows(named=True):
        yield f"  Police wrote: {_person(row)}; from {_at(row['last_seen_at'], row['last_seen_day'])}"


def _candidate(row: dict[str, Any], extracts: Extracts | None) -> Iterator[str]:
    yield f"Child {row['child_id']}: probability {row['share']:.3f}"
    if extracts is not None:
        for child in extracts.children.filter(child_id=row["child_id"]).iter_rows(named=True):
            yield f"  The authority wrote: {_person(child)}"
    weights = {name: value for name, value in row.items() if name.endswith("_weight") and value is not None}
    for name, value in sorted(weights.items(), key=lambda item: -abs(item[1])):
        field = name.removesuffix("_weight")
        speaks = "for" if value > 0 else "against"
        if abs(value) >= 0.05:
            yield f"  {field:>10} speaks {speaks} it: {value:+.1f}"


def _person(row: dict[str, Any]) -> str:
    birth = row["date_of_birth"]
    said = [
        " ".join(filter(None, (row["forename"], row["surname"]))) or "no name",
        f"born {birth:%d %B %Y}" if birth else "no birth date",
        row.get("postcode") or row.get("home_postcode") or "no postcode",
    ]
    return ", ".join(said)


def _at(when: datetime | None, day: bool | None) -> str:
    if when is None:
        return "a time that was not recorded"
    return f"{when:%d %B %Y}" if day else f"{when:%d %B %Y, %H:%M}"
