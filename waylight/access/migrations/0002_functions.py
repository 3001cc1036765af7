"""What the actor may see, as sets that a policy asks for once a query. The database's own reader of the grid."""

from django.db import migrations

# Owner's rights inside, a search path that nobody can bend, and nobody may call them who was not named.
SAFE = "STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"

MAKE = f"""
-- Who acts in this transaction; null where nobody does. A setting that was used once is '' afterwards.
CREATE FUNCTION waylight_person() RETURNS uuid LANGUAGE sql STABLE
    SET search_path = pg_catalog, pg_temp AS $$
    SELECT nullif(current_setting('waylight.person', true), '')::uuid
$$;

-- Writing implies reading, reading implies counting.
CREATE FUNCTION access_actions(action text) RETURNS text[] LANGUAGE sql IMMUTABLE
    SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE action WHEN 'count' THEN ARRAY['count', 'read', 'write']
                       WHEN 'read' THEN ARRAY['read', 'write'] ELSE ARRAY[action] END
$$;

-- What the roles that the actor holds now open of a record: at which node, as what relation.
CREATE FUNCTION access_opened(record text, action text) RETURNS TABLE (node uuid, relation text)
    LANGUAGE sql {SAFE} ROWS 4 AS $$
    SELECT DISTINCT g.node_id, c.relation
    FROM agencies_person p
    JOIN agencies_rolegrant g ON g.person_id = p.id AND g.during @> now()
    JOIN access_cell c ON c.role = g.role AND c.record = $1 AND c.action = ANY (access_actions($2))
    WHERE p.id = waylight_person() AND p.is_active
$$;

-- The actor, and the colleagues whom they stand in for now.
CREATE FUNCTION access_persons() RETURNS SETOF uuid LANGUAGE sql {SAFE} ROWS 2 AS $$
    SELECT waylight_person() WHERE waylight_person() IS NOT NULL
    UNION
    SELECT v.for_person_id FROM children_cover v WHERE v.person_id = waylight_person() AND v.during @> now()
$$;

-- Children narrowed to named people: restricted and sealed ones.
CREATE FUNCTION narrowed_children() RETURNS SETOF uuid LANGUAGE sql {SAFE} ROWS 100 AS $$
    SELECT c.id FROM children_child c WHERE c.restricted OR c.sealed
$$;

-- The children of whom the actor may do the action to the record now.
CREATE FUNCTION may_children(record text, action text) RETURNS SETOF uuid
    LANGUAGE plpgsql {SAFE} ROWS 500 AS $$
DECLARE
    me constant uuid := waylight_person();
    persons uuid[];
    opened record;
BEGIN
    IF me IS NULL THEN
        RETURN;
    END IF;
    persons := ARRAY(SELECT access_persons());
    FOR opened IN SELECT o.node, o.relation FROM access_opened($1, $2) o LOOP
        -- What is a node's, for everybody who holds the role there or above, save where a child is narrowed.
        RETURN QUERY
            SELECT i.child_id
            FROM agencies_nodereach r
            JOIN children_interest i ON i.node_id = r.below_id
            WHERE r.above_id = opened.node AND i.person_id IS NULL AND i.relation = opened.relation
              AND coalesce(upper(i.during), 'infinity') > now() AND lower(i.during) <= now()
              AND NOT EXISTS (SELECT FROM children_child c WHERE c.id = i.child_id AND (c.restricted OR c.sealed));
        -- What is one person's, theirs and of those they stand in for; a narrowed child is never stood in for.
        RETURN QUERY
            SELECT i.child_id
            FROM children_interest i
            JOIN agencies_nodereach r ON r.above_id = opened.node AND r.below_id = i.node_id
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

-- The nodes that the actor speaks for: where they hold a role that works with children's records, and below.
-- A child's own account and those who see only numbers speak for nobody.
CREATE FUNCTION my_nodes() RETURNS SETOF uuid LANGUAGE sql {SAFE} ROWS 20 AS $$
    SELECT DISTINCT r.below_id
    FROM agencies_person p
    JOIN agencies_rolegrant g ON g.person_id = p.id AND g.during @> now()
    JOIN agencies_nodereach r ON r.above_id = g.node_id
    WHERE p.id = waylight_person() AND p.is_active AND EXISTS (
        SELECT FROM access_cell c WHERE c.role = g.role AND c.record = 'episode' AND c.relation <> 'self'
          AND c.action IN ('read', 'write'))
$$;

-- The nodes about which the actor may do the action to a record that is no child's: their own and those below; of
-- homes also those in the force's or the host authority's area, and, of an inspectorate, every home.
CREATE FUNCTION may_nodes(record text, action text) RETURNS SETOF uuid LANGUAGE sql {SAFE} ROWS 50 AS $$
    WITH opened AS MATERIALIZED (
        SELECT r.below_id, o.relation FROM access_opened($1, $2) o JOIN agencies_nodereach r ON r.above_id = o.node
    )
    SELECT o.below_id FROM opened o
    UNION
    SELECT n.id FROM agencies_node n
    WHERE n.kind IN ('home', 'supported accommodation') AND (
        n.force_id IN (SELECT o.below_id FROM opened o WHERE o.relation = 'police')
        OR n.area_id IN (SELECT o.below_id FROM opened o WHERE o.relation = 'host')
        OR EXISTS (SELECT FROM opened o WHERE o.relation = 'inspecting'))
$$;

REVOKE ALL ON FUNCTION waylight_person(), access_actions(text), access_opened(text, text), access_persons(),
    narrowed_children(), may_children(text, text), my_nodes(), may_nodes(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION waylight_person(), narrowed_children(), may_children(text, text), my_nodes(),
    may_nodes(text, text) TO waylight_web, waylight_worker;

-- The grid is the rulebook's: pages and tasks read it and write nothing in it.
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON access_cell FROM waylight_web, waylight_worker;
"""
DROP = """
DROP FUNCTION may_nodes(text, text), my_nodes(), may_children(text, text), narrowed_children(), access_persons(),
    access_opened(text, text), access_actions(text), waylight_person();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0001_initial"),
        ("agencies", "0001_initial"),
        ("children", "0002_interest_indexes"),
    ]

    operations = [migrations.RunSQL(MAKE, DROP)]
