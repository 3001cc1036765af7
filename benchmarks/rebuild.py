"""How long a rebuild takes, and what filing a report costs the database, beside many episodes.

    python -m benchmarks.rebuild [--children 10000]

Makes a throw-away server with ten times away a child in facts alone (three or four facts each), rebuilds everything
from them, checks it, replays an earlier day, then files reports and returns as the pages' role. Says seconds of this
process and milliseconds of database time in the median and at worst. Nobody in it exists.
"""

from __future__ import annotations

import argparse
import io
import os
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg

MANY = 200
FACTS = """
INSERT INTO facts_fact (id, kind, version, record, happened_earliest, happened_latest, happened_said, told, child,
                        about, by_node_id, door, source_key, body)
"""
HOURS = "interval '9 hours' + make_interval(mins => (n % 300)::int)"
STATEMENTS = (
    """CREATE FUNCTION pg_temp.id(kind text, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS
       $$ SELECT md5(kind || n)::uuid $$""",
    """CREATE FUNCTION pg_temp.said(t timestamptz) RETURNS text LANGUAGE sql IMMUTABLE AS
       $$ SELECT to_char(t AT TIME ZONE 'Europe/London', 'YYYY-MM-DD"T"HH24:MI') $$""",
    """INSERT INTO agencies_node (id, kind, name, code, country, sends_files_only, since)
       SELECT pg_temp.id('force', n), 'force', 'Force ' || n, n, 'E', false, '2000-01-01'
       FROM generate_series(0, 42) n""",
    """INSERT INTO agencies_node (id, kind, name, code, country, sends_files_only, since)
       SELECT pg_temp.id('team', n), 'team', 'Team ' || n, '', 'E', false, '2000-01-01'
       FROM generate_series(0, 2999) n""",
    """INSERT INTO agencies_node (id, kind, name, code, country, sends_files_only, since, force_id)
       SELECT pg_temp.id('home', n), 'home', 'Home ' || n, n, 'E', false, '2000-01-01', pg_temp.id('force', n % 43)
       FROM generate_series(0, greatest(%(children)s / 15, 50)) n""",
    "INSERT INTO agencies_nodereach (above_id, below_id) SELECT id, id FROM agencies_node",
    """INSERT INTO children_child (id, given_names, family_name, known_as, born, sex, ethnicity, language,
                                   unaccompanied, trafficked, restricted, sealed, name_key, called_key)
       SELECT pg_temp.id('child', n), 'Given' || n % 3001, 'Family' || n, '',
              current_date - 1000 - (n * 37 % 5000)::int, '', '', '',
              false, false, false, false, 'given' || n % 3001 || ' family' || n, ''
       FROM generate_series(0, %(children)s - 1) n""",
    """INSERT INTO children_careperiod (id, child_id, node_id, during, legal_status)
       SELECT gen_random_uuid(), pg_temp.id('child', n), pg_temp.id('team', n % 3000), '[2018-01-01,)', ''
       FROM generate_series(0, %(children)s - 1) n""",
    """INSERT INTO children_placement (id, child_id, node_id, kind, during)
       SELECT gen_random_uuid(), pg_temp.id('child', n), pg_temp.id('home', n / 15), '', tstzrange('2018-01-01', NULL)
       FROM generate_series(0, %(children)s - 1) n""",
    # Ten times away in three years; one child in a hundred is away now.
    """CREATE TEMP TABLE gone AS
       SELECT n, k, pg_temp.id('child', n) AS child, pg_temp.id('home', n / 15) AS home,
              pg_temp.id('force', n / 15 % 43) AS force, pg_temp.id('absent', n * 10 + k) AS claim,
              date_trunc('minute', now() - make_interval(days => k * 100 + (n % 97)::int + 2,
                                                         mins => (n % 1400)::int)) AS since
       FROM generate_series(0, %(children)s::bigint - 1) n, generate_series(0, 9) k""",
    f"""{FACTS} SELECT claim, 'absent', 1, 'episode core', since, since, pg_temp.said(since),
              since + interval '25 minutes', child, NULL, home, 'web', claim::text,
              '{{"whereabouts": "unknown", "concern": true, "reported": true}}'
       FROM gone""",
    f"""{FACTS} SELECT gen_random_uuid(), 'absent', 1, 'episode core', t, t, pg_temp.said(t), t + interval '20 minutes',
              child, NULL, force, 'import', gen_random_uuid()::text,
              '{{"whereabouts": "unknown", "concern": true, "reported": true}}'
       FROM (SELECT *, since + interval '40 minutes' AS t FROM gone WHERE (n + k) % 2 = 0) told""",
    f"""{FACTS} SELECT gen_random_uuid(), 'police reference', 1, 'episode core', t, t, pg_temp.said(t), t,
              child, claim, home, 'web', gen_random_uuid()::text, '{{"reference": "EF-77"}}'
       FROM (SELECT *, since + interval '50 minutes' AS t FROM gone) told""",
    f"""{FACTS} SELECT gen_random_uuid(), 'returned', 1, 'episode core', t, t, pg_temp.said(t),
              t + interval '5 minutes', child, claim, home, 'web', gen_random_uuid()::text, '{{}}'
       FROM (SELECT *, since + {HOURS} AS t FROM gone WHERE NOT (k = 0 AND n % 100 = 1)) told""",
    """INSERT INTO agencies_person (id, name, email, password, is_active, joined_at)
       SELECT pg_temp.id('person', n), 'Somebody ' || n, n || '@example.invalid', '', true, now()
       FROM generate_series(0, 1) n""",
    """INSERT INTO agencies_rolegrant (id, person_id, role, node_id, during, granted_by_id, why)
       SELECT gen_random_uuid(), pg_temp.id('person', 1), 'night worker', id,
              tstzrange(now() - interval '1 day', now() + interval '300 days'), pg_temp.id('person', 0), ''
       FROM agencies_node WHERE kind = 'home' AND code::int < 20""",
    "ANALYZE",
)  # fmt: skip


