"""`waylight nightly`: an authority's lists of one night onto the record. Names files and lines, never a person."""

from __future__ import annotations

import argparse
import os
import sys
from collections import defaultdict
from typing import TYPE_CHECKING

from waylight.exchange.files.faults import Refused as Unreadable
from waylight.exchange.nightly.reading import read_lists
from waylight.imports.lists import Listed
from waylight.ops.processes import environment

if TYPE_CHECKING:
    from waylight.agencies.models import Node
    from waylight.imports.nightly.steps import Plan

DONE, REFUSED = 0, 2
LINES = 20  # of one reason


def nightly_command(options: argparse.Namespace) -> int:
    """Returns 0 where the lists were read (and written, with `--apply`), 2 where they are refused."""
    try:
        lists = read_lists(options.folder, now=options.now)
    except Unreadable as refused:
        print("\n".join(map(str, refused.faults)), file=sys.stderr)
        return REFUSED
    os.environ |= environment("worker")
    import django

    django.setup()
    from django.db import transaction

    from waylight.facts.refusals import NotThere, Refused
    from waylight.imports.nightly.applying import apply
    from waylight.imports.nightly.planning import plan

    authority = _authority(options.authority)
    if authority is None:
        print("No authority, or more than one, is called that. Give its name or code.", file=sys.stderr)
        return REFUSED
    try:
        if options.apply:
            found = apply(lists, authority=authority, now=options.now)
        else:
            with transaction.atomic():
                found = plan(lists, authority=authority.id, now=options.now)
    except (Refused, NotThere) as refused:
        print(f"Nothing was written: {refused}", file=sys.stderr)
        return REFUSED
    _say(found, written=options.apply)
    return DONE


def _authority(word: str) -> Node | None:
    from django.db.models import Q

    from waylight.agencies.models import Node

    named = Node.objects.filter(Q(name__iexact=word) | Q(code__iexact=word), kind=Node.Kind.AUTHORITY)[:2]
    return named[0] if len(named) == 1 else None


def _say(found: Plan, *, written: bool) -> None:
    print("Written:" if written else "Would change (nothing is written without --apply):")
    for what, count in found.counts().items():
        print(f"{count:>7,}  {what}")
    for one in found.proposals:
        row = one.row
        print(f"A second person gives: {row.role} at {row.place}, {row.file} line {row.line}.")
    lines: dict[str, list[Listed]] = defaultdict(list)
    for where, reason in found.aside:
        lines[reason].append(where)
    for reason, rows in sorted(lines.items()):
        named = ", ".join(f"{row.file} line {row.line}" for row in rows[:LINES])
        more = f" and {len(rows) - LINES:,} more" if len(rows) > LINES else ""
        print(f"{len(rows):>7,}  set aside: {reason} ({named}{more})")
