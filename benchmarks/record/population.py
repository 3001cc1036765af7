"""A nation made by the database itself in a minute: authorities, forces, homes, children, a million times away.

Sizes follow published ones: 150 authorities of very unequal size (the largest looks after 3 in 100 children),
43 forces, a home or carer for every fifteen children, four in ten placed in another authority's area, ten times
away a child. Names are numbers; nobody in it exists.
"""

from __future__ import annotations

import psycopg

# One statement a table. Ids are derived from what they stand for, so that statements need no lists of each other.
STATEMENTS = (
    "SELECT setseed(0.42)",
    """CREATE FUNCTION pg_temp.id(kind text, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS
       $$ SELECT md5(kind || n)::uuid $$""",
    # The authority of the n-th child: squaring makes the first ones large.
    """CREATE FUNCTION pg_temp.authority(n bigint, many bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS
       $$ SELECT floor(150 * power((n * 7919 % many)::float / many, 1.35))::bigint $$""",
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
    """INSERT INTO children_child (id, given_names, family_name, known_as, born, sex, ethnicity, language,
                                   unaccompanied, trafficked, restricted, sealed, name_key, called_key)
       SELECT pg_temp.id('child', n), 'Given' || n % 3001, 'Family' || n % 7919, '',
              current_date - 1000 - (n * 37 % 5000)::int, '', '', '', false, false, n % 500 = 7, n % 5000 = 8,
              'given' || n % 3001 || ' family' || n % 7919, ''
       FROM generate_series(0, %(children)s - 1) n""",
    # The team that is responsible, since some time in the last years.
    """INSERT INTO children_interest (id, child_id, node_id, relation, during, basis_kind, basis_id, why)
       SELECT gen_random_uuid(), pg_temp.id('child', n),
              pg_temp.id('team', pg_temp.authority(n, %(children)s) * 20 + n % 20), 'responsible',
              tstzrange(now() - make_interval(days => (n % 1500)::int + 1), NULL), 'care', gen_random_uuid(), ''
       FROM generate_series(0, %(children)s - 1) n""",
    # A home before, a home now, and the authority where it lies.
    """INSERT INTO children_interest (id, child_id, node_id, relation, during, basis_kind, basis_id, why)
       SELECT gen_random_uuid(), pg_temp.id('child', n), pg_temp.id('home', (n * 31 + k) % %(homes)s), 'caring',
              CASE k WHEN 0 THEN tstzrange(now() - interval '900 days', now() - interval '200 days')
                     ELSE tstzrange(now() - interval '200 days', NULL) END, 'placement', gen_random_uuid(), ''
       FROM generate_series(0, %(children)s - 1) n, generate_series(0, 1) k""",
    """INSERT INTO children_interest (id, child_id, node_id, relation, during, basis_kind, basis_id, why)
       SELECT gen_random_uuid(), pg_temp.id('child', n), pg_temp.id('authority', (n * 31 + 1) % %(homes)s % 150),
              'host', tstzrange(now() - interval '200 days', NULL), 'placement', gen_random_uuid(), ''
       FROM generate_series(0, %(children)s - 1) n WHERE n % 10 < 4""",
    # Ten times away a child over three years; about one child in a hundred is away now.
    """INSERT INTO children_away (id, child_id, since, until, forces)
       SELECT gen_random_uuid(), pg_temp.id('child', n), at.since,
              CASE WHEN k = 0 AND n % 100 = 1 THEN NULL ELSE at.since + interval '9 hours' END,
              ARRAY[pg_temp.id('force', (n * 31 + 1) % %(homes)s % 150 % 43)]
       FROM generate_series(0, %(children)s - 1) n, generate_series(0, 9) k,
            LATERAL (SELECT now() - make_interval(days => k * 100 + (n % 97)::int, hours => 12) AS since) at""",
    """INSERT INTO children_interest (id, child_id, node_id, relation, during, basis_kind, basis_id, why)
       SELECT gen_random_uuid(), a.child_id, a.forces[1], r.relation,
              tstzrange(a.since, a.until + r.after), 'away', a.id, ''
       FROM children_away a, (VALUES ('police', interval '30 days'), ('searching', interval '0')) r(relation, after)""",
    # The dated rows that interests were made from.
    """INSERT INTO children_careperiod (id, child_id, node_id, during, legal_status)
       SELECT gen_random_uuid(), i.child_id, i.node_id, daterange(lower(i.during)::date, NULL), ''
       FROM children_interest i WHERE i.relation = 'responsible' AND i.basis_kind = 'care'""",
    """INSERT INTO children_placement (id, child_id, node_id, kind, during)
       SELECT gen_random_uuid(), i.child_id, i.node_id, 'K2', i.during
       FROM children_interest i WHERE i.relation = 'caring'""",
    """INSERT INTO episodes_episode (
           id, number, version, child_id, started_earliest, started_latest, started_said, ended_earliest, ended_latest,
           ended_said, ended_by, category, precision, open, searching, stretches, differences, claims, seen_by, told_at,
           police_reference, grade)
       SELECT a.id, 'W-' || left(a.id::text, 8), 1, a.child_id, a.since, a.since, '', a.until, a.until, '',
              CASE WHEN a.until IS NULL THEN '' ELSE 'returned' END, 'M', 'minute', a.until IS NULL, a.until IS NULL,
              '[]', '[]', ARRAY[a.id], ARRAY['home'], a.since, '', ''
       FROM children_away a""",
    """INSERT INTO facts_fact (id, kind, version, record, happened_earliest, happened_latest, happened_said, told,
                               child, by_node_id, door, source_key, body)
       SELECT a.id, 'absent', 1, 'episode core', a.since, a.since,
              to_char(a.since AT TIME ZONE 'Europe/London', 'YYYY-MM-DD"T"HH24:MI'), a.since, a.child_id, i.node_id,
              'web', a.id::text, '{"whereabouts": "unknown", "concern": true, "reported": true}'
       FROM children_away a JOIN children_interest i ON i.child_id = a.child_id AND i.relation = 'caring'
            AND upper(i.during) IS NULL""",
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
    """INSERT INTO children_inspection (id, person_id, node_id, during)
       SELECT gen_random_uuid(), pg_temp.id('person', 8), pg_temp.id('home', n),
              tstzrange(now() - interval '1 day', now() + interval '10 days')
       FROM generate_series(40, 42) n""",
    "ANALYZE",
)
# Who asks, in the order of the people above.
ROLES = (
    "director", "data officer", "night worker", "duty inspector", "social worker", "host authority officer",
    "registered manager", "inspector", "out-of-hours team", "missing coordinator",
)  # fmt: skip


def make_population(owner: psycopg.Connection, *, children: int = 100_000) -> None:
    """Fill an empty, migrated database, signed in as its owner."""
    values = {"children": children, "homes": max(150, children // 15)}
    for statement in STATEMENTS:
        written = statement
        for name, value in values.items():
            written = written.replace(f"%({name})s", str(value))
        owner.execute(written)
