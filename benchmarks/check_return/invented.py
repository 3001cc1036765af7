"""Returns of invented children: placements one after the other, absences in them, and slips of every kind."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

from waylight.engine.checks import Table
from waylight.statutory_return.modules import BY_TABLE

FIRST, LAST = date(2025, 4, 1), date(2026, 3, 31)
Rows = list[dict[str, str]]


def write_return(folder: Path, *, children: int, slips: float, seed: int) -> dict[str, int]:
    """The header, episodes, missing module and reviews, and in `last/` last year's missing module. `slips` from 0 to 1
    says how often cells are spoilt. Returns the number of rows by module."""
    chance = Random(seed)
    made: dict[str, Rows] = {"header": [], "episodes": [], "missing": [], "reviews": []}
    last: Rows = []
    for number in range(children):
        _child(f"C{number:06d}", made, last, chance, slips)
    for rows in made.values():
        chance.shuffle(rows)
    for name, rows in made.items():
        _write(folder / f"{name}.csv", name, rows)
    _write(folder / "last" / "missing.csv", "missing", last)
    return {name: len(rows) for name, rows in made.items()}


def _child(child: str, made: Mapping[str, Rows], last: Rows, chance: Random, slips: float) -> None:
    born = date(chance.randint(2007, 2015), chance.randint(1, 12), chance.randint(1, 28))
    own = {"CHILD": child, "DOB": _day(born)}
    if chance.random() > slips * 0.05:
        made["header"].append({**own, "SEX": "F", "ETHNIC": "WBRI", "UPN": "UN1"})
    made["reviews"].append({**own, "REVIEW": "01/06/2025", "REVIEW_CODE": "PN1"})
    for row in _placements(born, chance):
        made["episodes"].append({"CHILD": child, **_spoilt(row, chance, slips)})
    for row in _absences(chance, slips):
        made["missing"].append({**own, **_spoilt(row, chance, slips)})
    if chance.random() < 0.2:
        began = chance.choice((FIRST - timedelta(days=12), FIRST))
        last.append(
            {**own, "MISSING": "M", "MIS_START": _day(began), "MIS_END": chance.choice(("", "25/03/2025"))}
        )


def _placements(born: date, chance: Random) -> Rows:
    adult = born.replace(year=born.year + 18)
    began, rows = FIRST - timedelta(days=chance.randint(0, 300)), []
    for _ in range(chance.randint(1, 4)):
        ended = began + timedelta(days=chance.randint(1, 200))
        goes_on = ended > LAST or chance.random() < 0.25
        why = chance.choice(("E8", "E4A")) if ended == adult else "X1"
        rows.append(
            {"DECOM": _day(began), "DEC": "" if goes_on else _day(ended), "REC": "" if goes_on else why}
        )
        if goes_on:
            break
        began = ended + timedelta(days=chance.choice((0, 0, 0, 30)))
    return rows


def _absences(chance: Random, slips: float) -> Rows:
    at, rows = FIRST, []
    for _ in range(chance.randint(0, 5)):
        at += timedelta(days=chance.choice((0, 0, 1, 5, 30, 60)))
        ended = at + timedelta(days=chance.choice((0, 0, 1, 2, 10, 40)))
        if chance.random() < slips * 0.1:
            ended = at - timedelta(days=2)
        left_open = chance.random() < slips * 0.15
        kind = "X" if chance.random() < slips * 0.03 else chance.choice("MA")
        rows.append({"MISSING": kind, "MIS_START": _day(at), "MIS_END": "" if left_open else _day(ended)})
        at = max(at, ended)
    return rows


def _spoilt(row: dict[str, str], chance: Random, slips: float) -> dict[str, str]:
    return {
        column: chance.choice(("31/02/2026", "unknown", "")) if chance.random() < slips * 0.03 else cell
        for column, cell in row.items()
    }


def _day(day: date) -> str:
    return day.strftime("%d/%m/%Y")


def _write(path: Path, table: str, rows: Sequence[dict[str, str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, BY_TABLE[Table(table)].columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
