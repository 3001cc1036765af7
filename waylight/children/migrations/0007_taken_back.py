"""A care period that ended by mistake goes on; what was taken back makes no interest."""

from django.db import migrations

from waylight.rulebook.access import CARE_END_TAKEN_BACK

SAFE = "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"
LONDON = "::timestamp AT TIME ZONE 'Europe/London'"
CLOSED = """
    IF NOT facts_touched($1) THEN
        RAISE EXCEPTION 'Nothing was written about this child in this transaction.'
            USING ERRCODE = 'insufficient_privilege';
    END IF;"""
BASIS = """
CREATE OR REPLACE FUNCTION children_basis(child uuid) RETURNS jsonb LANGUAGE plpgsql STABLE {safe} AS $$
BEGIN
    {closed}
    RETURN jsonb_build_object(
        'care', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                     'id', c.id, 'node', c.node_id, 'since', (lower(c.during){london}),
                     'until', (upper(c.during){london})) ORDER BY c.during), '[]')
                 FROM children_careperiod c WHERE c.child_id = $1{lasts_c}),
        'placements', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                     'id', p.id, 'node', p.node_id, 'since', lower(p.during), 'until', upper(p.during),
                     'host', p.host_id, 'force', n.force_id) ORDER BY p.during), '[]')
                 FROM children_placement p JOIN agencies_node n ON n.id = p.node_id WHERE p.child_id = $1{lasts_p}),
        'cases', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                     'id', a.id, 'node', a.node_id, 'person', a.person_id, 'relation', a.relation,
                     'since', lower(a.during), 'until', upper(a.during)) ORDER BY a.during), '[]')
                 FROM children_allocation a WHERE a.child_id = $1{lasts_a}),
        'aways', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                     'id', w.id, 'since', w.since, 'until', w.until, 'forces', w.forces) ORDER BY w.since), '[]')
                 FROM children_away w WHERE w.child_id = $1));
END $$;
"""
LASTS = {f"lasts_{letter}": f" AND NOT isempty({letter}.during)" for letter in "cpa"}
ALWAYS = dict.fromkeys(LASTS, "")


def basis(lasts: dict[str, str]) -> str:
    """The function that interests are made from, with or without what lasted at no time."""
    return BASIS.format(safe=SAFE, closed=CLOSED, london=LONDON, **lasts)


# Facts that an end of care may still be taken back by the actor: said within the days of the rulebook, of a child of
# theirs until then, not taken back since, of a child for whom no other care began. Of a narrowed record whoever ended
# it alone; of one that was closed for good nobody.
ENDED = f"""
    SELECT f.id AS fact, f.child, k.id AS period, k.node_id AS node, c.given_names, c.family_name,
           (f.body->>'last_day')::date AS last_day, coalesce(f.body->>'reason', '') AS reason, f.told,
           coalesce(p.name, '') AS by_name, c.restricted
    FROM facts_fact f
    JOIN children_child c ON c.id = f.child AND NOT c.sealed AND c.name_key <> ''
        AND (NOT c.restricted OR f.by_person_id = waylight_person())
    JOIN children_careperiod k ON k.child_id = f.child AND upper(k.during) = (f.body->>'last_day')::date + 1
    LEFT JOIN agencies_person p ON p.id = f.by_person_id
    WHERE f.kind = 'care ended' AND f.recorded_at > now() - interval '{CARE_END_TAKEN_BACK.minutes} minutes'
      AND ($1 IS NULL OR f.id = $1)
      AND k.node_id IN (SELECT r.below_id FROM access_opened('child core', 'write') o
                        JOIN agencies_nodereach r ON r.above_id = o.node WHERE o.relation = 'responsible')
      AND NOT EXISTS (SELECT FROM facts_fact w WHERE w.kind = 'care end in error' AND w.about = f.id)
      AND NOT EXISTS (SELECT FROM children_careperiod l WHERE l.child_id = f.child AND lower(l.during) > lower(k.during))
"""
MAKE = (
    basis(LASTS)
    + f"""
-- Few among millions of facts.
CREATE INDEX fact_care_ended ON facts_fact (recorded_at) WHERE kind = 'care ended';
CREATE FUNCTION children_care_ended(wanted uuid) RETURNS TABLE (fact uuid, child uuid, given_names text,
        family_name text, last_day date, reason text, told timestamptz, by_name text)
    LANGUAGE sql STABLE {SAFE} AS $$
    SELECT e.fact, e.child, e.given_names, e.family_name, e.last_day, e.reason, e.told, e.by_name
    FROM ({ENDED}) e
$$;
-- Care goes on, and the child is open to its authority again for the rest of this transaction; the projection then
-- takes the place of that interest. Returns the child, or nothing.
CREATE FUNCTION children_reopen(ended uuid) RETURNS uuid LANGUAGE plpgsql {SAFE} AS $$
DECLARE
    one record;
BEGIN
    SELECT * INTO one FROM ({ENDED}) e WHERE $1 IS NOT NULL;
    IF one.child IS NULL THEN
        RETURN NULL;
    END IF;
    UPDATE children_careperiod k SET during = daterange(lower(k.during), NULL) WHERE k.id = one.period;
    INSERT INTO children_interest (id, child_id, node_id, person_id, relation, during, basis_kind, basis_id, why)
    VALUES (gen_random_uuid(), one.child, one.node, CASE WHEN one.restricted THEN waylight_person() END,
            'responsible', tstzrange(now(), NULL), 'care', one.period, '');
    RETURN one.child;
END $$;
REVOKE ALL ON FUNCTION children_care_ended(uuid), children_reopen(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION children_care_ended(uuid), children_reopen(uuid) TO waylight_web;
"""
)
DROP = (
    "DROP FUNCTION children_reopen(uuid), children_care_ended(uuid);"
    "DROP INDEX fact_care_ended;" + basis(ALWAYS)
)


class Migration(migrations.Migration):
    dependencies = [
        ("children", "0006_one_child"),
        ("facts", "0003_row_security"),
        ("access", "0002_functions"),
    ]

    operations = [migrations.RunSQL(MAKE, DROP)]
