"""What stands about a child, counted for whoever decides on erasure; and the way from a record to its twin."""

from django.db import migrations

SAFE = "STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"
MAKE = f"""
-- How much stands about a child, by agency: also what the asker may not read, which goes as well. Numbers alone.
CREATE FUNCTION episodes_held(child uuid) RETURNS TABLE (agency text, facts bigint, words bigint)
    LANGUAGE sql {SAFE} AS $$
    SELECT n.name, count(*), coalesce(sum((
        SELECT count(*) FROM facts_words w WHERE w.fact_id = f.id AND w.text <> '')), 0)::bigint
    FROM facts_fact f JOIN agencies_node n ON n.id = f.by_node_id
    WHERE f.child = $1 AND $1 IN (SELECT may_children('child core', 'write'))
    GROUP BY n.name ORDER BY n.name
$$;
CREATE FUNCTION episodes_held_beside(child uuid) RETURNS TABLE (episodes bigint, pack bigint, photos bigint)
    LANGUAGE sql {SAFE} AS $$
    SELECT (SELECT count(*) FROM episodes_episode e WHERE e.child_id = $1),
           (SELECT count(*) FROM episodes_packentry p WHERE p.child_id = $1),
           (SELECT count(*) FROM episodes_packphoto p WHERE p.child_id = $1)
    WHERE $1 IN (SELECT may_children('child core', 'write'))
$$;
REVOKE ALL ON FUNCTION episodes_held(uuid), episodes_held_beside(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION episodes_held(uuid), episodes_held_beside(uuid) TO waylight_web;

-- Two people's word that this record and another are one child is found from either.
CREATE INDEX fact_same_as ON facts_fact ((body->>'other'))
    WHERE kind IN ('same as', 'same as asked', 'same as refused', 'same as undone');
CREATE INDEX fact_upkeep ON facts_fact (kind, told) WHERE kind IN ('erasure asked', 'same as asked', 'same as');
"""
DROP = """
DROP INDEX fact_upkeep; DROP INDEX fact_same_as;
DROP FUNCTION episodes_held(uuid), episodes_held_beside(uuid);
"""


class Migration(migrations.Migration):
    dependencies = [("episodes", "0004_ended"), ("facts", "0003_row_security"), ("access", "0002_functions")]

    operations = [migrations.RunSQL(MAKE, DROP)]
