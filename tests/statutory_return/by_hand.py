"""The twenty rules once more, each as one would write it down from its wording: what both readers are held to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

Line = Mapping[str, Any]
BEGINS, ENDS = date(2025, 4, 1), date(2026, 3, 31)


class Hand:
    """One return. `given` holds the rows of each module as `returned.read` makes them."""

    def __init__(self, given: Mapping[str, list[dict[str, Any]]]) -> None:
        self.m = given["missing"]
        self.e, self.h, self.last = given.get("episodes"), given.get("header"), given.get("last")
        self.others = {
            name: given[name]
            for name in ("reviews", "AD1", "OC2", "PrevPerm", "PlacedAdoption")
            if name in given
        }

    def flags(self) -> set[tuple[str, str, int]]:
        found = {(rule, "missing", row["row"]) for row in self.m for rule in self.of_one(row)}
        found |= {("574", "missing", row) for row in self.overlaps()}
        if self.last is not None:
            found |= {("576", "missing", row) for row in self.not_gone_on_with()}
        if self.e is not None:
            found |= {("580", "episodes", row["row"]) for row in self.e if self.turned_18(row)}
            for name, rows in {"missing": self.m, **self.others}.items():
                found |= {("1012", name, row["row"]) for row in rows if not self.of(row, self.e)}
        return found

    def of(self, row: Line, rows: list[dict[str, Any]] | None) -> list[dict[str, Any]]:
        return [other for other in rows or [] if row["CHILD"] and other["CHILD"] == row["CHILD"]]

    def of_one(self, row: Line) -> Iterator[str]:
        kind, start, end, born = row["MISSING"], row["MIS_START"], row["MIS_END"], row["DOB"]
        tests: dict[str, Callable[[], Any]] = {
            "564": lambda: kind and not start,
            "565": lambda: start and not kind,
            "566": lambda: end and not kind,
            "567": lambda: start and end and start > end,
            "570": lambda: start and start > ENDS,
            "571": lambda: end and not BEGINS <= end <= ENDS,
            "586": lambda: start and born and start <= born,
            "1004": lambda: not start,
            "1005": lambda: row["MIS_END as written"] and not end,
            "1006": lambda: kind and kind not in ("M", "A"),
        }
        if self.h is not None:
            headers = self.of(row, self.h)
            tests["INT04"] = lambda: not headers
            tests["INT13"] = lambda: born and any(h["DOB"] and h["DOB"] != born for h in headers)
        if self.e is not None:
            episodes, periods = self.of(row, self.e), self.periods(row)
            tests["575"] = lambda: (
                not end
                and any(
                    start and e["DECOM"] and e["DEC"] and e["DECOM"] <= start <= e["DEC"] for e in episodes
                )
            )
            tests["577"] = lambda: periods and all(outside(start, end, *period) for period in periods)
            tests["578"] = lambda: (
                start and periods and all(start < a or (z and start > z) for a, z in periods)
            )
            tests["581"] = lambda: (
                episodes
                and not any(
                    start and e["DECOM"] and e["DECOM"] <= start and (not e["DEC"] or start <= e["DEC"])
                    for e in episodes
                )
            )
        return (rule for rule, wrong in tests.items() if wrong())

    def periods(self, row: Line) -> list[list[date | None]]:
        """[began, ended or None] of each chain of episodes."""
        dated = [e for e in self.of(row, self.e) if e["DECOM"]]
        chains: list[list[Any]] = []
        for e in sorted(dated, key=lambda e: (e["DECOM"], e["DEC"] or date.max)):
            if chains and (chains[-1][1] is None or e["DECOM"] <= chains[-1][1]):
                chains[-1][1] = e["DEC"]
            else:
                chains.append([e["DECOM"], e["DEC"]])
        return chains

    def overlaps(self) -> Iterator[int]:
        far = date.max

        def order(m: Line) -> tuple[date, date]:
            return m["MIS_END"] or m["MIS_START"] or far, m["MIS_START"] or far

        for child in {m["CHILD"] for m in self.m if m["CHILD"]}:
            rows = sorted((m for m in self.m if m["CHILD"] == child), key=order)
            for before, row in pairwise(rows):
                end, start = before["MIS_END"], row["MIS_START"]
                if not end or (start and start < end):
                    yield row["row"]

    def not_gone_on_with(self) -> Iterator[int]:
        for child in {m["CHILD"] for m in self.m if m["CHILD"]}:
            first = min((m for m in self.m if m["CHILD"] == child), key=lambda m: m["MIS_START"] or date.max)
            left = [last for last in self.of(first, self.last) if not last["MIS_END"] and last["MIS_START"]]
            if any(last["MIS_START"] != first["MIS_START"] for last in left):
                yield first["row"]

    def turned_18(self, e: Line) -> bool:
        return e["REC"] != "E8" and any(
            m["DOB"] and m["MIS_END"] and eighteen(m["DOB"]) == m["MIS_END"] == e["DEC"]
            for m in self.of(e, self.m)
        )


def outside(start: date | None, end: date | None, began: date, ended: date | None) -> bool:
    if not end:
        return bool(ended) or bool(start and start < began)
    return bool(ended and end > ended) or end < began


def eighteen(born: date) -> date:
    if (born.month, born.day) == (2, 29) and (born.year + 18) % 4:
        return date(born.year + 18, 3, 1)
    return date(born.year + 18, born.month, born.day)
