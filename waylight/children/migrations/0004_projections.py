"""The way in for projections: definer functions that answer only where this transaction wrote of the child."""

from django.db import migrations

SAFE = "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"
CLOSED = """
    IF NOT facts_touched($1) THEN
        RAISE EXCEPTION 'Nothing was written about this child in this transaction.'
            USING ERRCODE = 'insufficient_privilege';
    END IF;"""
LONDON = "::timestamp AT TIME ZONE 'Europe/London'"

MAKE = f"""
-- Everything that interests follow from, also what the writer may not read: it goes back into the projection only.
CREATE FUNCTION children_basis(child uuid) RETURNS jsonb LANGUAGE plpgsql STABLE {SAFE} AS $$
BEGIN
    {CLOSED}
    RETURN jsonb_build_object(
        'care', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                     'id', c.id, 'node', c.node_id, 'since', (lower(c.during){LONDON}),
                     'until', (upper(c.during){LONDON})) ORDER BY c.during), '[]')
                 FROM children_careperiod c WHERE c.child_id = $1),
        'placements', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                     'id', p.id, 'node', p.node_id, 'since', lower(p.during), 'until', upper(p.during),
                     'host', p.host_id, 'force', n.force_id) ORDER BY p.during), '[]')
                 FROM children_placement p JOIN agencies_node n ON n.id = p.node_id WHERE p.child_id = $1),
        'cases', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                     'id', a.id, 'node', a.node_id, 'person', a.person_id, 'relation', a.relation,
                     'since', lower(a.during), 'until', upper(a.during)) ORDER BY a.during), '[]')
                 FROM children_allocation a WHERE a.child_id = $1),
        'aways', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                     'id', w.id, 'since', w.since, 'until', w.until, 'forces', w.forces) ORDER BY w.since), '[]')
                 FROM children_away w WHERE w.child_id = $1));
END $$;

CREATE FUNCTION children_put_aways(child uuid, rows jsonb) RETURNS void LANGUAGE plpgsql {SAFE} AS $$
BEGIN
    {CLOSED}
    DELETE FROM children_away w WHERE w.child_id = $1
        AND w.id NOT IN (SELECT (r->>'id')::uuid FROM jsonb_array_elements($2) r);
    INSERT INTO children_away (id, child_id, since, until, forces)
    SELECT (r->>'id')::uuid, $1, (r->>'since')::timestamptz, (r->>'until')::timestamptz,
           ARRAY(SELECT f::uuid FROM jsonb_array_elements_text(r->'forces') f)
    FROM jsonb_array_elements($2) r
    ON CONFLICT (id) DO UPDATE SET since = excluded.since, until = excluded.until, forces = excluded.forces
        WHERE children_away.child_id = $1;
END $$;

-- Break-glass is opened and ended by a function of its own and stays as it is.
CREATE FUNCTION children_put_interests(child uuid, rows jsonb) RETURNS void LANGUAGE plpgsql {SAFE} AS $$
BEGIN
    {CLOSED}
    IF EXISTS (SELECT FROM jsonb_array_elements($2) r
               WHERE r->>'basis_kind' NOT IN ('care', 'placement', 'allocation', 'away')) THEN
        RAISE EXCEPTION 'Not a basis that a projection writes.' USING ERRCODE = 'check_violation';
    END IF;
    DELETE FROM children_interest i WHERE i.child_id = $1 AND i.basis_kind <> 'break glass'
        AND i.id NOT IN (SELECT (r->>'id')::uuid FROM jsonb_array_elements($2) r);
    INSERT INTO children_interest (id, child_id, node_id, person_id, relation, during, basis_kind, basis_id, why)
    SELECT (r->>'id')::uuid, $1, (r->>'node')::uuid, (r->>'person')::uuid, r->>'relation',
           tstzrange((r->>'since')::timestamptz, (r->>'until')::timestamptz), r->>'basis_kind',
           (r->>'basis_id')::uuid, ''
    FROM jsonb_array_elements($2) r
    ON CONFLICT (id) DO UPDATE SET during = excluded.during
        WHERE children_interest.child_id = $1 AND children_interest.during <> excluded.during;
END $$;

-- A child comes into the record with the authority that looks after them, by somebody who may write of its
-- children. Nothing tells whether the id was there before.
CREATE FUNCTION children_begin(child uuid, node uuid, given_names text, family_name text, known_as text, born date,
                               sex text, ethnicity text, language text, unaccompanied boolean, trafficked boolean,
                               name_key text, called_key text, since timestamptz)
    RETURNS void LANGUAGE plpgsql {SAFE} AS $$
BEGIN
    IF session_user = 'waylight_web' AND NOT EXISTS (
        SELECT FROM access_opened('child core', 'write') o
        JOIN agencies_nodereach r ON r.above_id = o.node AND r.below_id = $2
        WHERE o.relation = 'responsible') THEN
        RAISE EXCEPTION 'A child is added by somebody of the authority that looks after them.'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO children_child (id, given_names, family_name, known_as, born, sex, ethnicity, language,
                                unaccompanied, trafficked, restricted, sealed, name_key, called_key)
    VALUES ($1, $3, $4, $5, $6, $7, $8, $9, $10, $11, false, false, $12, $13) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'A child is added by somebody of the authority that looks after them.'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    -- Opens the child to its own authority for the rest of this transaction; the projection then takes its place.
    INSERT INTO children_interest (id, child_id, node_id, relation, during, basis_kind, basis_id, why)
    VALUES (gen_random_uuid(), $1, $2, 'responsible', tstzrange(least($14, now()), NULL), 'care', $1, '');
END $$;

-- Police report by exact name and birth date (`child_named`, in the room of episodes).
CREATE INDEX child_exact_name ON children_child (name_key, born);

REVOKE ALL ON FUNCTION children_basis(uuid), children_put_aways(uuid, jsonb), children_put_interests(uuid, jsonb),
    children_begin(uuid, uuid, text, text, text, date, text, text, text, boolean, boolean,
                                               text, text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION children_basis(uuid), children_put_aways(uuid, jsonb),
    children_put_interests(uuid, jsonb),
    children_begin(uuid, uuid, text, text, text, date, text, text, text, boolean, boolean, text, text, timestamptz)
    TO waylight_web, waylight_worker;
"""
DROP = """
DROP INDEX child_exact_name;
DROP FUNCTION children_begin(uuid, uuid, text, text, text, date, text, text, text, boolean, boolean, text, text, timestamptz);
DROP FUNCTION children_put_interests(uuid, jsonb), children_put_aways(uuid, jsonb), children_basis(uuid);
"""


class Migration(migrations.Migration):
    dependencies = [("children", "0003_policies"), ("facts", "0002_only_added")]

    operations = [migrations.RunSQL(MAKE, DROP)]
