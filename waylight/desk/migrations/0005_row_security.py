"""Files that were handed in, and all that was found in them, are seen by the agency that handed them in.

One pair of them is also seen by those whose grid cell is about a pair alone: the force whose report it is, and
whoever works for the child whom it may be about. They see both sides of that pair, and not where a child lives
unless they are responsible for the child.

Of a child whose record is narrowed to named people, the rows are left out for everybody else, as on the record.
Pages hand in, start, close and decide; everything else the worker writes.
"""

from django.db import migrations

from waylight.access.policies import drop, enable, worker

SAFE = "STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"
UPLOAD, RUN = "desk_uploads", "desk_runs"


def of(column: str, function: str, record: str = "extract", action: str = "read") -> str:
    """An InitPlan: asked once a query, however many rows there are."""
    return f"{column} = ANY (ARRAY(SELECT {function}('{record}', '{action}')))"


def shown(column: str, kind: str) -> str:
    """Not about a child who is narrowed to others."""
    return f"({column} IS NULL OR {column} <> ALL (ARRAY(SELECT desk_withheld('{kind}'))))"


def paired(*columns: str, names: str, action: str = "read", relation: str = "") -> str:
    """Of a pair that is open by itself: a set that is made once a query and only where a row needs it."""
    return f"({', '.join(columns)}) IN (SELECT {names} FROM desk_pairs('{action}', '{relation}'))"


CHILD, INCIDENT, ROW = ("child_id", "child"), ("incident_id", "incident"), ("row_id", "row")
# Each table with what its rows belong to, and the columns by which a row is about a narrowed child.
# A pair that is open by itself opens these rows of it.
PAIRS = {
    "desk_upload": paired("id", names="upload"),
    "desk_run": paired("id", names="run"),
    "desk_policerow": paired("upload_id", "incident_id", names="upload, incident"),
    "desk_childrow": paired("upload_id", "child_id", names="upload, child"),
    "desk_missingrow": paired("upload_id", "child_id", names="upload, child"),
    "desk_placementrow": paired("upload_id", "child_id", names="upload, child", relation="responsible"),
    "desk_runevidence": paired("run_id", "incident_id", "child_id", names="run, incident, child"),
    "desk_runpair": paired("run_id", "incident_id", "child_id", names="run, incident, child"),
    "desk_decision": paired("run_id", "incident_id", "child_id", names="run, incident, child"),
}
OF_UPLOADS = {
    "desk_uploadfile": (), "desk_policerow": (INCIDENT,), "desk_childrow": (CHILD,), "desk_placementrow": (CHILD,),
    "desk_missingrow": (CHILD,), "desk_homerow": (CHILD,), "desk_setasiderow": (),
}  # fmt: skip
OF_RUNS = {
    "desk_runrow": (ROW,), "desk_runlink": (CHILD,), "desk_runmatch": (INCIDENT,), "desk_runepisode": (CHILD,),
    "desk_runevidence": (CHILD, INCIDENT), "desk_runpair": (CHILD, INCIDENT),
}  # fmt: skip
TABLES = ("desk_upload", "desk_run", "desk_decision", *OF_UPLOADS, *OF_RUNS)


def select(table: str, *conditions: str) -> str:
    whole = " AND ".join(conditions)
    using = f"({whole}) OR {PAIRS[table]}" if table in PAIRS else whole
    return f"CREATE POLICY {table}_select ON {table} FOR SELECT TO waylight_web USING ({using});\n"


def insert(table: str, *conditions: str) -> str:
    return f"CREATE POLICY {table}_insert ON {table} FOR INSERT TO waylight_web WITH CHECK ({' AND '.join(conditions)});\n"


