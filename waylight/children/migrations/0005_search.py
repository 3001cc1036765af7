"""Search by name, and the few lines about a child that a role may see without the whole row."""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

SAFE = "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"
MOST = 50

MAKE = f"""
-- Children of the actor's own whose names begin with the words, or are spelled nearly so. Indexes on names would not
-- be used under row security, and need not: the actor's own children are looked up first. Every search is on the
-- trail, with each child it showed, also where it showed none; what was typed is not kept.
CREATE FUNCTION children_search(words text, born date, most int, role text, node uuid, node_name text, route text)
    RETURNS TABLE (id uuid, given_names text, family_name text, known_as text, birth date, nearness real)
    LANGUAGE plpgsql {SAFE} AS $$
DECLARE
    me record;
    own uuid[];
    hits uuid[];
    nears real[];
    sheet uuid := gen_random_uuid();
BEGIN
    SELECT p.id, p.name INTO me FROM agencies_person p WHERE p.id = waylight_person() AND p.is_active;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    own := ARRAY(SELECT may_children('child core', 'read') UNION SELECT may_children('child placed in area', 'read'));
    -- Whole names and beginnings first; spellings are compared, which costs more, only where those fill no page.
    SELECT array_agg(l.id), array_agg(l.near) INTO hits, nears FROM (
        SELECT c.id, CASE WHEN c.name_key = $1 THEN 1.0 ELSE 0.9 END::real AS near
        FROM children_child c
        WHERE c.id = ANY (own) AND ($2 IS NULL OR c.born = $2)
          AND (' ' || c.name_key || ' ' || c.called_key) LIKE ALL (
              ARRAY(SELECT '% ' || w || '%' FROM unnest(string_to_array($1, ' ')) w))
          AND ($1 <> '' OR $2 IS NOT NULL)
        ORDER BY near DESC, c.name_key, c.id LIMIT least(greatest($3, 1), {MOST})) l;
    hits := coalesce(hits, ARRAY[]::uuid[]);
    nears := coalesce(nears, ARRAY[]::real[]);
    IF cardinality(hits) < least(greatest($3, 1), {MOST}) AND $1 <> '' THEN
        SELECT hits || coalesce(array_agg(l.id), '{{}}'), nears || coalesce(array_agg(l.near), '{{}}')
        INTO hits, nears FROM (
            SELECT k.id, k.near FROM (
                SELECT c.id, word_similarity($1, c.name_key || ' ' || c.called_key) AS near
                FROM children_child c
                WHERE c.id = ANY (own) AND c.id <> ALL (hits) AND ($2 IS NULL OR c.born = $2) OFFSET 0) k
            WHERE k.near >= 0.45
            ORDER BY k.near DESC, k.id LIMIT least(greatest($3, 1), {MOST}) - cardinality(hits)) l;
    END IF;
    INSERT INTO audit_trail (person, actor_name, role, node, node_name, act, record, route, basis, page)
    VALUES (me.id, me.name, $4, $5, $6, 'searched', 'child core', $7, cardinality(hits) || ' found', sheet);
    INSERT INTO audit_trail (person, actor_name, role, node, node_name, act, record, child, route, basis, page)
    SELECT me.id, me.name, $4, $5, $6, 'searched', 'child core', h, $7, coalesce(r.reason, $4), sheet
    FROM unnest(hits) h LEFT JOIN access_reasons(hits, 'child core', 'read') r ON r.child = h;
    RETURN QUERY
        SELECT c.id, c.given_names, c.family_name, c.known_as, c.born, f.nearness
        FROM unnest(hits, nears) f(id, nearness) JOIN children_child c ON c.id = f.id
        ORDER BY f.nearness DESC, c.name_key, c.id;
END $$;

-- The children whom other authorities placed in the actor's area: who, how old, where, by whom, since when.
CREATE FUNCTION children_here() RETURNS TABLE (
    id uuid, given_names text, family_name text, born date, home uuid, home_name text, since timestamptz,
    placed_by uuid, placed_by_name text
) LANGUAGE sql STABLE {SAFE} AS $$
    SELECT c.id, c.given_names, c.family_name, c.born, n.id, n.name, lower(p.during), a.id, a.name
    FROM children_child c
    JOIN children_placement p ON p.child_id = c.id AND p.during @> now()
    JOIN agencies_node n ON n.id = p.node_id
    LEFT JOIN children_careperiod k ON k.child_id = c.id
        AND k.during @> (now() AT TIME ZONE 'Europe/London')::date
    LEFT JOIN agencies_nodereach r ON r.below_id = k.node_id
        AND EXISTS (SELECT FROM agencies_node t WHERE t.id = r.above_id AND t.kind = 'authority')
    LEFT JOIN agencies_node a ON a.id = r.above_id
    WHERE c.id = ANY (ARRAY(SELECT may_children('child placed in area', 'read')))
$$;

-- Homes in the actor's force area with the number of children who live there now; who they are is not said.
CREATE FUNCTION children_counted() RETURNS TABLE (home uuid, name text, kind text, children bigint)
    LANGUAGE sql STABLE {SAFE} AS $$
    SELECT n.id, n.name, n.kind, (
        SELECT count(*) FROM children_interest i
        WHERE i.node_id = n.id AND i.person_id IS NULL AND i.relation = 'caring'
          AND coalesce(upper(i.during), 'infinity') > now() AND lower(i.during) <= now())
    FROM agencies_node n
    WHERE n.id = ANY (ARRAY(SELECT may_nodes('home and count of children', 'read')))
      AND n.kind IN ('home', 'supported accommodation') AND (n.until IS NULL OR n.until >= now()::date)
$$;

REVOKE ALL ON FUNCTION children_search(text, date, int, text, uuid, text, text), children_here(), children_counted()
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION children_search(text, date, int, text, uuid, text, text), children_here(),
    children_counted() TO waylight_web;
"""
DROP = """
DROP FUNCTION children_search(text, date, int, text, uuid, text, text);
DROP FUNCTION children_here();
DROP FUNCTION children_counted();
"""


class Migration(migrations.Migration):
    dependencies = [("children", "0004_projections"), ("access", "0005_reasons"), ("audit", "0001_trail")]

    operations = [TrigramExtension(), migrations.RunSQL(MAKE, DROP)]
