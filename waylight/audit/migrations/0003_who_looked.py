"""Who looked at a child, for those whom the grid opens that question, and how the trail stands, for the operator."""

from django.db import migrations

SAFE = "STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"
MAKE = f"""
-- Names are for those who read the trail of their own children. Whoever else may read the child, and the child,
-- learns what kind of person of which agency looked, and each sees their own name. Attempts that were refused are
-- for the first alone: to the others they could say that somebody is looking for the child.
-- Where the trail says nothing of why they could, what their agency was to the child at that time is looked up.
CREATE FUNCTION audit_who_looked(child uuid, before timestamptz, most int)
    RETURNS TABLE (at timestamptz, name text, role text, node_name text, act text, record text, basis text)
    LANGUAGE plpgsql {SAFE} ROWS 100 AS $$
DECLARE
    me constant uuid := waylight_person();
    named constant boolean := $1 IN (SELECT may_children('trail of own children', 'read'));
BEGIN
    IF NOT named AND NOT $1 IN (SELECT may_children('trail of own record', 'read')
                                UNION ALL SELECT may_children('child core', 'read')) THEN
        RETURN;
    END IF;
    RETURN QUERY
        SELECT t.at, CASE WHEN named OR t.person = me THEN t.actor_name ELSE '' END, t.role, t.node_name, t.act,
               t.record,
               CASE WHEN t.basis <> '' AND t.act <> 'wrote' THEN t.basis ELSE coalesce((
                   SELECT string_agg(DISTINCT i.relation, ', ' ORDER BY i.relation)
                   FROM children_interest i
                   WHERE i.child_id = $1 AND i.during @> t.at AND (
                       i.person_id = t.person OR i.person_id IS NULL AND i.node_id IN (
                           SELECT r.below_id FROM agencies_nodereach r WHERE r.above_id = t.node))), '') END
        FROM audit_trail t
        WHERE t.child = $1 AND t.at < $2
          AND (t.act IN ('read', 'listed', 'searched', 'wrote', 'exported', 'broke glass')
               OR named AND t.act = 'refused')
        ORDER BY t.at DESC, t.id DESC
        LIMIT least($3, 500);
END $$;

-- No child, no person: how long the trail and the chain are, and when the head was last handed to somebody outside.
CREATE FUNCTION audit_standing()
    RETURNS TABLE (linked bigint, waiting bigint, oldest_waiting timestamptz, anchored bigint, anchored_at timestamptz)
    LANGUAGE plpgsql {SAFE} ROWS 1 AS $$
BEGIN
    RETURN QUERY
        SELECT coalesce((SELECT max(c.position) FROM audit_chain c), 0), w.many, w.oldest, a.position, a.at
        FROM (SELECT count(*) AS many, min(t.at) AS oldest FROM audit_trail t
              WHERE t.at > now() - interval '2 days'
                AND NOT EXISTS (SELECT FROM audit_chain c WHERE c.entry = t.id)) w
        LEFT JOIN LATERAL (SELECT n.position, n.at FROM audit_anchored n ORDER BY n.id DESC LIMIT 1) a ON true;
END $$;
REVOKE ALL ON FUNCTION audit_who_looked(uuid, timestamptz, int), audit_standing() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_who_looked(uuid, timestamptz, int), audit_standing() TO waylight_web, waylight_worker;
"""
UNDO = "DROP FUNCTION audit_who_looked(uuid, timestamptz, int); DROP FUNCTION audit_standing();"


class Migration(migrations.Migration):
    # The rooms that these functions ask are made after this one: they are looked up when somebody asks.
    dependencies = [("audit", "0002_only_added")]

    operations = [migrations.RunSQL(MAKE, UNDO)]
