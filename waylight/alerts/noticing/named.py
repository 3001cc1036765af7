"""The same address, telephone, car or adult in several children's packs. Each entry is read once, and when it ends."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import connection, transaction

from waylight.alerts.models import EntryRead, Named
from waylight.alerts.noticing.writing import SPACE, Changes, Wanted, kept_where, locking, put
from waylight.engine.patterns import Naming, SharedName, named_in, shared_names
from waylight.engine.patterns.naming import Named as What
from waylight.episodes.models import PackEntry
from waylight.facts.asked import asked
from waylight.rulebook.patterns import SAME_NAME

# Entries that say where a child goes, and who is feared; not the numbers of those who care for the child.
FIELDS = ("place", "before", "friend", "person", "concern")
PERSON = "person"
AT_A_TIME = 2000
VALUE = tuple[str, str]
UNREAD = """
SELECT e.id FROM episodes_packentry e LEFT JOIN alerts_entryread r ON r.entry = e.id
WHERE e.field = ANY (%s) AND e.since <= %s
  AND (r.entry IS NULL OR (e.until IS NOT NULL AND e.until <= %s AND NOT r.ended)) LIMIT %s
"""
# What was erased from the pack: what it named goes too.
GONE = """
SELECT r.entry FROM alerts_entryread r LEFT JOIN episodes_packentry e ON e.id = r.entry WHERE e.id IS NULL LIMIT %s
"""


@transaction.atomic
def read_entries(now: datetime) -> int:
    """Read what is new or has ended since; returns how many entries that were."""
    asked(*locking([SPACE]))
    ids, gone = _ids(UNREAD, [list(FIELDS), now, now, AT_A_TIME]), _ids(GONE, [AT_A_TIME])
    if not ids and not gone:
        return 0
    touched = set(Named.objects.filter(entry__in=[*ids, *gone]).values_list("kind", "value"))
    Named.objects.filter(entry__in=[*ids, *gone]).delete()
    EntryRead.objects.filter(entry__in=gone).delete()
    rows = list(PackEntry.objects.filter(id__in=ids))
    names = [one for entry in rows if entry.until is None or entry.until > now for one in _names(entry)]
    Named.objects.bulk_create(names)
    EntryRead.objects.bulk_create(
        [EntryRead(entry=e.id, ended=e.until is not None and e.until <= now) for e in rows],
        update_conflicts=True, unique_fields=["entry"], update_fields=["ended"],
    )  # fmt: skip
    notice_names(touched | {(one.kind, one.value) for one in names}, now)
    return len(ids) + len(gone)


def _ids(query: str, values: list[Any]) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return [row[0] for row in cursor.fetchall()]


def _names(entry: PackEntry) -> list[Named]:
    more = {"entry": entry.id, "child": entry.child_id, "record": entry.record, "since": entry.since}
    found = named_in(entry.value, person=entry.field == PERSON)
    return [Named(kind=kind.value, value=value, **more) for kind, value in sorted(found)]


def notice_names(values: Iterable[VALUE], now: datetime) -> None:
    """Write what stands about each of these names."""
    changes = Changes()
    for kind, value in sorted(values):
        rows = Named.objects.filter(kind=kind, value=value)
        namings = [Naming(r.child, What(r.kind), r.value, r.record, r.entry, r.since) for r in rows]
        wanted = [_wanted(one) for one in shared_names(namings, SAME_NAME)]
        standing = kept_where("pattern = %s AND anchor = %s", [SAME_NAME.code, _anchor(kind, value)])
        put(changes, wanted, standing, now, since=now - SAME_NAME.lasts.span)
    changes.written_with()


def _anchor(kind: str, value: str) -> UUID:
    return uuid5(SPACE, f"{kind} {value}")


def _wanted(one: SharedName) -> Wanted:
    return Wanted(
        SAME_NAME.code, one.children, tuple(sorted({"episode", *one.records})), _anchor(one.kind, one.value), (),
        len(one.children), one.since, one.since + SAME_NAME.lasts.span,
        {"kind": one.kind.value, "value": one.value},
    )  # fmt: skip
