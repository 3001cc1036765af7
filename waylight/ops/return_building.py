"""`waylight build-return`: the missing part of the yearly return from the record, with a reason for every row."""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from waylight.engine.when import LONDON
from waylight.exchange.files.faults import Refused as Unreadable
from waylight.exchange.outputs import OutputRefused, check_place, whole_or_nothing
from waylight.ops.processes import environment
from waylight.statutory_return.build_files import MISSING, REASONS, digest, missing_csv, reasons_csv
from waylight.statutory_return.build_words import Line, What, Year

if TYPE_CHECKING:
    from waylight.agencies.models import Node
    from waylight.statutory_return.build_words import Row

DONE, REFUSED = 0, 2
# Tells a folder of ours from any other.
MARKER = Path("return.json")
ROUTE, COMMAND = "build-return", "The command build-return"
NOBODY = "The record knows no authority that looks after children of its own. Nothing was written."
NOT_ONE = "No authority, or more than one, is called that. Give its name or code."
WHOSE = "Name the authority (--authority) whose last return --last-year is."


@dataclass
class Made:
    """One authority's return."""

    authority: Node
    lines: tuple[Line, ...]
    compared: bool


def build_return_command(options: argparse.Namespace) -> int:
    """Returns 0 where everything was written, 2 where what was asked for is refused; then nothing was written."""
    year = Year(options.year)
    try:
        check_place(options.out, MARKER)
        _begun(year, Year.of(options.now.astimezone(LONDON).date()))
        before = _handed_in(options.last_year) if options.last_year else None
        os.environ |= environment("worker")
        import django

        django.setup()
        made = _made(_authorities(options.authority, before is not None), year, options.now, before)
        with whole_or_nothing(options.out, MARKER) as folder:
            _write(folder, made, year)
            # Last: what is kept in the record is what stands on the disk, or neither is there.
            _keep(made, year, options)
    except Unreadable as refused:
        print("\n".join(map(str, refused.faults)), file=sys.stderr)
        return REFUSED
    except (OutputRefused, NotAsked) as refused:
        print(refused, file=sys.stderr)
        return REFUSED
    for one in made:
        _say(one, year, lodged=options.lodge)
    return DONE


class NotAsked(Exception):
    """The arguments ask for what there is not. The message says what to give."""


def _begun(year: Year, current: Year) -> None:
    if not 2000 <= year.name <= current.name:
        raise NotAsked(
            f"There is no return {year.name} yet, or none of that kind. Give --year {current.name} or earlier."
        )


def _handed_in(folder: Path) -> list[Row]:
    from waylight.statutory_return.build_lodged_file import rows_of
    from waylight.statutory_return.modules import read_modules

    return rows_of(read_modules(folder))


def _authorities(word: str | None, last_year: bool) -> list[Node]:
    """The one that is named, else every authority that has looked after a child."""
    from django.db.models import Q

    from waylight.agencies.models import Node
    from waylight.statutory_return.build_reading import looking_after

    if word:
        named = Q(name__iexact=word) | Q(code__iexact=word)
        found = list(Node.objects.filter(named, kind=Node.Kind.AUTHORITY)[:2])
        if len(found) != 1:
            raise NotAsked(NOT_ONE)
        return found
    found = looking_after()
    if not found:
        raise NotAsked(NOBODY)
    if last_year and len(found) > 1:
        raise NotAsked(WHOSE)
    return found


def _made(authorities: Sequence[Node], year: Year, now: datetime, before: list[Row] | None) -> list[Made]:
    from django.db import transaction

    from waylight.statutory_return.build_keeping import built_now

    with transaction.atomic():
        return [
            Made(one, *built_now(authority=one.id, year=year, now=now, before=before)) for one in authorities
        ]


def _write(folder: Path, made: Sequence[Made], year: Year) -> None:
    for one in made:
        place = folder if len(made) == 1 else folder / _folder_name(one.authority)
        place.mkdir(exist_ok=True, mode=0o700)
        (place / MISSING).write_bytes(missing_csv(one.lines).encode())
        (place / REASONS).write_bytes(reasons_csv(one.lines).encode())
    told = {"year": year.name, "returns": [_told(one) for one in made]}
    (folder / MARKER).write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _folder_name(authority: Node) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", authority.name.lower()).strip("-")
    return f"{plain}-{authority.code or str(authority.id)[:8]}".lower()


def _told(one: Made) -> dict[str, object]:
    counts = {what.value: n for what, n in Counter(line.what for line in one.lines).items()}
    return {
        "authority": one.authority.name, "code": one.authority.code, "sha256": digest(one.lines), "lines": counts,
        "times_away": len({line.episode for line in one.lines if line.row}), "compared_with_last_year": one.compared,
    }  # fmt: skip


def _keep(made: Sequence[Made], year: Year, options: argparse.Namespace) -> None:
    from django.db import transaction

    from waylight.statutory_return import build_keeping
    from waylight.statutory_return.build_words import Unattended

    with transaction.atomic():
        for one in made:
            who = Unattended(one.authority.id, one.authority.name, name=COMMAND)
            built = build_keeping.keep(
                actor=who, authority=one.authority.id, year=year, lines=one.lines, compared=one.compared,
                now=options.now, route=ROUTE,
            )  # fmt: skip
            if options.lodge:
                build_keeping.lodge(actor=who, built=built, now=options.now, route=ROUTE)


def _say(one: Made, year: Year, *, lodged: bool) -> None:
    rows = [line for line in one.lines if line.row]
    kinds = Counter(line.row.category for line in rows if line.row)
    away = len({line.episode for line in rows})
    counts = Counter(line.what for line in one.lines)
    print(f"{one.authority.name}, return {year}")
    print(
        f"{len(rows):>7,}  rows (M {kinds['M']:,}, A {kinds['A']:,}), times away that they tell of: {away:,}"
    )
    print(f"{counts[What.LEFT_OUT]:>7,}  left out, each with its reason")
    print(
        f"{counts[What.FAULT]:>7,}  faults found by the checks, beside what the record says of placements and care"
    )
    if one.compared:
        print(f"{counts[What.LAST_YEAR]:>7,}  differences from the return of the year before")
    else:
        print(
            "         The return of the year before is not known: give it with --last-year, or build it with --lodge."
        )
    if lodged:
        print("         Kept as handed in.")
