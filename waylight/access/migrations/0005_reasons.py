"""Why somebody may: the two rows, in words, for the trail and for the child's page. For lists in one question."""

from django.db import migrations

MAKE = """
CREATE FUNCTION access_reasons(children uuid[], record text, action text) RETURNS TABLE (child uuid, reason text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    WITH opened AS (
        SELECT DISTINCT g.node_id, g.role, n.name, c.relation
        FROM agencies_person p
        JOIN agencies_rolegrant g ON g.person_id = p.id AND g.during @> now()
        JOIN agencies_node n ON n.id = g.node_id
        JOIN access_cell c ON c.role = g.role AND c.record = $2 AND c.action = ANY (access_actions($3))
        WHERE p.id = waylight_person() AND p.is_active
    ), allowed AS (
        SELECT m.child FROM may_children($2, $3) m(child) WHERE m.child = ANY ($1)
    ), found AS (
        SELECT i.child_id, o.role || ' at ' || o.name || '; ' || o.relation
               || CASE WHEN i.person_id IS NULL THEN '' ELSE ', by name' END AS reason,
               i.person_id IS NULL AS last
        FROM opened o
        JOIN agencies_nodereach r ON r.above_id = o.node_id
        JOIN children_interest i ON i.node_id = r.below_id AND i.relation = o.relation
            AND (i.person_id IS NULL OR i.person_id IN (SELECT access_persons()))
            AND i.during @> now()
        WHERE i.child_id IN (SELECT a.child FROM allowed a)
        UNION ALL
        SELECT i.child_id, o.role || ' at ' || o.name || '; inspecting', true
        FROM opened o
        JOIN children_inspection v ON v.person_id = waylight_person() AND v.during @> now()
        JOIN agencies_nodereach r ON r.above_id = v.node_id
        JOIN children_interest i ON i.node_id = r.below_id AND i.relation = 'caring' AND i.person_id IS NULL
            AND i.during @> now()
        WHERE o.relation = 'inspecting' AND i.child_id IN (SELECT a.child FROM allowed a)
    )
    SELECT DISTINCT ON (f.child_id) f.child_id, f.reason FROM found f ORDER BY f.child_id, f.last, f.reason
$$;
REVOKE ALL ON FUNCTION access_reasons(uuid[], text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access_reasons(uuid[], text, text) TO waylight_web, waylight_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0004_ties")]

    operations = [migrations.RunSQL(MAKE, "DROP FUNCTION access_reasons(uuid[], text, text);")]
