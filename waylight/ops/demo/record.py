"""The living record of the demonstration: one authority of the invented region with its homes, carers, children and
the people who work for them, some children away now and some back, written through the services as people would.

python -m waylight.ops.demo.record FOLDER
"""

from __future__ import annotations

import csv
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import django
from django.db import transaction

from waylight.engine.when import LONDON


def make_forces(folder: Path) -> None:
    """The forces of the region's police file: they send files, and nobody of them signs in."""
    from waylight.agencies.services import add_node

    with (folder / "police.csv").open(newline="") as file:
        for name in sorted({row["force"] for row in csv.DictReader(file) if row["force"]}):
            add_node(kind="force", name=name, since=date(2015, 1, 1), sends_files_only=True)


@transaction.atomic
def write(folder: Path, now: datetime) -> None:
    """All of it, as it stands at `now`."""
    from waylight.ops.demo.afterwards import make_afterwards, make_rota
    from waylight.ops.demo.cast import Cast
    from waylight.ops.demo.children import make_children
    from waylight.ops.demo.history import make_history
    from waylight.ops.demo.lines import say_what_for
    from waylight.ops.demo.nights import cared, make_nights, make_packs
    from waylight.ops.demo.parts import parts_of
    from waylight.ops.demo.places import make_places
    from waylight.ops.demo.playing import nothing_goes_out
    from waylight.ops.demo.rows import rows_of
    from waylight.ops.demo.tonight import Night
    from waylight.statutory_return.build_keeping import build_each

    rows, cast = rows_of(folder, now.astimezone(LONDON).date()), Cast(now)
    places = make_places(cast, rows)
    make_forces(folder)
    at_home = cared(places, make_children(cast, places, rows))
    parts = parts_of(cast, places, rows)
    playing = {part.child for part in parts.all}
    left = make_history(cast, places, [one for one in at_home if one[0] not in playing])
    busy = playing | left.children
    others = [one for one in at_home if one[0] not in busy]
    make_packs(cast, places, [*(one for one in at_home if one[0] in busy), *others[:20]])
    make_nights(cast, places, others)
    make_rota(cast, places)
    with nothing_goes_out():
        make_afterwards(cast, places, parts, left)
        Night(cast, places, parts).write(left)
    say_what_for(cast, places, parts, left)
    build_each(now=now)


def main(arguments: list[str]) -> int:
    django.setup()
    from waylight.agencies.models import Node
    from waylight.ops.demo.parts import NobodyFits

    if Node.objects.filter(kind="force").exists():
        return 0
    try:
        write(Path(arguments[0]), datetime.now(UTC) - timedelta(minutes=1))
    except NobodyFits as nobody:
        print(f"\n{nobody}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
