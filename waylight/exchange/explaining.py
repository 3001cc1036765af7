"""Why an incident was linked or not, read back from a run's folder; with names while its inputs lie there."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import polars as pl

from waylight.exchange.outputs import MARKER
from waylight.exchange.wording import lines_of
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
        matches = pl.read_csv(out / "matches.csv", infer_schema=False).filter(incident_id=incident)
        evidence = pl.read_parquet(out / "explain" / "evidence.parquet").filter(incident_id=incident)
    except (OSError, ValueError) as error:
        raise NotKnown(f"{out} is no folder of a reconciliation ({type(error).__name__}).") from error
    if not rows.height:
        raise NotKnown(f"No incident {incident} is among the police rows of {out}.")
    return chain(_ending(incident, rows, matches), _weighed(incident, evidence, _extracts(run, now)))


def _ending(incident: str, rows: pl.DataFrame, matches: pl.DataFrame) -> Iterator[str]:
    """What became of the incident."""
    for row in rows.iter_rows(named=True):
        yield f"Incident {incident}: {row['class']}. {row['reason'] or ''}".rstrip()
    for match in matches.iter_rows(named=True):
        yield f"The same time away as the authority's row {match['missing_id']}: probability {match['probability']}."


def _weighed(incident: str, evidence: pl.DataFrame, extracts: Extracts | None) -> Iterator[str]:
    """Each child the incident may be about, likeliest first."""
    police = None
    if extracts is None:
        yield "The files of that run have moved or changed, so no names are shown."
    else:
        police = _record(extracts.police, "incident_id", incident)
        if police is not None:
            at = _at(police.last_seen_at, police.last_seen_day)
            yield f"Police wrote: {_person(police, police.postcode)}; last seen {at}."
    if not evidence.height:
        yield "No child of these authorities was near enough to be weighed."
    for row in evidence.sort("share", descending=True).iter_rows(named=True):
        yield ""
        child = _record(extracts.children, "child_id", row["child_id"]) if extracts is not None else None
        yield from _candidate(row, police, child)


def _record(table: pl.DataFrame, key: str, value: str) -> SimpleNamespace | None:
    """One row of an input by its id; None where it was set aside."""
    found = table.filter(pl.col(key) == value)
    return SimpleNamespace(**found.row(0, named=True)) if found.height else None


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


def _candidate(
    row: dict[str, Any], police: SimpleNamespace | None, child: SimpleNamespace | None
) -> Iterator[str]:
    """A child the incident may be about: what speaks for it and against it, field by field."""
    who = f" ({_person(child, child.home_postcode)})" if child is not None else ""
    yield f"Child {row['child_id']}{who}: probability {row['share']:.3f}"
    lines = lines_of(row, police, child)
    width = max((len(line.field) for line in lines), default=0)
    for line in lines:
        typed = (
            f" (police: {line.police}; authority: {line.authority})" if line.police and line.authority else ""
        )
        yield f"  {line.field:<{width}}  {line.words}{typed}: {line.strength} ({line.weight:+.1f})"
    total = sum(line.weight for line in lines)
    yield f"  {'Together':<{width}}  {total:+.1f}, which is a probability of {1 / (1 + math.exp(-total)):.3f}"


def _person(record: SimpleNamespace, postcode: str | None) -> str:
    birth = record.date_of_birth
    said = [
        " ".join(filter(None, (record.forename, record.surname))) or "no name",
        f"born {birth.day} {birth:%B %Y}" if birth else "no birth date",
        postcode or "no postcode",
    ]
    return ", ".join(said)


def _at(when: datetime | None, day: bool | None) -> str:
    if when is None:
        return "at a time that was not recorded"
    return f"on {when.day} {when:%B %Y}" + ("" if day else f" at {when:%H:%M}")
