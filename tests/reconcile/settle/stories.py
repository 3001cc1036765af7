"""Small cases told in rows: who reported what, and what the linkage made of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl

from waylight.reconcile import prepared as shapes
from waylight.reconcile import tables
from waylight.reconcile.prepared import Prepared
from waylight.reconcile.settle import Settled, settle
from waylight.reconcile.tables import Extracts

LONDON = ZoneInfo("Europe/London")
Span = tuple[int | None, int | None]


def minutes(text: str | None, *, days: int = 0) -> int | None:
    """Minutes since 1970 UTC of a London wall-clock time."""
    if text is None:
        return None
    at = (datetime.fromisoformat(text) + timedelta(days=days)).replace(tzinfo=LONDON)
    return int(at.timestamp() // 60)


def span(text: str | None) -> Span:
    """A time to the minute, or (ten characters) a day."""
    if text is not None and len(text) == 10:
        return minutes(text), minutes(text, days=1)
    return minutes(text), minutes(text)


@dataclass
class Story:
    """Rows of both sides, and the links and matches between them, named by their ids."""

    police: list[dict[str, object]] = field(default_factory=list)
    missing: list[dict[str, object]] = field(default_factory=list)
    placements: list[dict[str, object]] = field(default_factory=list)
    children: dict[str, tuple[int, str]] = field(default_factory=lambda: {"C1": (0, "A1")})
    links: dict[str, tuple[str, float]] = field(default_factory=dict)
    matches: list[tuple[str, str, float]] = field(default_factory=list)
    aside: list[dict[str, object]] = field(default_factory=list)

    def report(
        self, name: str, start: str | None, end: str | None, child: str | None = "C1", *,
        sure: float = 0.99, force: str = "F1", postcode: str | None = None, forename: str | None = "A",
    ) -> Story:  # fmt: skip
        """A police report, linked to `child` unless that is None."""
        if child is not None:
            self.links[name] = (child, sure)
        self.police.append(
            {"incident_id": name, "force": force, "postcode": postcode, "span": (span(start), span(end)),
             "forename": forename}
        )  # fmt: skip
        return self

    def row(self, name: str, start: str | None, end: str | None, child: str = "C1", kind: str = "M") -> Story:
        """An authority's row."""
        self.missing.append(
            {"missing_id": name, "child": child, "category": kind, "span": (span(start), span(end))}
        )
        return self

    def match(self, incident: str, row: str, sure: float = 0.99) -> Story:
        """The linkage holds these for the same time away."""
        self.matches.append((incident, row, sure))
        return self

    def placed(self, child: str, started: str, ended: str | None = None, postcode: str = "LS1 1AA") -> Story:
        """A placement of the child."""
        self.placements.append({"child": child, "started": started, "ended": ended, "postcode": postcode})
        return self

    def set_aside(self, table: str, name: str) -> Story:
        """A row that could not be read."""
        side = "police" if table == "police" else "authority"
        self.aside.append({"side": side, "table": table, "line": 9, "id": name, "reason": "31 February"})
        return self

    def told(self, window: tuple[int, int] | None = None) -> Settled:
        """What the engine makes of it."""
        prepared, extracts, links, matches = self.frames()
        return settle(prepared, extracts, links, matches, window=window)

    def frames(self) -> tuple[Prepared, Extracts, pl.DataFrame, pl.DataFrame]:
        """The engine's inputs."""
        child = {name: at for at, name in enumerate(self.children)}
        incident = {str(one["incident_id"]): at for at, one in enumerate(self.police)}
        row = {str(one["missing_id"]): at for at, one in enumerate(self.missing)}
        prepared = Prepared(
            self._police(),
            pl.DataFrame(
                [(at, *self.children[name]) for name, at in child.items()],
                schema=shapes.CHILDREN,
                orient="row",
            ),
            self._placements(child),
            self._missing(child),
        )
        links = pl.DataFrame(
            [(incident[n], child[c], self.children[c][0], p) for n, (c, p) in self.links.items()],
            schema={"row": pl.UInt32, "child": pl.UInt32, "person": pl.UInt32, "probability": pl.Float64},
            orient="row",
        )
        matches = pl.DataFrame(
            [(incident[i], row[m], p) for i, m, p in self.matches],
            schema={"row": pl.UInt32, "missing": pl.UInt32, "probability": pl.Float64},
            orient="row",
        )
        return prepared, self._extracts(child), links, matches

    def _police(self) -> pl.DataFrame:
        rows = [
            (at, one["force"], one["postcode"], *one["span"][0], *one["span"][1], one["span"][0][0])  # type: ignore[index]
            for at, one in enumerate(self.police)
        ]
        return pl.DataFrame(rows, schema=shapes.POLICE, orient="row")

    def _missing(self, child: dict[str, int]) -> pl.DataFrame:
        rows = [
            (at, child[str(one["child"])], one["category"], *one["span"][0], *one["span"][1])  # type: ignore[index]
            for at, one in enumerate(self.missing)
        ]
        return pl.DataFrame(rows, schema=shapes.MISSING, orient="row")

    def _placements(self, child: dict[str, int]) -> pl.DataFrame:
        def day(text: object) -> int | None:
            return None if text is None else (datetime.fromisoformat(str(text)) - datetime(1970, 1, 1)).days

        rows = [
            (at, child[str(one["child"])], one["postcode"], "K2", day(one["started"]), day(one["ended"]))
            for at, one in enumerate(self.placements)
        ]
        return pl.DataFrame(rows, schema=shapes.PLACEMENTS, orient="row")

    def _extracts(self, child: dict[str, int]) -> Extracts:
        police = pl.DataFrame(
            [{"incident_id": one["incident_id"], "forename": one["forename"]} for one in self.police],
            schema={"incident_id": pl.String, "forename": pl.String},
        )
        missing = pl.DataFrame(
            [{"missing_id": one["missing_id"]} for one in self.missing], schema={"missing_id": pl.String}
        )
        return Extracts(
            _filled(police, tables.POLICE),
            _filled(pl.DataFrame({"child_id": list(child)}, schema={"child_id": pl.String}), tables.CHILDREN),
            tables.empty(tables.PLACEMENTS),
            _filled(missing, tables.MISSING),
            set_aside=pl.DataFrame(self.aside, schema=tables.SET_ASIDE),
        )


def _filled(frame: pl.DataFrame, schema: tables.Schema) -> pl.DataFrame:
    """The frame with the table's other columns empty."""
    return frame.select(
        pl.col(name).cast(kind) if name in frame.columns else pl.lit(None, dtype=kind).alias(name)
        for name, kind in schema.items()
    )


def classes(told: Settled) -> dict[str, str]:
    """The class of every row by its id."""
    return dict(zip(told.rows["id"], told.rows["class"], strict=True))
