"""A nation of authorities, forces, homes and children, with what was said of a million times away. No projection is
written: `waylight rebuild` makes them all.

Sizes follow published ones: 150 authorities of very unequal size (the largest looks after 3 in 100 children),
43 forces, a home or carer for every fifteen children, four in ten placed in another authority's area, ten times
away a child. Names are numbers; nobody in it exists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

import psycopg

from benchmarks.record.facts import BEGAN, COLUMNS, MOVED, home_of, named, told

CHILD = (
    "id", "given_names", "family_name", "known_as", "born", "sex", "ethnicity", "language", "unaccompanied",
    "trafficked", "restricted", "sealed", "name_key", "called_key",
)  # fmt: skip
CARE = ("id", "child_id", "node_id", "during", "legal_status")
PLACEMENT = ("id", "child_id", "node_id", "kind", "during", "host_id")
# One statement a table. Ids are derived from what they stand for, so that statements need no lists of each other.
STATEMENTS = (
    """CREATE OR REPLACE FUNCTION pg_temp.id(kind text, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS
       $$ SELECT md5(kind || n)::uuid $$""",
    """INSERT INTO agencies_node (id, kind, name, code, country, sends_files_only, since, force_id)
       SELECT pg_temp.id('force', n), 'force', 'Force ' || n, n, 'E', false, '2000-01-01', NULL
       FROM generate_series(0, 42) n""",
    """INSERT INTO agencies_node (id, kind, name, code, country, sends_files_only, since, force_id)
       SELECT pg_temp.id('authority', n), 'authority', 'Authority ' || n, n, 'E', false, '2000-01-01',
              pg_temp.id('force', n % 43)
       FROM generate_series(0, 149) n""",
    """INSERT INTO agencies_node (id, kind, name, code, country, sends_files_only, since, parent_id)
       SELECT pg_temp.id('team', n), 'team', 'Team ' || n, '', 'E', false, '2000-01-01',
              pg_temp.id('authority', n / 20)
       FROM generate_series(0, 150 * 20 - 1) n""",
    """INSERT INTO agencies_node (id, kind, name, code, country, sends_files_only, since)
       SELECT pg_temp.id('provider', n), 'provider', 'Provider ' || n, '', 'E', false, '2000-01-01'
       FROM generate_series(0, 599) n""",
    """INSERT INTO agencies_node (id, kind, name, code, country, sends_files_only, since, parent_id, force_id, area_id)
       SELECT pg_temp.id('home', n), 'home', 'Home ' || n, n, 'E', false, '2000-01-01',
              pg_temp.id('provider', n % 600), pg_temp.id('force', n % 150 % 43), pg_temp.id('authority', n % 150)
       FROM generate_series(0, %(homes)s - 1) n""",
    """INSERT INTO agencies_node (id, kind, name, code, country, sends_files_only, since)
       VALUES (pg_temp.id('inspectorate', 0), 'inspectorate', 'Inspectorate', '', 'E', false, '2000-01-01')""",
    """INSERT INTO agencies_nodereach (above_id, below_id)
       SELECT id, id FROM agencies_node
       UNION ALL SELECT parent_id, id FROM agencies_node WHERE parent_id IS NOT NULL""",
    # Who works where: one person a role, at the largest authority or force, or at a home.
    """INSERT INTO agencies_person (id, name, email, password, is_active, joined_at)
       SELECT pg_temp.id('person', n), 'Somebody ' || n, n || '@example.invalid', '', true, now()
       FROM generate_series(0, 20) n""",
    """INSERT INTO agencies_rolegrant (id, person_id, role, node_id, during, granted_by_id, why)
       SELECT gen_random_uuid(), pg_temp.id('person', v.n), v.role, pg_temp.id(v.kind, v.place),
              tstzrange(now() - interval '1 day', now() + interval '300 days'), pg_temp.id('person', 0), ''
       FROM (VALUES (1, 'director', 'authority', 0), (2, 'data officer', 'authority', 0),
                    (3, 'night worker', 'home', 17), (4, 'duty inspector', 'force', 0),
                    (5, 'social worker', 'team', 3), (6, 'host authority officer', 'authority', 0),
                    (7, 'registered manager', 'provider', 5), (8, 'inspector', 'inspectorate', 0),
                    (9, 'out-of-hours team', 'authority', 0), (10, 'missing coordinator', 'force', 0)
            ) v(n, role, kind, place)""",
    # Who files reports in these measurements works nights in forty homes.
    """INSERT INTO agencies_rolegrant (id, person_id, role, node_id, during, granted_by_id, why)
       SELECT gen_random_uuid(), pg_temp.id('person', 11), 'night worker', pg_temp.id('home', n),
              tstzrange(now() - interval '1 day', now() + interval '300 days'), pg_temp.id('person', 0), ''
       FROM generate_series(50, 89) n""",
    """INSERT INTO children_inspection (id, person_id, node_id, during)
       SELECT gen_random_uuid(), pg_temp.id('person', 8), pg_temp.id('home', n),
              tstzrange(now() - interval '1 day', now() + interval '10 days')
       FROM generate_series(40, 42) n""",
)
# Who asks, in the order of the people above.
ROLES = (
    "director", "data officer", "night worker", "duty inspector", "social worker", "host authority officer",
    "registered manager", "inspector", "out-of-hours team", "missing coordinator",
)  # fmt: skip


def make_population(owner: psycopg.Connection[Any], *, children: int = 100_000) -> int:
    """Fill an empty, migrated database, signed in as its owner, all but the projections. Returns how many facts."""
    homes, now = max(150, children // 15), datetime.now(UTC)
    for statement in STATEMENTS:
        owner.execute(statement.replace("%(homes)s", str(homes)))  # type: ignore[arg-type]
    _copy(owner, "children_child", CHILD, (_child(n, now.date()) for n in range(children)))
    _copy(owner, "children_careperiod", CARE, (_care(n, children, now.date()) for n in range(children)))
    _copy(
        owner,
        "children_placement",
        PLACEMENT,
        (row for n in range(children) for row in _lived(n, homes, now)),
    )
    facts = _copy(owner, "facts_fact", COLUMNS, told(children, homes, now))
    owner.execute("ANALYZE")
    return facts


def _copy(owner: psycopg.Connection[Any], table: str, columns: Sequence[str], lines: Iterable[str]) -> int:
    with owner.cursor() as cursor:
        with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as into:  # type: ignore[arg-type]
            for some in batched(lines):
                into.write(some)
        return cursor.rowcount


def batched(lines: Iterable[str]) -> Iterator[str]:
    """A thousand lines at a time."""
    left = iter(lines)
    while some := "".join(islice(left, 1000)):
        yield some


def _child(n: int, today: date) -> str:
    born = today - timedelta(days=1000 + n * 37 % 5000)
    given, family = f"given{n % 3001}", f"family{n % 7919}"
    return _line(named("child", n), given.title(), family.title(), "", born, "", "", "", "f", "f",
                 "t" if n % 500 == 7 else "f", "t" if n % 5000 == 8 else "f", f"{given} {family}", "")  # fmt: skip


def _team(n: int, children: int) -> int:
    """Raising to a power makes the first authorities large."""
    return int(150 * (n * 7919 % children / children) ** 1.35) * 20 + n % 20


def _care(n: int, children: int, today: date) -> str:
    since = today - timedelta(days=n % 1500 + 1)
    return _line(named("care", n), named("child", n), named("team", _team(n, children)), f"[{since},)", "")


def _lived(n: int, homes: int, now: datetime) -> Iterator[str]:
    """A home before, and a home now; four in ten in the area of another authority."""
    moved, began = (now - timedelta(days=days) for days in (MOVED, BEGAN))
    for is_now, during in (
        (False, f"[{began.isoformat()},{moved.isoformat()})"),
        (True, f"[{moved.isoformat()},)"),
    ):
        home = home_of(n, homes, now=is_now)
        host = named("authority", home % 150) if is_now and n % 10 < 4 else "\\N"
        yield _line(named(f"lived {is_now}", n), named("child", n), named("home", home), "K2", during, host)


def _line(*values: object) -> str:
    return "\t".join(map(str, values)) + "\n"
