"""What the Python reader of the grid is told: the actor's own ties to a child, and nobody else's."""

from django.db import migrations

MAKE = """
CREATE FUNCTION access_ties(child uuid) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
    WITH held AS (
        SELECT g.node_id FROM agencies_person p JOIN agencies_rolegrant g ON g.person_id = p.id AND g.during @> now()
        WHERE p.id = waylight_person() AND p.is_active
    ), inspected AS (
        SELECT r.below_id FROM children_inspection n JOIN agencies_nodereach r ON r.above_id = n.node_id
        WHERE n.person_id = waylight_person() AND n.during @> now()
    ), mine AS (
        SELECT i.* FROM children_interest i
        WHERE i.child_id = $1 AND waylight_person() IS NOT NULL AND (
            (i.node_id IN (SELECT r.below_id FROM held h JOIN agencies_nodereach r ON r.above_id = h.node_id)
             AND (i.person_id IS NULL OR i.person_id IN (SELECT access_persons())))
            OR (i.relation = 'caring' AND i.node_id IN (SELECT below_id FROM inspected)))
    ), met AS (
        -- The nodes of the child's ties that each grant reaches: all that the reader needs of the tree.
        SELECT DISTINCT h.node_id, r.below_id
        FROM held h JOIN agencies_nodereach r ON r.above_id = h.node_id JOIN mine m ON m.node_id = r.below_id
    )
    SELECT jsonb_build_object(
        'reach', (SELECT coalesce(jsonb_object_agg(x.node_id, x.nodes), '{}')
                  FROM (SELECT node_id, jsonb_agg(below_id) AS nodes FROM met GROUP BY node_id) x),
        'covers', (SELECT coalesce(jsonb_agg(p), '[]') FROM access_persons() p WHERE p <> waylight_person()),
        'inspects', (SELECT coalesce(jsonb_agg(DISTINCT below_id), '[]') FROM inspected),
        'narrowed', coalesce((SELECT c.restricted OR c.sealed FROM children_child c
                              WHERE c.id = $1 AND EXISTS (SELECT FROM mine)), false),
        'ties', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                     'relation', m.relation, 'node', m.node_id, 'person', m.person_id, 'since', lower(m.during),
                     'until', upper(m.during), 'basis', m.basis_kind)), '[]') FROM mine m))
$$;
REVOKE ALL ON FUNCTION access_ties(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access_ties(uuid) TO waylight_web, waylight_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0003_roles_by_a_second_person")]

    operations = [migrations.RunSQL(MAKE, "DROP FUNCTION access_ties(uuid);")]