FUNCTIONS = f"""
-- The uploads that were handed in by an agency of whoever acts, where their role opens the record.
CREATE FUNCTION desk_uploads(record text, action text) RETURNS SETOF uuid LANGUAGE sql {SAFE} ROWS 50 AS $$
    SELECT u.id FROM desk_upload u WHERE u.node_id IN (
        SELECT r.below_id FROM access_opened($1, $2) o JOIN agencies_nodereach r ON r.above_id = o.node
        WHERE o.relation = 'responsible')
$$;
CREATE FUNCTION desk_runs(record text, action text) RETURNS SETOF uuid LANGUAGE sql {SAFE} ROWS 50 AS $$
    SELECT r.id FROM desk_run r WHERE r.upload_id IN (SELECT desk_uploads($1, $2))
$$;

-- The numbers by which extracts of the actor's agencies know children who are narrowed to others ('child'), the
-- police reports that were linked to them ('incident'), and those with the authority's rows about them ('row').
CREATE FUNCTION desk_withheld(kind text) RETURNS SETOF text LANGUAGE plpgsql {SAFE} ROWS 10 AS $$
DECLARE
    numbers text[];
    uploads uuid[];
BEGIN
    IF waylight_person() IS NULL THEN
        RETURN;
    END IF;
    uploads := ARRAY(SELECT desk_uploads('extract', 'read'));
    numbers := ARRAY(
        SELECT i.value FROM children_childidentifier i
        WHERE i.scheme = 'authority' AND i.child_id IN (SELECT narrowed_children())
          AND i.node_id IN (SELECT r.above_id FROM desk_upload u JOIN agencies_nodereach r ON r.below_id = u.node_id
                            WHERE u.id = ANY (uploads))
          AND NOT i.child_id IN (SELECT may_children('child core', 'read')));
    IF $1 = 'child' OR cardinality(numbers) = 0 THEN
        RETURN QUERY SELECT unnest(numbers);
        RETURN;
    END IF;
    RETURN QUERY
        SELECT l.incident_id FROM desk_runlink l
        WHERE l.child_id = ANY (numbers)
          AND l.run_id IN (SELECT r.id FROM desk_run r WHERE r.upload_id = ANY (uploads));
    IF $1 = 'row' THEN
        RETURN QUERY
            SELECT m.missing_id FROM desk_missingrow m WHERE m.upload_id = ANY (uploads) AND m.child_id = ANY (numbers);
    END IF;
END $$;

-- The pairs that are open one by one: of police reports of the actor's force, and of children for whom the actor's
-- role answers; `relation` '' for both, else for one of them. None about a child who is narrowed to others.
CREATE FUNCTION desk_pairs(action text, relation text)
    RETURNS TABLE (run uuid, upload uuid, incident text, child text) LANGUAGE sql {SAFE} ROWS 200 AS $$
    WITH opened AS MATERIALIZED (
        SELECT o.node, o.relation FROM access_opened('reconciliation pair', $1) o WHERE $2 IN ('', o.relation)
    ), forces AS MATERIALIZED (
        SELECT DISTINCT lower(w.word) AS word
        FROM opened o
        JOIN agencies_nodereach r ON r.above_id = o.node
        JOIN agencies_node n ON n.id = r.below_id AND n.kind = 'force'
        CROSS JOIN LATERAL (VALUES (n.name), (n.code)) w(word)
        WHERE o.relation = 'police' AND w.word <> ''
    ), own AS MATERIALIZED (
        SELECT i.node_id, i.value
        FROM may_children('reconciliation pair', $1) c(id)
        JOIN children_childidentifier i ON i.child_id = c.id AND i.scheme = 'authority'
        WHERE EXISTS (SELECT FROM opened o WHERE o.relation = 'responsible')
    )
    SELECT p.run_id, r.upload_id, p.incident_id, p.child_id
    FROM desk_runpair p
    JOIN desk_run r ON r.id = p.run_id
    JOIN desk_upload u ON u.id = r.upload_id
    WHERE lower(p.force) IN (SELECT f.word FROM forces f)
      AND NOT EXISTS (
          SELECT FROM children_childidentifier i
          JOIN agencies_nodereach a ON a.above_id = i.node_id AND a.below_id = u.node_id
          WHERE i.scheme = 'authority' AND i.value = p.child_id AND i.child_id IN (SELECT narrowed_children()))
    UNION
    SELECT p.run_id, r.upload_id, p.incident_id, p.child_id
    FROM own o
    JOIN desk_runpair p ON p.child_id = o.value
    JOIN desk_run r ON r.id = p.run_id
    JOIN desk_upload u ON u.id = r.upload_id
    JOIN agencies_nodereach a ON a.above_id = o.node_id AND a.below_id = u.node_id
$$;

-- Which children of the record the rows of a page are about, so that each child's own trail says who looked.
CREATE FUNCTION desk_on_record(upload uuid, numbers text[]) RETURNS TABLE (number text, child uuid)
    LANGUAGE sql {SAFE} ROWS 50 AS $$
    SELECT DISTINCT i.value, i.child_id
    FROM desk_upload u
    JOIN agencies_nodereach r ON r.below_id = u.node_id
    JOIN children_childidentifier i ON i.node_id = r.above_id AND i.scheme = 'authority' AND i.value = ANY ($2)
    WHERE u.id = $1 AND (u.id IN (SELECT desk_uploads('extract', 'read'))
                         OR (u.id, i.value) IN (SELECT p.upload, p.child FROM desk_pairs('read', '') p))
    LIMIT 500
$$;
REVOKE ALL ON FUNCTION desk_uploads(text, text), desk_runs(text, text), desk_withheld(text),
    desk_pairs(text, text), desk_on_record(uuid, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION desk_uploads(text, text), desk_runs(text, text), desk_withheld(text),
    desk_pairs(text, text), desk_on_record(uuid, text[]) TO waylight_web, waylight_worker;
"""
POLICIES = "".join(
    [
        *(enable(table) + worker(table) for table in TABLES),
        select("desk_upload", of("id", UPLOAD)),
        insert(
            "desk_upload",
            "node_id = ANY (ARRAY(SELECT may_nodes('extract', 'write')))",
        ),
        insert("desk_uploadfile", of("upload_id", UPLOAD, action="write")),
        *(
            select(table, of("upload_id", UPLOAD), *(shown(*c) for c in columns))
            for table, columns in OF_UPLOADS.items()
        ),
        select("desk_run", of("upload_id", UPLOAD)),
        insert("desk_run", of("upload_id", UPLOAD, action="write"), "state = 'waiting'"),
        f"""CREATE POLICY desk_run_update ON desk_run FOR UPDATE TO waylight_web
            USING ({of("upload_id", UPLOAD, action="write")}) WITH CHECK ({of("upload_id", UPLOAD, action="write")});
        """,
        *(
            select(table, of("run_id", RUN), *(shown(*c) for c in columns))
            for table, columns in OF_RUNS.items()
        ),
        select("desk_decision", of("run_id", RUN), shown(*CHILD)),
        insert(
            "desk_decision",
            "by_person = (SELECT waylight_person())",
            f"({of('run_id', RUN, action='write')} AND {shown(*CHILD)} OR "
            + paired("run_id", "incident_id", "child_id", names="run, incident, child", action="write")
            + ")",
        ),
        f"REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {', '.join(TABLES)} FROM waylight_web;\n",
        "GRANT INSERT ON desk_upload, desk_uploadfile, desk_run, desk_decision TO waylight_web;\n",
        "GRANT UPDATE (closed_at, closed_by) ON desk_run TO waylight_web;\n",
    ]
)
UNDO = drop(*TABLES) + (
    "DROP FUNCTION desk_on_record(uuid, text[]), desk_pairs(text, text), desk_withheld(text), desk_runs(text, text), desk_uploads(text, text);"
    f"GRANT INSERT, UPDATE, DELETE ON {', '.join(TABLES)} TO waylight_web;"
)


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0004_whose_files"),
        ("access", "0002_functions"),
        ("children", "0003_policies"),
    ]

    operations = [migrations.RunSQL(FUNCTIONS + POLICIES, UNDO)]
