"""What a record comes down to: rows and content of every table, and the end of the trail. A restore must equal it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from psycopg import Connection, sql

TABLES = """
SELECT c.relname FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' ORDER BY c.relname COLLATE "C"
"""
# Each row as text, and that as a number: the sum is the same in whatever order rows come. The same words on every
# server: a row's text depends on these settings.
WRITTEN_ALIKE = (
    "SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO'; SET LOCAL intervalstyle = 'postgres'"
)
SUM = """
SELECT count(*), coalesce(sum(('x' || left(md5(t::text), 16))::bit(64)::bigint::numeric), 0)::text FROM {} t
"""
HEAD = "SELECT position, encode(head, 'hex') FROM audit_chain ORDER BY position DESC LIMIT 1"


@dataclass(frozen=True)
class Proof:
    """`tables`: rows and sum of each. `head`: where the linked trail ends, as (position, hash), (0, '') without one."""

    at: str
    tables: Mapping[str, tuple[int, str]]
    head: tuple[int, str]

    @property
    def rows(self) -> int:
        return sum(rows for rows, _ in self.tables.values())

    def differences(self, other: Proof) -> list[str]:
        """A sentence for each table, and for the trail, where `other` is not the same."""
        found = []
        for name in sorted({*self.tables, *other.tables}):
            mine, its = self.tables.get(name), other.tables.get(name)
            if mine is None or its is None:
                found.append(f"The table {name} is in one of them only.")
            elif mine[0] != its[0]:
                found.append(f"{name}: {mine[0]:,} rows, not {its[0]:,}.")
            elif mine != its:
                found.append(f"{name}: {mine[0]:,} rows, and not all say the same.")
        if self.head != other.head:
            found.append(f"The trail ends at position {self.head[0]:,}, not at {other.head[0]:,} as it was.")
        return found

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self), indent=1) + "\n", "utf-8")


def read(path: Path) -> Proof:
    """Raises: OSError, ValueError, KeyError, TypeError where it is no proof."""
    said = json.loads(path.read_text("utf-8"))
    tables = {name: (int(rows), str(total)) for name, (rows, total) in said["tables"].items()}
    position, head = said["head"]
    return Proof(str(said["at"]), tables, (int(position), str(head)))


def prove(db: Connection[Any], *, at: datetime) -> Proof:
    """As the owner, in the caller's transaction: REPEATABLE READ gives one moment."""
    for setting in WRITTEN_ALIKE.split(";"):
        db.execute(setting.encode())
    tables = {}
    for (name,) in db.execute(TABLES).fetchall():
        row = db.execute(sql.SQL(SUM).format(sql.Identifier(name))).fetchone()
        assert row is not None
        tables[name] = (row[0], row[1])
    head = db.execute(HEAD).fetchone() if "audit_chain" in tables else None
    return Proof(at.isoformat(), tables, (head[0], head[1]) if head else (0, ""))
