"""Who sees where a home is: those in it, those whose child lives there, and those to whom the grid opens the register."""

from django.db import migrations

from waylight.access.policies import drop, enable, worker

TABLES = ("homes_address", "homes_running")
READ = """node_id = ANY (ARRAY(SELECT may_nodes('register of homes', 'read')))
    OR node_id = ANY (ARRAY(SELECT my_nodes()))
    OR node_id = ANY (ARRAY(SELECT homes_of_own_children()))"""
WRITE = "node_id = ANY (ARRAY(SELECT may_nodes('home compliance', 'write')))"

MAKE = (
    """
-- Where the actor's children live: of those whose placement they may read, and of those whom their force looks for.
-- Break-glass opens no address: it is in neither.
CREATE FUNCTION homes_of_own_children() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp ROWS 100 AS $$
    SELECT p.node_id FROM children_placement p
    WHERE p.child_id = ANY (ARRAY(SELECT may_children('placement', 'read')))
    UNION
    SELECT p.node_id
    FROM access_opened('grab pack', 'read') o
    JOIN agencies_nodereach r ON r.above_id = o.node
    JOIN children_interest i ON i.node_id = r.below_id AND i.person_id IS NULL AND i.relation = 'searching'
        AND coalesce(upper(i.during), 'infinity') > now() AND lower(i.during) <= now()
    JOIN children_placement p ON p.child_id = i.child_id AND p.during @> now()
    WHERE o.relation = 'searching'
      AND NOT EXISTS (SELECT FROM children_child c WHERE c.id = i.child_id AND (c.restricted OR c.sealed))
$$;
REVOKE ALL ON FUNCTION homes_of_own_children() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION homes_of_own_children() TO waylight_web, waylight_worker;
"""
    + "".join(
        f"""{enable(table)}{worker(table)}
CREATE POLICY {table}_select ON {table} FOR SELECT TO waylight_web USING ({READ});
CREATE POLICY {table}_insert ON {table} FOR INSERT TO waylight_web WITH CHECK ({WRITE});
CREATE POLICY {table}_update ON {table} FOR UPDATE TO waylight_web USING ({WRITE}) WITH CHECK ({WRITE});
REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM waylight_web;
GRANT UPDATE (during) ON {table} TO waylight_web;
"""
        for table in TABLES
    )
)


class Migration(migrations.Migration):
    dependencies = [("homes", "0001_initial"), ("access", "0002_functions"), ("children", "0002_interest_indexes")]

    operations = [migrations.RunSQL(MAKE, drop(*TABLES) + "DROP FUNCTION homes_of_own_children();")]
