"""What was let go (erased, closed, made smaller), as a list outside the database: an older backup knows nothing of it.

A line holds ids, times and codes, and nothing that anybody said. Whoever restores a backup carries the list out again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection

KINDS = ("erased", "sealed", "reduced")
FACTS = """
SELECT id, kind, child, told, by_node_id, by_person_id, source_key, body FROM facts_fact
WHERE kind IN ('erased', 'sealed', 'reduced') AND told >= %s ORDER BY told, id
"""
# Within a day everything is asked for once; in between, what was told since so long ago. No transaction takes as long.
EVER, LOOKS_BACK = datetime.min.replace(tzinfo=UTC), timedelta(days=1)


class BadLine(Exception):
    """A line of the list cannot be read; the message names file, line and remedy."""


@dataclass(frozen=True)
class LetGo:
    """One fact by which something went: which, about whom, when (UTC), by whom, and what it says."""

    fact: UUID
    kind: str
    child: UUID
    told: datetime
    node: UUID
    person: UUID | None
    key: str
    body: Mapping[str, Any]

    def line(self) -> str:
        """As it is written: JSON, with a line's end."""
        said = {
            "fact": str(self.fact), "kind": self.kind, "child": str(self.child),
            "told": self.told.astimezone(UTC).isoformat(), "node": str(self.node),
            "person": None if self.person is None else str(self.person), "key": self.key, "body": self.body,
        }  # fmt: skip
        return json.dumps(said) + "\n"


def read(path: Path) -> tuple[LetGo, ...]:
    """The list in its order, each fact once; nothing where there is no file. Raises: BadLine."""
    if not path.exists():
        return ()
    found: dict[UUID, LetGo] = {}
    for one in _lines(path, path.read_bytes(), after=0):
        found.setdefault(one.fact, one)
    return tuple(found.values())


def _lines(path: Path, said: bytes, after: int) -> Iterator[LetGo]:
    """What these lines say; `after` so many lines of the file. Raises: BadLine."""
    for number, line in enumerate(said.decode("utf-8", "replace").splitlines(), after + 1):
        try:
            yield _read(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError):
            raise BadLine(
                f"{path}: line {number} is no line of what was let go. Fetch the file anew from where it is kept; "
                "do not mend it by hand."
            ) from None


@dataclass
class Seen:
    """How far this process has read one file, and which facts stand in it. `day`: on which the whole database was last
    asked."""

    file: tuple[int, int]
    bytes: int = 0
    lines: int = 0
    facts: set[UUID] = field(default_factory=set)
    day: date | None = None


# Of each file that this process hands out to.
_SEEN: dict[Path, Seen] = {}


def _seen(path: Path) -> Seen:
    """What stands in the file now, of which only what was added since is read. Raises: BadLine."""
    with path.open("rb") as opened:
        stat = os.fstat(opened.fileno())
        file = (stat.st_dev, stat.st_ino)
        seen = _SEEN.get(path)
        # Another file in its place, or one that lost something, is read anew.
        if seen is None or seen.file != file or stat.st_size < seen.bytes:
            seen = _SEEN[path] = Seen(file)
        opened.seek(seen.bytes)
        said = opened.read()
    seen.facts.update(one.fact for one in _lines(path, said, seen.lines))
    seen.bytes, seen.lines = seen.bytes + len(said), seen.lines + said.count(b"\n")
    return seen


def hand_out(path: Path, now: datetime) -> int:
    """As the worker: add to the list what it lacks, on disk before this returns; where there is none, begin it.

    Called each minute, it reads what was added to the list since, and asks for what was told since yesterday; once a
    day for everything. Returns how many lines. Raises: BadLine.
    """
    _begin(path)
    seen = _seen(path)
    with connection.cursor() as cursor:
        cursor.execute(FACTS, [now - LOOKS_BACK if seen.day == now.date() else EVER])
        rows = [row for row in cursor.fetchall() if row[0] not in seen.facts]
    new = [
        LetGo(fact, kind, child, told, node, person, key, json.loads(body))
        for fact, kind, child, told, node, person, key, body in rows
    ]
    _write(path, new)
    seen.day = now.date()
    return len(new)


def come_back(lines: Iterable[LetGo]) -> tuple[LetGo, ...]:
    """Those of whom this database holds something, and not the fact that let it go: it is older than they are."""
    named = {one.fact: one for one in lines}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT episodes_come_back(%s::uuid[], %s::uuid[])",
            [list(named), [one.child for one in named.values()]],
        )
        back = {fact for (fact,) in cursor.fetchall()}
    return tuple(one for one in named.values() if one.fact in back)


def _read(said: Mapping[str, Any]) -> LetGo:
    told = datetime.fromisoformat(said["told"])
    if said["kind"] not in KINDS or told.tzinfo is None or not isinstance(said["body"], dict):
        raise ValueError
    person = None if said["person"] is None else UUID(said["person"])
    child, node = UUID(said["child"]), UUID(said["node"])
    return LetGo(UUID(said["fact"]), said["kind"], child, told, node, person, said["key"], said["body"])


def _begin(path: Path) -> None:
    """An empty list says that nothing was let go; none says that it is not known."""
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o640))


def _write(path: Path, lines: list[LetGo]) -> None:
    if not lines:
        return
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND)
    try:
        os.write(descriptor, "".join(one.line() for one in lines).encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
