"""Roles are given by a second person within their own node, and the tree is not the pages' to bend."""

from django.db import migrations

MAKE = """
-- A child's record hangs on the tree: pages add nodes through a function that looks at who asks.
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON agencies_nodereach, agencies_node FROM waylight_web;
REVOKE DELETE, TRUNCATE ON agencies_person, agencies_rolegrant, agencies_onduty FROM waylight_web;

-- Puts a node under `parent` (null: at the top) with all that stands below it, and keeps the closed tree.
CREATE FUNCTION agencies_hang(node uuid, under uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('agencies_hang'));
    IF under IS NOT NULL AND EXISTS (
        SELECT FROM agencies_nodereach r WHERE r.above_id = node AND r.below_id = under) THEN
        RAISE EXCEPTION 'A node cannot stand below itself.' USING ERRCODE = 'check_violation';
    END IF;
    UPDATE agencies_node SET parent_id = under WHERE id = node;
    INSERT INTO agencies_nodereach (above_id, below_id) VALUES (node, node) ON CONFLICT DO NOTHING;
    DELETE FROM agencies_nodereach r
    WHERE r.below_id IN (SELECT below_id FROM agencies_nodereach WHERE above_id = node)
      AND r.above_id NOT IN (SELECT below_id FROM agencies_nodereach WHERE above_id = node);
    INSERT INTO agencies_nodereach (above_id, below_id)
    SELECT up.above_id, down.below_id FROM agencies_nodereach up, agencies_nodereach down
    WHERE up.below_id = under AND down.above_id = node;
END $$;
REVOKE ALL ON FUNCTION agencies_hang(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION agencies_hang(uuid, uuid) TO waylight_worker;
"""
UNDO = """
DROP FUNCTION agencies_hang(uuid, uuid);
GRANT INSERT, UPDATE, DELETE ON agencies_nodereach, agencies_node TO waylight_web;
GRANT DELETE ON agencies_person, agencies_rolegrant, agencies_onduty TO waylight_web;
"""


class Migration(migrations.Migration):
    dependencies = [("agencies", "0001_initial")]

    operations = [migrations.RunSQL(MAKE, UNDO)]
