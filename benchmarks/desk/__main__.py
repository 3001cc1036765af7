"""python -m benchmarks.desk [ROWS]: asks what the pages of a run ask, with row security and without it.

Two agencies with a run of ROWS police rows each, beside each other in the same tables. Milliseconds on the processor of
the server's process, the median of nine; into benchmarks/desk/results/pages.json.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from statistics import median
from typing import Any

import psycopg

from tests.support.throwaway import sign_in, throwaway_cluster
from waylight.ops.postgres.connection import OWNER, WEB
from waylight.ops.postgres.roles import connect

RESULTS = Path(__file__).parent / "results" / "pages.json"
TABLES = ("desk_upload", "desk_run", "desk_runrow", "desk_policerow", "desk_runlink", "desk_runpair")
FILL = """
INSERT INTO agencies_node (id, kind, name, code, country, sends_files_only, since)
    SELECT md5('node' || a)::uuid, 'authority', 'Authority ' || a, '', 'E', false, '2000-01-01'
    FROM generate_series(1, 2) a;
INSERT INTO agencies_nodereach (above_id, below_id) SELECT id, id FROM agencies_node;
INSERT INTO agencies_person (id, name, email, password, is_active, joined_at)
    SELECT md5('person' || p)::uuid, 'P', p || '@example.invalid', '', true, now() FROM generate_series(0, 2) p;
INSERT INTO agencies_rolegrant (id, person_id, role, node_id, during, granted_by_id, why)
    SELECT gen_random_uuid(), md5('person' || a)::uuid, 'data officer', md5('node' || a)::uuid,
           tstzrange(now() - interval '1 day', now() + interval '1 day'), md5('person0')::uuid, ''
    FROM generate_series(1, 2) a;
INSERT INTO desk_upload (id, asked_at, by_name, by_agency, node_id, state, content_hash, stage, faults, summary)
    SELECT md5('upload' || a)::uuid, now(), '', '', md5('node' || a)::uuid, 'ready', '', '', '[]', '{{}}'
    FROM generate_series(1, 2) a;
INSERT INTO desk_run (id, upload_id, number, asked_at, by_name, by_agency, state, stage, percent, failure, bridge,
                      estimate, quality, report, decisions_used, closed_by, forgotten_rows)
    SELECT md5('run' || a)::uuid, md5('upload' || a)::uuid, 1, now(), '', '', 'done', '', 100, '', '{{}}', '{{}}',
           '{{}}', '', 0, '', 0 FROM generate_series(1, 2) a;
INSERT INTO desk_runrow (run_id, n, side, row_id, row_class, reason, reason_kind, force, authority, year, category)
    SELECT md5('run' || a)::uuid, n, 'police', 'P' || n, 'class ' || n % 7, 'Why it is so', 'Why', 'F' || n % 40, 'A',
           '2025', 'M' FROM generate_series(1, 2) a, generate_series(0, {rows} - 1) n;
INSERT INTO desk_policerow (upload_id, n, line, incident_id, force, surname, last_seen_at)
    SELECT md5('upload' || a)::uuid, n, n + 2, 'P' || n, 'F' || n % 40, 'Invented', now()::timestamp
    FROM generate_series(1, 2) a, generate_series(0, {rows} - 1) n;
INSERT INTO desk_runlink (run_id, incident_id, child_id, probability)
    SELECT md5('run' || a)::uuid, 'P' || n, 'C' || n / 8, 0.9
    FROM generate_series(1, 2) a, generate_series(0, {rows} - 1, 4) n;
INSERT INTO desk_runpair (run_id, n, incident_id, child_id, probability, force, still_away)
    SELECT md5('run' || a)::uuid, n, 'P' || n, 'C' || n, 0.7, 'F1', false
    FROM generate_series(1, 2) a, generate_series(1, 3000) n;
"""
RUN, UPLOAD = "md5('run1')::uuid", "md5('upload1')::uuid"
ASKED = {
    "the run": f"SELECT * FROM desk_run WHERE id = {RUN}",
    "a page of the list": f"SELECT * FROM desk_runrow WHERE run_id = {RUN} AND side = 'police' ORDER BY n LIMIT 50",
    "a page far down": f"SELECT * FROM desk_runrow WHERE run_id = {RUN} AND side = 'police' ORDER BY n LIMIT 50 "
    "OFFSET 20000",
    "the rows of the page": f"SELECT * FROM desk_policerow WHERE upload_id = {UPLOAD} AND incident_id = ANY "
    "(ARRAY(SELECT 'P' || n FROM generate_series(100, 149) n))",
    "how many pages there are": f"SELECT count(*) FROM desk_runrow WHERE run_id = {RUN} AND side = 'police'",
    "one row": f"SELECT * FROM desk_runrow WHERE run_id = {RUN} AND side = 'police' AND n = 777",
    "the links of the page": f"SELECT child_id FROM desk_runlink WHERE run_id = {RUN} AND incident_id = ANY "
    "(ARRAY(SELECT 'P' || n FROM generate_series(100, 149) n))",
    "a page of doubtful pairs": f"SELECT * FROM desk_runpair WHERE run_id = {RUN} ORDER BY n LIMIT 50",
}


def main(arguments: list[str]) -> int:
    rows = int(arguments[0]) if arguments else 1_000_000
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waylight.ops.settings_test")
    import django

    django.setup()
    for cluster in throwaway_cluster():
        sign_in(cluster)
        owner = connect(cluster.address(OWNER))
        owner.execute(FILL.format(rows=rows))
        a = cluster.address(WEB)
        web = psycopg.connect(
            host=a.socket, user=a.role, password=a.password, dbname=a.database, autocommit=True
        )
        with_it = _ask_all(web, owner)
        for table in TABLES:
            owner.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
        without = _ask_all(web, owner)
    kept = {
        "rows_of_a_run": rows,
        "milliseconds": {what: {"with": with_it[what], "without": without[what]} for what in ASKED},
    }
    RESULTS.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")
    print(RESULTS.read_text("utf-8"))
    return 0


def _ask_all(web: psycopg.Connection[Any], owner: psycopg.Connection[Any]) -> dict[str, float]:
    owner.execute("VACUUM ANALYZE")
    web.execute("SELECT set_config('waylight.person', md5('person1')::uuid::text, false)")
    return {what: _median(web, query) for what, query in ASKED.items()}


def _median(web: psycopg.Connection[Any], query: str) -> float:
    times = []
    for _ in range(10):
        began = _spent(web)
        assert web.execute(query).fetchall()
        times.append(_spent(web) - began)
    # The first run fills the caches.
    return round(median(times[1:]), 2)


def _spent(web: psycopg.Connection[Any]) -> float:
    """Milliseconds on the processor that the server has given this session so far."""
    return int(Path(f"/proc/{web.info.backend_pid}/schedstat").read_text().split()[0]) / 1e6


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
