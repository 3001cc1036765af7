"""Which children somebody may see is asked once for each relation, not once for each node at which they hold a role;
and in which role they sit once a question, not once for each role that they hold.

Somebody who works in forty homes had both asked forty times in each policy: ten thousandths of a second for every
statement of a report, and forty of them for a return. The answer is the same, row by row.
"""

from importlib import import_module

from django.db import migrations

rewrite = import_module("waylight.access.migrations.0009_the_duty_of_this_sitting").rewrite
SITS = "(waylight_grant() IS NULL OR g.id = waylight_grant())"
# A function in a query of its own is called once; where it stands bare, once a row.
SITS_ONCE = "((SELECT waylight_grant()) IS NULL OR g.id = (SELECT waylight_grant()))"

OPENED = """
CREATE OR REPLACE FUNCTION access_opened(record text, action text) RETURNS TABLE (node uuid, relation text)
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 4 SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT DISTINCT g.node_id, c.relation
    FROM {who}
    JOIN access_cell c ON c.role = g.role AND c.record = $1 AND c.action = ANY ({actions})
    WHERE {is_me}
$$;
"""
OPENED_ONCE = OPENED.format(
    who="agencies_rolegrant g",
    actions="(SELECT access_actions($2))::text[]",
    is_me="""g.person_id = (
            SELECT p.id FROM agencies_person p WHERE p.id = (SELECT waylight_person()) AND p.is_active)
      AND g.during @> now() AND """
    + SITS_ONCE,
)
OPENED_BEFORE = OPENED.format(
    who="""agencies_person p
    JOIN agencies_rolegrant g ON g.person_id = p.id AND g.during @> now() AND """
    + SITS_ONCE,
    actions="access_actions($2)",
    is_me="p.id = waylight_person() AND p.is_active",
)
FUNCTION = """
CREATE OR REPLACE FUNCTION may_children(record text, action text) RETURNS SETOF uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 500
    SET search_path = pg_catalog, public, pg_temp
    SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    me constant uuid := waylight_person();
    persons uuid[];
    opened record;
BEGIN
    IF me IS NULL THEN
        RETURN;
    END IF;
    persons := ARRAY(SELECT access_persons());
    FOR opened IN SELECT {opened} FROM access_opened($1, $2) o{grouped} LOOP
        -- What is a node's, for everybody who holds the role there or above, save where a child is narrowed.
        RETURN QUERY
            SELECT i.child_id
            FROM agencies_nodereach r
            JOIN children_interest i ON i.node_id = r.below_id
            WHERE r.above_id {at_node} AND i.person_id IS NULL AND i.relation = opened.relation
              AND coalesce(upper(i.during), 'infinity') > now() AND lower(i.during) <= now()
              AND NOT EXISTS (SELECT FROM children_child c WHERE c.id = i.child_id AND (c.restricted OR c.sealed));
        -- What is one person's, theirs and of those they stand in for; a narrowed child is never stood in for.
        RETURN QUERY
            SELECT i.child_id
            FROM children_interest i
            JOIN agencies_nodereach r ON r.above_id {at_node} AND r.below_id = i.node_id
            WHERE i.person_id = ANY (persons) AND i.relation = opened.relation
              AND coalesce(upper(i.during), 'infinity') > now() AND lower(i.during) <= now()
              AND (i.person_id = me OR NOT EXISTS (
                  SELECT FROM children_child c WHERE c.id = i.child_id AND (c.restricted OR c.sealed)));
        -- An inspection that was opened in the actor's name: the children who live in that home now.
        IF opened.relation = 'inspecting' THEN
            RETURN QUERY
                SELECT i.child_id
                FROM children_inspection n
                JOIN agencies_nodereach r ON r.above_id = n.node_id
                JOIN children_interest i ON i.node_id = r.below_id
                WHERE n.person_id = me AND n.during @> now()
                  AND i.person_id IS NULL AND i.relation = 'caring'
                  AND coalesce(upper(i.during), 'infinity') > now() AND lower(i.during) <= now()
                  AND NOT EXISTS (
                      SELECT FROM children_child c WHERE c.id = i.child_id AND (c.restricted OR c.sealed));
        END IF;
    END LOOP;
END $$;
"""
MAKE = (
    rewrite(SITS, SITS_ONCE)
    + OPENED_ONCE
    + FUNCTION.format(
        opened="array_agg(o.node) AS nodes, o.relation",
        grouped=" GROUP BY o.relation",
        at_node="= ANY (opened.nodes)",
    )
)
DROP = (
    OPENED_BEFORE
    + rewrite(SITS_ONCE, SITS)
    + FUNCTION.format(opened="o.node, o.relation", grouped="", at_node="= opened.node")
)


class Migration(migrations.Migration):
    dependencies = [("access", "0010_one_plan")]

    operations = [migrations.RunSQL(MAKE, DROP)]