def main() -> None:
    """Prints one line a measure."""
    parser = argparse.ArgumentParser(prog="benchmarks.rebuild")
    parser.add_argument("--children", type=int, default=10_000)
    children: int = parser.parse_args().children
    os.environ["DJANGO_SETTINGS_MODULE"] = "waylight.ops.settings_test"
    import django

    django.setup()
    from tests.support.throwaway import migrate, throwaway_cluster
    from waylight.ops.postgres.connection import OWNER
    from waylight.ops.postgres.roles import connect

    for cluster in throwaway_cluster():
        migrate(cluster)
        with connect(cluster.address(OWNER)) as owner:
            owner.execute("SET timezone TO 'UTC'")
            _timed("facts made", lambda: _fill(owner, children))
            _measure(owner)
        _file(children)


def _fill(owner: psycopg.Connection[Any], children: int) -> str:
    for statement in STATEMENTS:
        owner.execute(statement.replace("%(children)s", str(children)))  # type: ignore[arg-type]
    (facts,) = owner.execute("SELECT count(*) FROM facts_fact").fetchone() or (0,)
    return f"{facts:,} facts"


def _measure(owner: psycopg.Connection[Any]) -> None:
    from waylight.ops.rebuild import check, rebuild, replay

    now, many = datetime.now(UTC), os.cpu_count() or 1
    _timed("rebuild", lambda: f"{rebuild(owner, processes=many).episodes:,} episodes")
    _timed("rebuild --check", lambda: f"{check(owner, processes=many).faults:,} faults")
    owner.execute(
        "UPDATE episodes_episode SET ended_by = 'found' WHERE id = (SELECT min(id::text)::uuid FROM episodes_episode)"
    )
    _timed("--check with one row changed", lambda: f"{check(owner, processes=many).faults:,} faults")
    then = now - timedelta(days=365)
    _timed(
        "--as-of a year ago",
        lambda: f"{replay(owner, then, io.StringIO(), processes=many).episodes:,} episodes",
    )


def _spent() -> float:
    """Processor seconds of this process and of those it started and waited for."""
    return sum(os.times()[:4])


def _timed(what: str, act: Callable[[], str]) -> None:
    wall, own = time.perf_counter(), _spent()
    said = act()
    print(f"{what}: {said}, {time.perf_counter() - wall:.1f} s, of it {_spent() - own:.1f} s of this "
          "process", flush=True)  # fmt: skip


def _file(children: int) -> None:
    """Reports and returns by a night worker who works in 20 homes; the time that statements take, commit included."""
    from django.db import connection, transaction

    from waylight.access.acting import say
    from waylight.agencies.selectors import actor_of
    from waylight.children.models import Child
    from waylight.engine.when import at
    from waylight.episodes.models import Episode
    from waylight.episodes.services import endings, reports

    now = datetime.now(UTC)
    person = UUID(bytes=__import__("hashlib").md5(b"person1", usedforsecurity=False).digest())
    took: list[float] = []

    def timing(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            took.append(time.perf_counter() - began)

    actor = actor_of(person, now)
    with transaction.atomic():
        say(person)
        away = set(Episode.objects.filter(open=True).values_list("child_id", flat=True))
        here = [id for id in Child.objects.values_list("id", flat=True) if id not in away][:MANY]
    for what in ("report", "return"):
        spent, wall = [], []
        for child in here:
            took.clear()
            began = time.perf_counter()
            with connection.execute_wrapper(timing), transaction.atomic():
                say(person)
                if what == "report":
                    reports.report_absent(actor=actor, child_id=child, report=reports.Report(since=at(now)), now=now,
                                          key=str(uuid4()))  # fmt: skip
                else:
                    endings.returned_child(
                        actor=actor, child_id=child, happened=at(now), now=now, key=str(uuid4())
                    )
                in_python = time.perf_counter()
            spent.append((sum(took) + time.perf_counter() - in_python) * 1000)
            wall.append((time.perf_counter() - began) * 1000)
        print(f"{what}: database {statistics.median(spent):.1f} ms in the median, {max(spent):.1f} at worst; whole "
              f"{statistics.median(wall):.1f} ms; {len(spent)} filed", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
