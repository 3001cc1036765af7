"""What somebody with report-only access may add: a report that waits for a person to place it, and nothing else."""

from django.db import migrations

MAKE = """
-- The homes on whose wall the actor's sheet hangs. No cell of the grid names the role, so it reads nothing.
CREATE FUNCTION report_only_nodes() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp ROWS 1 AS $$
    SELECT g.node_id FROM agencies_person p
    JOIN agencies_rolegrant g ON g.person_id = p.id AND g.role = 'report only' AND g.during @> now()
    WHERE p.id = waylight_person() AND p.is_active
$$;
REVOKE ALL ON FUNCTION report_only_nodes() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION report_only_nodes() TO waylight_web;

CREATE POLICY facts_report_only ON facts_fact FOR INSERT TO waylight_web WITH CHECK (
    by_person_id = waylight_person() AND by_node_id = ANY (ARRAY(SELECT report_only_nodes()))
    AND child IS NULL AND to_node_id IS NOT NULL AND door = 'web' AND record IN ('episode', 'episode core'));
CREATE POLICY words_report_only ON facts_words FOR INSERT TO waylight_web WITH CHECK (
    by_node_id = ANY (ARRAY(SELECT report_only_nodes())) AND child IS NULL AND to_node_id IS NOT NULL);
REVOKE ALL ON signin_reportsheet FROM waylight_worker;
"""
UNDO = """
DROP POLICY facts_report_only ON facts_fact;
DROP POLICY words_report_only ON facts_words;
DROP FUNCTION report_only_nodes();
"""


class Migration(migrations.Migration):

    dependencies = [
        ("signin", "0003_reportsheet"),
        ("facts", "0003_row_security"),
        ("access", "0002_functions"),
    ]

    operations = [migrations.RunSQL(MAKE, UNDO)]
