"""Six police reports, three children, four rows of times away, and what an engine might say of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import polars as pl

from waylight.reconcile import tables
from waylight.reconcile.tables import Extracts

POLICE = [
    (
        "P1",
        "F1",
        "Ada",
        "Northmoor",
        date(2010, 5, 1),
        datetime(2026, 1, 3, 21, 0),
        datetime(2026, 1, 4, 2, 0),
    ),
    ("P2", "F1", "Addie", "Northmoor", date(2010, 1, 5), datetime(2026, 1, 9, 20, 0), None),
    (
        "P3",
        "F2",
        "Bram",
        "Wilding",
        date(2012, 7, 7),
        datetime(2026, 2, 1, 18, 0),
        datetime(2026, 2, 1, 23, 0),
    ),
    ("P4", "F2", "Caro", "Stranger", date(2009, 3, 3), datetime(2026, 2, 2, 18, 0), None),
    ("P5", "F2", "Dov", "Stranger", None, datetime(2025, 12, 31, 23, 30), None),
    ("P6", "F1", 'Ed "Eddie", the younger', "Stranger", None, datetime(2026, 2, 3, 1, 0), None),
]
CHILDREN = [
    ("C1", "A1", "Ada", "Northmoor", date(2010, 5, 1)),
    ("C2", "A1", "Bram", "Wilding", date(2012, 7, 7)),
    ("C3", "A2", "Caro", "Lindqvist", date(2009, 3, 3)),
]
MISSING = [
    ("M1", "C1", "M", datetime(2026, 1, 3, 21, 5), datetime(2026, 1, 4, 2, 0)),
    ("M2", "C1", "M", datetime(2026, 1, 9, 0, 0), None),
    ("M3", "C2", "M", datetime(2026, 2, 1, 20, 0), datetime(2026, 2, 1, 23, 0)),
    ("M4", "C3", "A", datetime(2026, 2, 8, 12, 0), datetime(2026, 2, 8, 15, 0)),
]
LINKS = [("P1", "C1", 0.99), ("P2", "C1", 0.7), ("P3", "C2", 0.97)]
MATCHES = [("P1", "M1", 0.98), ("P3", "M3", 0.8), ("P2", "M2", 0.6)]
ROWS = [
    ("police", "P1", "matched", "The other side has the same time away."),
    ("police", "P2", "matched", "Probably the same time away (60 %): doubtful, for the desk."),
    ("police", "P3", "matched", "Probably the same time away (80 %): doubtful, for the desk."),
    ("police", "P4", "no child of these authorities", "No child agrees with it."),
    ("police", "P5", "no child of these authorities", "No child agrees with it."),
    ("police", "P6", "cannot be placed", "It gives no birth date."),
    ("authority", "M1", "matched", "The other side has the same time away."),
    ("authority", "M2", "matched", "Probably the same time away (60 %): doubtful, for the desk."),
    ("authority", "M3", "matched", "Probably the same time away (80 %): doubtful, for the desk."),
    ("authority", "M4", "away (A) not expected at police", "Recorded as away."),
]
EPISODES = [
    ("P:P1", "C1", "M", "2026-01-03T21:00", "2026-01-04T02:00", "minute", "P1", "M1", "both", ""),
    ("P:P2", "C1", "M", "2026-01-09T20:00", None, "minute", "P2", "M2", "both", ""),
    ("P:P3", "C2", "M", "2026-02-01T18:00", "2026-02-01T23:00", "minute", "P3", "M3", "both", ""),
    ("A:M4", "C3", "A", "2026-02-08T12:00", "2026-02-08T15:00", "minute", "", "M4", "authority", ""),
]
EPISODE_COLUMNS = (
    "episode_id", "child_id", "category", "started_at", "ended_at", "precision", "police_incidents",
    "authority_rows", "seen_by", "differences",
)  # fmt: skip


def extracts() -> Extracts:
    """The files as they were read."""
    return Extracts(
        police=_table(tables.POLICE, POLICE, ("incident_id", "force", "forename", "surname", "date_of_birth",
                                              "last_seen_at", "found_at")),
        children=_table(tables.CHILDREN, CHILDREN, ("child_id", "authority", "forename", "surname", "date_of_birth")),
        placements=_table(tables.PLACEMENTS, [("C1", "ZZ1 1AA", "K2", date(2025, 6, 1))],
                          ("child_id", "postcode", "placement_type", "started")),
        missing=_table(tables.MISSING, MISSING, ("missing_id", "child_id", "category", "started_at", "ended_at")),
        set_aside=pl.DataFrame(
            [("police", "police", 9, "P9", "line 9: column found_at is no date")],
            schema=tables.SET_ASIDE, orient="row",
        ),
    )  # fmt: skip


def _table(schema: Any, rows: list[Any], columns: tuple[str, ...]) -> pl.DataFrame:
    given = pl.DataFrame(rows, schema={name: schema[name] for name in columns}, orient="row")
    rest = [pl.lit(None, kind).alias(name) for name, kind in schema.items() if name not in columns]
    days = [name for name, kind in schema.items() if name.endswith("_day")]
    made = given.with_columns(rest).with_columns(pl.lit(value=False).alias(name) for name in days)
    return made.with_columns(pl.int_range(2, pl.len() + 2, dtype=pl.Int32).alias("line")).select(list(schema))


@dataclass(frozen=True)
class Found:
    """What an engine would give back."""

    links: pl.DataFrame
    matches: pl.DataFrame
    episodes: pl.DataFrame
    rows: pl.DataFrame
    evidence: pl.DataFrame
    bridge: dict[str, Any] = field(default_factory=dict)
    estimate: dict[str, Any] = field(default_factory=dict)
    quality: dict[str, Any] = field(default_factory=dict)


def found() -> Found:
    """Three links, one of them doubtful; three matches, two of them doubtful."""
    evidence = pl.DataFrame(
        [("P2", "C1", 0.7, 2, 1, 3, 4.2, 5.1, -1.0), ("P2", "C3", 0.1, 6, 6, 7, -3.0, -4.0, -5.0)],
        schema=["incident_id", "child_id", "share", "forename", "surname", "birth", "forename_weight",
                "surname_weight", "birth_weight"],
        orient="row",
    )  # fmt: skip
    return Found(
        links=pl.DataFrame(LINKS, schema=["incident_id", "child_id", "probability"], orient="row"),
        matches=pl.DataFrame(MATCHES, schema=["incident_id", "missing_id", "probability"], orient="row"),
        episodes=pl.DataFrame(EPISODES, schema=dict.fromkeys(EPISODE_COLUMNS, pl.String), orient="row"),
        rows=pl.DataFrame(ROWS, schema=["side", "id", "class", "reason"], orient="row"),
        evidence=evidence,
        bridge=bridge(),
    )


def bridge() -> dict[str, Any]:
    """Counts of ROWS and EPISODES."""
    made: dict[str, Any] = {}
    for side in ("police", "authority"):
        classes: dict[str, int] = {}
        for at, _, kind, _ in ROWS:
            if at == side:
                classes[kind] = classes.get(kind, 0) + 1
        made[side] = {"rows": sum(classes.values()), "classes": classes}
    return {**made, "episodes": {"total": 4, "both": 3, "police": 0, "authority": 1}, "by": {}}


def read_upload(now: datetime, *, purge: bool = True, mark: str = "", by: Any = None) -> Any:
    """Files handed in by Ines, or by somebody else, and read. As the worker: pages do not read files."""
    from tests.support.officers import INES
    from waylight.desk.services import uploads

    files = [
        uploads.Incoming(uploads.POLICE, "police.csv", f"the police file{mark}".encode()),
        uploads.Incoming(uploads.AUTHORITY, "children.csv", b"the children"),
    ]
    handed = uploads.hand_in(id=uuid4(), files=files, by=by or INES, now=now, purge=purge)
    return uploads.take(upload_id=handed.upload.id, extracts=extracts(), files=[], now=now)


def finished_run(upload: Any, now: datetime, by: Any = None) -> Any:
    """A run over the upload, finished with what `found` says and today's decisions. As the worker."""
    from tests.support.officers import INES
    from waylight.desk.extracts import extracts_of, with_decisions
    from waylight.desk.results import results_of
    from waylight.desk.services import runs

    run = runs.start(id=uuid4(), upload_id=upload.id, by=by or INES, now=now)
    runs.begin(run_id=run.id, now=now)
    given = with_decisions(extracts_of(upload.id), upload.node_id)
    return runs.finish(run_id=run.id, results=results_of(found(), given, today=now.date()), now=now)
