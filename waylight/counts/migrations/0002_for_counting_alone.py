"""The numbers are made by the worker and read by the role `waylight_count`, which may read nothing else."""

from django.db import migrations

from waylight.access.policies import drop, enable, worker

TABLE = "counts_episodecount"
MAKE = f"""
{enable(TABLE)}{worker(TABLE)}
-- The authorities whose numbers a cell of the grid opens to the actor: all of them to a role of national kind, else
-- the one at which, or above which, the role is held.
CREATE FUNCTION count_authorities(record text) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp ROWS 10 AS $$
    WITH opened AS MATERIALIZED (SELECT o.node, o.relation FROM access_opened($1, 'count') o)
    SELECT n.id FROM agencies_node n
    WHERE n.kind = 'authority' AND (
        EXISTS (SELECT FROM opened o WHERE o.relation = 'national')
        OR n.id IN (SELECT r.below_id FROM opened o JOIN agencies_nodereach r ON r.above_id = o.node
                    WHERE o.relation = 'responsible'))
$$;
REVOKE ALL ON FUNCTION count_authorities(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION count_authorities(text) TO waylight_count;
CREATE POLICY {TABLE}_select ON {TABLE} FOR SELECT TO waylight_count
    USING (authority = ANY (ARRAY(SELECT count_authorities('authority scorecard'))));
REVOKE ALL ON {TABLE} FROM waylight_web;
REVOKE UPDATE, TRUNCATE ON {TABLE} FROM waylight_worker;
GRANT SELECT ON {TABLE} TO waylight_count;
"""
UNDO = f"DROP FUNCTION count_authorities(text) CASCADE; REVOKE ALL ON {TABLE} FROM waylight_count;" + drop(TABLE)


class Migration(migrations.Migration):
    dependencies = [("counts", "0001_initial"), ("access", "0002_functions")]

    operations = [migrations.RunSQL(MAKE, UNDO)]
