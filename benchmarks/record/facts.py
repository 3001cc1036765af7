"""What agencies said of a million times away, as rows for COPY: who was gone when, who told it, and how it ended.

Ten times away a child over three years; one child in a hundred is away now. The home reports each, half are told by the
force as well, and every one has its police reference; a seventh are found before they come back, some are graded, some
are corrected by a minute. Everything follows from two numbers, so that two runs make the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import md5
from typing import NamedTuple
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
COLUMNS = (
    "id", "kind", "version", "record", "happened_earliest", "happened_latest", "happened_said", "told", "child",
    "about", "by_node_id", "door", "source_key", "body",
)  # fmt: skip
MISSING = '{"whereabouts": "unknown", "concern": true, "reported": true}'
AWAY = '{"whereabouts": "known", "concern": true, "reported": true}'
TIMES = 10
# Since when a child lives where it lives now, in days before now; and since when it lived where it was before.
MOVED, BEGAN = 200, 1200


def named(kind: str, n: int) -> str:
    """The id of the n-th of its kind."""
    return md5(f"{kind}{n}".encode(), usedforsecurity=False).hexdigest()


def home_of(n: int, homes: int, *, now: bool) -> int:
    """Where the n-th child lives, or lived before."""
    return (n * 31 + now) % homes


def force_of(home: int) -> int:
    """In whose area the home lies."""
    return home % 150 % 43


class Gone(NamedTuple):
    """The k-th time away of the n-th child, from `since`."""

    n: int
    k: int
    since: datetime
    home: str
    force: str

    @property
    def open(self) -> bool:
        return self.k == 0 and self.n % 100 == 1


def told(children: int, homes: int, now: datetime) -> Iterator[str]:
    """Lines of COPY in the order of telling, the longest ago first, as a record grows."""
    for k in reversed(range(TIMES)):
        for n in range(children):
            days = k * 100 + n % 97 + 2
            since = now.replace(second=0, microsecond=0) - timedelta(days=days, minutes=n % 1400)
            home = home_of(n, homes, now=days < MOVED)
            yield from _said(Gone(n, k, since, named("home", home), named("force", force_of(home))))


def _said(gone: Gone) -> Iterator[str]:
    number = gone.n * TIMES + gone.k
    claim = named("absent", number)
    child = named("child", gone.n)

    def line(kind: str, by: str, after: int, late: int, body: str, about: str = "\\N", id: str = "") -> str:
        at = gone.since + timedelta(minutes=after)
        said = at.astimezone(LONDON).strftime("%Y-%m-%dT%H:%M")
        key = id or named(f"{kind}{by}", number)
        values = (
            key, kind, "1", "episode core", at.isoformat(), at.isoformat(), said,
            (at + timedelta(minutes=late)).isoformat(), child, about, by, "web", key, body,
        )  # fmt: skip
        return "\t".join(values) + "\n"

    hours = 540 + gone.n % 300
    yield line("absent", gone.home, 0, 25, AWAY if number % 5 == 0 else MISSING, id=claim)
    if number % 2:
        yield line("absent", gone.force, 40, 20, MISSING)
    yield line("police reference", gone.home, 50, 0, json.dumps({"reference": f"EF-{number}"}), claim)
    if number % 3 == 0:
        yield line("risk graded", gone.force, 60, 0, '{"grade": "MEDIUM"}', claim)
    if number % 7 == 0 and not gone.open:
        yield line("found", gone.force, hours - 30, 5, "{}", claim)
    if not gone.open:
        yield line("returned", gone.home, hours, 5, "{}", claim)
    if number % 29 == 0:
        at = gone.since - timedelta(minutes=10)
        local, moment = at.astimezone(LONDON).strftime("%Y-%m-%dT%H:%M"), at.astimezone(UTC).isoformat()
        when = {"earliest": moment, "latest": moment, "said": local}
        yield line("correction", gone.home, hours, 60, json.dumps({"at": when}), claim)
