"""A role is given in the giver's own name, to somebody else, within the giver's own nodes: held by the database."""

from django.db import migrations

from waylight.access.policies import drop, enable, worker

TABLES = ("agencies_rolegrant", "agencies_onduty")
MAKE = (
    "".join(enable(table) + worker(table) for table in TABLES)
    + """
CREATE POLICY rolegrant_select ON agencies_rolegrant FOR SELECT TO waylight_web USING (true);
CREATE POLICY rolegrant_insert ON agencies_rolegrant FOR INSERT TO waylight_web WITH CHECK (
    granted_by_id = (SELECT waylight_person()) AND person_id <> (SELECT waylight_person())
    AND node_id = ANY (ARRAY(SELECT my_nodes())));
-- What was given can be ended, never lengthened or moved: only the column `during` may change, and only inwards
-- (the trigger below), by somebody of the node.
CREATE POLICY rolegrant_update ON agencies_rolegrant FOR UPDATE TO waylight_web
    USING (node_id = ANY (ARRAY(SELECT my_nodes()))) WITH CHECK (node_id = ANY (ARRAY(SELECT my_nodes())));
REVOKE UPDATE ON agencies_rolegrant FROM waylight_web;
GRANT UPDATE (during) ON agencies_rolegrant TO waylight_web;
CREATE FUNCTION access_only_ended() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT NEW.during <@ OLD.during OR lower(NEW.during) <> lower(OLD.during) THEN
        RAISE EXCEPTION 'A role that was given can be ended, not lengthened: give it again.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION access_only_ended() FROM PUBLIC;
CREATE TRIGGER access_only_ended BEFORE UPDATE ON agencies_rolegrant
    FOR EACH ROW EXECUTE FUNCTION access_only_ended();

CREATE POLICY onduty_select ON agencies_onduty FOR SELECT TO waylight_web USING (true);
CREATE POLICY onduty_insert ON agencies_onduty FOR INSERT TO waylight_web
    WITH CHECK (node_id = ANY (ARRAY(SELECT my_nodes())));
CREATE POLICY onduty_update ON agencies_onduty FOR UPDATE TO waylight_web
    USING (node_id = ANY (ARRAY(SELECT my_nodes()))) WITH CHECK (node_id = ANY (ARRAY(SELECT my_nodes())));

-- A page adds a node under its actor's own, or moves one from one of theirs to another of theirs.
CREATE FUNCTION access_add_node(node uuid, kind text, name text, code text, under uuid, force uuid, area uuid,
                                country text, sends_files_only boolean, since date)
    RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF under IS NULL OR NOT under IN (SELECT my_nodes()) THEN
        RAISE EXCEPTION 'A node is added under one of your own.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO agencies_node (id, kind, name, code, parent_id, force_id, area_id, country, sends_files_only, since)
    VALUES (node, kind, name, code, under, force, area, country, sends_files_only, since);
    PERFORM agencies_hang(node, under);
END $$;
CREATE FUNCTION access_move_node(node uuid, under uuid)
    RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT under IN (SELECT my_nodes()) OR NOT node IN (SELECT my_nodes())
       OR NOT (SELECT n.parent_id FROM agencies_node n WHERE n.id = node) IN (SELECT my_nodes()) THEN
        RAISE EXCEPTION 'A node is moved from one of your own to another.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM agencies_hang(node, under);
END $$;
REVOKE ALL ON FUNCTION
    access_add_node(uuid, text, text, text, uuid, uuid, uuid, text, boolean, date), access_move_node(uuid, uuid)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    access_add_node(uuid, text, text, text, uuid, uuid, uuid, text, boolean, date), access_move_node(uuid, uuid)
    TO waylight_web;
"""
)
UNDO = (
    """
DROP FUNCTION access_add_node(uuid, text, text, text, uuid, uuid, uuid, text, boolean, date);
DROP FUNCTION access_move_node(uuid, uuid);
DROP TRIGGER access_only_ended ON agencies_rolegrant;
DROP FUNCTION access_only_ended();
GRANT UPDATE ON agencies_rolegrant TO waylight_web;
"""
    + drop(*TABLES)
)


class Migration(migrations.Migration):
    dependencies = [("access", "0002_functions"), ("agencies", "0002_who_grants")]

    operations = [migrations.RunSQL(MAKE, UNDO)]
