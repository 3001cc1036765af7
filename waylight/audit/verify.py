"""Reads the whole trail again and says where it is not what was linked and anchored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from psycopg import Connection

from waylight.audit.anchors import Anchor
from waylight.audit.hashing import BEGINNING, FIELDS, TIME, head_of, leaf_of
from waylight.audit.sequencer import Head

# A row may be linked after younger ones, because acts overlap; not after ones that are an hour younger.
LATE = timedelta(hours=1)
NOTHING = Head(0, BEGINNING)
LATEST = int(LATE.total_seconds()) * 1_000_000
# How COPY writes that there is nothing.
NULL = b"\\N"
# As many faults as are told one by one; the rest are counted.
TOLD = 20
ALL = (
    "COPY (SELECT c.position, c.entry, encode(c.leaf, 'hex'), encode(c.head, 'hex'), encode(t.salt, 'hex'), "  # noqa: S608
    f"{FIELDS} FROM audit_chain c LEFT JOIN audit_trail t ON t.id = c.entry ORDER BY c.position) TO STDOUT"
)
FORGOTTEN = (
    "SELECT t.id FROM audit_trail t WHERE t.at < %s "
    "AND NOT EXISTS (SELECT FROM audit_chain c WHERE c.entry = t.id) ORDER BY t.id"
)


@dataclass
class Verdict:
    """What was found: how many rows were read, the chain's end, and each fault in words."""

    rows: int = 0
    head: Head = NOTHING
    anchors: int = 0
    count: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return self.count == 0

    def fault(self, words: str) -> None:
        """Count a fault, and keep its words while there are few."""
        self.count += 1
        if len(self.faults) < TOLD:
            self.faults.append(words)


def verify(connection: Connection[Any], *, anchors: Iterable[Anchor], now: datetime) -> Verdict:
    """Read every row and every link again, and compare with the anchored heads.

    Without anchors a cut end and a rewritten rest cannot be seen. Rows of the last hour may not be linked yet;
    older ones must be. Reads as one snapshot where the caller's transaction is REPEATABLE READ.
    """
    verdict = Verdict()
    waiting = _by_position(anchors, verdict)
    with connection.cursor() as cursor:
        with cursor.copy(ALL.encode()) as copy:
            _follow((bytes(line) for line in copy), waiting, verdict)
        for position in sorted(waiting):
            verdict.fault(
                f"The chain was {position} rows long when anchored and ends at {verdict.head.position}."
            )
        for (entry,) in cursor.execute(FORGOTTEN, (now - LATE,)):
            verdict.fault(f"Row {entry} is older than an hour and was never linked.")
    return verdict


def _by_position(anchors: Iterable[Anchor], verdict: Verdict) -> dict[int, Anchor]:
    waiting: dict[int, Anchor] = {0: Anchor(datetime.min.replace(tzinfo=UTC), NOTHING)}
    for anchor in anchors:
        verdict.anchors += 1
        known = waiting.setdefault(anchor.head.position, anchor)
        if known.head.hash != anchor.head.hash:
            verdict.fault(f"Two different heads were anchored at position {anchor.head.position}.")
    del waiting[0]
    return waiting


def _follow(lines: Iterator[bytes], waiting: dict[int, Anchor], verdict: Verdict) -> None:
    before, last, youngest = BEGINNING.hex().encode(), 0, 0
    for line in lines:
        place, entry, leaf, head, row = line[:-1].split(b"\t", 4)
        position = int(place)
        verdict.rows += 1
        if position != last + 1:
            verdict.fault(f"The chain goes from position {last} to {position}.")
        if head_of(before, entry, leaf) != head:
            verdict.fault(f"Position {position} does not follow from the one before it.")
        anchor = waiting.pop(position, None)
        if anchor is not None and anchor.head.hash.hex().encode() != head:
            verdict.fault(f"The head anchored at position {position} is another.")
        if leaf_of(row) != leaf:
            verdict.fault(_difference(entry.decode(), row))
        elif (written := int(row[TIME])) < youngest - LATEST:
            verdict.fault(f"Row {entry.decode()} was put in after rows that are more than an hour younger.")
        else:
            youngest = max(youngest, written)
        if anchor is not None:
            # What is linked after an anchoring was written after it, or not long before.
            youngest = max(youngest, int(anchor.at.timestamp() * 1_000_000))
        before, last = head, position
    verdict.head = Head(last, bytes.fromhex(before.decode()))


def _difference(entry: str, row: bytes) -> str:
    # Without its row the join gives nothing after the chain's own columns, no number least of all.
    gone = row.split(b"\t", 3)[2] == NULL
    return f"Row {entry} is gone." if gone else f"Row {entry} is not what was linked."
