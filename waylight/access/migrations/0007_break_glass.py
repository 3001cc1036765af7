"""Break-glass: one child, named exactly, read only, for an hour, with a reason; never a sealed record."""

from django.db import migrations

from waylight.access.policies import drop, enable, policy, worker
from waylight.rulebook.access import BREAK_GLASS_A_DAY, BREAK_GLASS_LASTS

TABLE = "access_brokenglass"
MAKE = (
    enable(TABLE)
    + worker(TABLE)
    # Those who may see who looked at their children see it, and put down what they make of it.
    + policy(TABLE, "SELECT", "child", "trail of own children", "read", other="person_id = (SELECT waylight_person())")
    + policy(TABLE, "UPDATE", "child", "trail of own children", "read")
    + f"""
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {TABLE} FROM waylight_web;
GRANT UPDATE (reviewed_by_id, reviewed_at, review) ON {TABLE} TO waylight_web;

-- Every try counts, also one that names nobody: names cannot be tried out. Answers null where there is no such
-- child, more than one, or a sealed record. Raises insufficient_privilege where the actor's role has no such cell,
-- and too_many_rows once the tries of the day are used up; the page says the same to all but the last.
CREATE FUNCTION access_break_glass(name_key text, born date, reason text, route text) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    me record;
    named uuid[];
    glass uuid := gen_random_uuid();
BEGIN
    SELECT p.id, p.name, g.role, g.node_id, n.name AS node_name INTO me
    FROM access_opened('child core', 'read') o
    JOIN agencies_rolegrant g ON g.node_id = o.node AND g.person_id = waylight_person() AND g.during @> now()
    JOIN access_cell c ON c.role = g.role AND c.record = 'child core' AND c.relation = 'break glass'
    JOIN agencies_person p ON p.id = g.person_id
    JOIN agencies_node n ON n.id = g.node_id
    WHERE o.relation = 'break glass' ORDER BY g.role, n.name LIMIT 1;
    IF NOT FOUND OR length(trim(reason)) < 10 THEN
        RAISE EXCEPTION 'Not for this role, or without a reason.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    -- One try after the other: two at once cannot both be the fifth.
    PERFORM pg_advisory_xact_lock(hashtextextended(me.id::text, 19));
    IF (SELECT count(*) FROM audit_trail t WHERE t.person = me.id AND t.act = 'broke glass'
          AND t.at > now() - interval '24 hours') >= {BREAK_GLASS_A_DAY} THEN
        RAISE EXCEPTION 'Used up for today.' USING ERRCODE = 'too_many_rows';
    END IF;
    named := ARRAY(SELECT c.id FROM children_child c WHERE c.name_key = $1 AND c.born = $2 AND NOT c.sealed LIMIT 2);
    IF cardinality(named) <> 1 THEN
        named := ARRAY[NULL]::uuid[];
    END IF;
    INSERT INTO audit_trail (person, actor_name, role, node, node_name, act, record, child, subject, route, basis)
    VALUES (me.id, me.name, me.role, me.node_id, me.node_name, 'broke glass', 'child core', named[1], glass, route,
            'break glass');
    IF named[1] IS NULL THEN
        RETURN NULL;
    END IF;
    INSERT INTO access_brokenglass (id, child, person_id, node_id, role, reason, at, until, review)
    VALUES (glass, named[1], me.id, me.node_id, me.role, trim(reason), now(),
            now() + interval '{BREAK_GLASS_LASTS.minutes} minutes', '');
    INSERT INTO children_interest (id, child_id, node_id, person_id, relation, during, basis_kind, basis_id, why)
    VALUES (gen_random_uuid(), named[1], me.node_id, me.id, 'break glass',
            tstzrange(now(), now() + interval '{BREAK_GLASS_LASTS.minutes} minutes'), 'break glass', glass,
            trim(reason));
    INSERT INTO facts_fact (id, kind, version, record, happened_earliest, happened_latest, happened_said, told, child,
                            by_node_id, by_person_id, door, source_key, body)
    VALUES (glass, 'broke glass', 1, 'child core', now(), now(),
            to_char(now() AT TIME ZONE 'Europe/London', 'YYYY-MM-DD"T"HH24:MI'), now(), named[1], me.node_id, me.id,
            'web', 'break glass ' || glass, jsonb_build_object('role', me.role));
    RETURN named[1];
END $$;
REVOKE ALL ON FUNCTION access_break_glass(text, date, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access_break_glass(text, date, text, text) TO waylight_web;
"""
)


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0006_brokenglass"),
        ("children", "0004_projections"),
        ("facts", "0002_only_added"),
        ("audit", "0001_trail"),
    ]

    operations = [
        migrations.RunSQL(MAKE, "DROP FUNCTION access_break_glass(text, date, text, text);" + drop(TABLE))
    ]
