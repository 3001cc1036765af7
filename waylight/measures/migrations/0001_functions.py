"""What a scorecard is counted from: of every child of the authority, also of those whose care ended since and of those
whose record is narrowed to named people, for whoever may read the authority's scorecard. Ids, times and kinds of
place: no name, and nothing of an id opens to whoever may not read the child."""

from django.db import migrations

SAFE = "LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"
GATE = "IF NOT $1 = ANY (ARRAY(SELECT may_nodes('authority scorecard', 'read'))) THEN RETURN; END IF;"
LONDON = "AT TIME ZONE 'Europe/London'"

MAKE = f"""
-- Looked after by the authority on a day from the first to the last; where they lived at noon of `day`.
CREATE FUNCTION measures_cared(authority uuid, first date, last date, day date)
    RETURNS TABLE (child uuid, there boolean, outside boolean, lives text) {SAFE} AS $$
BEGIN
    {GATE}
    RETURN QUERY
    SELECT c.child, bool_or(c.now_there), bool_or(p.host_id IS NOT NULL) FILTER (WHERE p.id IS NOT NULL),
           coalesce(min(n.kind), '')
    FROM (
        SELECT k.child_id AS child, k.during @> $4 AS now_there
        FROM agencies_nodereach r JOIN children_careperiod k ON k.node_id = r.below_id
        WHERE r.above_id = $1 AND k.during && daterange($2, $3, '[]')) c
    LEFT JOIN children_placement p ON p.child_id = c.child AND c.now_there
        AND p.during @> (($4 + time '12:00') {LONDON})
    LEFT JOIN agencies_node n ON n.id = p.node_id
    GROUP BY c.child;
END $$;

-- Agreed times away that touch the span, of children for whom the authority answered when they began. One without an
-- end that goes on no more counts when it began and never after.
CREATE FUNCTION measures_aways(authority uuid, since timestamptz, until timestamptz)
    RETURNS TABLE (id uuid, child uuid, began_earliest timestamptz, began_latest timestamptz,
                   ended_earliest timestamptz, ended_latest timestamptz, missing boolean, lived text) {SAFE} AS $$
BEGIN
    {GATE}
    RETURN QUERY
    SELECT e.id, e.child_id, e.started_earliest, e.started_latest, e.ended_earliest, e.ended_latest,
           e.category = 'M' OR e.stretches @> '[{{"category": "M"}}]', coalesce(h.kind, '')
    FROM agencies_nodereach r
    JOIN children_careperiod k ON k.node_id = r.below_id
    JOIN episodes_episode e ON e.child_id = k.child_id
        AND k.during @> (e.started_latest {LONDON})::date
    LEFT JOIN LATERAL (
        SELECT n.kind FROM children_placement p JOIN agencies_node n ON n.id = p.node_id
        WHERE p.child_id = e.child_id AND p.during @> e.started_latest ORDER BY p.during LIMIT 1) h ON true
    WHERE r.above_id = $1 AND e.started_earliest < $3
      AND (e.ended_latest >= $2 OR e.started_latest >= $2 OR (e.ended_latest IS NULL AND e.searching));
END $$;

-- Duties of these codes that began in the span, of children for whom the authority answered then.
CREATE FUNCTION measures_duties(authority uuid, codes text[], since timestamptz, until timestamptz)
    RETURNS SETOF duties_owed {SAFE} AS $$
BEGIN
    {GATE}
    RETURN QUERY
    SELECT o.* FROM agencies_nodereach r
    JOIN children_careperiod k ON k.node_id = r.below_id
    JOIN duties_owed o ON o.child = k.child_id AND k.during @> (o.began_latest {LONDON})::date
    WHERE r.above_id = $1 AND o.code = ANY ($2) AND o.began_earliest >= $3 AND o.began_earliest < $4;
END $$;

-- Records that two people said are one child, among the children of the authority.
CREATE FUNCTION measures_same(authority uuid) RETURNS TABLE (one uuid, other uuid) {SAFE} AS $$
BEGIN
    {GATE}
    RETURN QUERY
    SELECT p.one, p.other
    FROM children_paired(ARRAY(SELECT f.child FROM facts_fact f WHERE f.kind = 'same as' AND f.child IS NOT NULL)) p
    WHERE p.stands
      AND EXISTS (SELECT FROM agencies_nodereach r JOIN children_careperiod k ON k.node_id = r.below_id
                  WHERE r.above_id = $1 AND k.child_id IN (p.one, p.other));
END $$;
"""
FUNCTIONS = (
    "measures_cared(uuid, date, date, date), measures_aways(uuid, timestamptz, timestamptz), "
    "measures_duties(uuid, text[], timestamptz, timestamptz), measures_same(uuid)"
)
RIGHTS = f"""
REVOKE ALL ON FUNCTION {FUNCTIONS} FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {FUNCTIONS} TO waylight_web;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("access", "0009_the_duty_of_this_sitting"),
        ("children", "0009_paired"),
        ("duties", "0005_over_all"),
        ("episodes", "0004_ended"),
        ("facts", "0003_row_security"),
    ]

    operations = [migrations.RunSQL(MAKE + RIGHTS, f"DROP FUNCTION {FUNCTIONS};")]
