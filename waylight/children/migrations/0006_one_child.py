"""Which of some records two people said are one child: asked by lists, in one question that mostly finds none."""

from django.db import migrations

# Planned once a connection: planning takes ten times as long as looking up what is mostly not there.
SAFE = (
    "STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp "
    "SET plan_cache_mode = force_generic_plan"
)
MAKE = f"""
-- Few facts among millions: looked up by either record without reading what else was said of it.
CREATE INDEX fact_same_child ON facts_fact (child) WHERE kind = 'same as';
-- Pairs of records, each of which the actor may read: of a pair of which they may read one alone nothing is said. Which
-- children are theirs is asked only where there is a pair at all. A list of records, not of children to find: whoever
-- calls has read them before, and the list itself is on the trail.
CREATE FUNCTION children_same(records uuid[]) RETURNS TABLE (one uuid, other uuid) LANGUAGE plpgsql {SAFE} AS $$
DECLARE
    ones uuid[];
    others uuid[];
    mine uuid[];
BEGIN
    SELECT array_agg(s.child), array_agg((s.body->>'other')::uuid) INTO ones, others FROM (
        SELECT id, child, body FROM facts_fact WHERE kind = 'same as' AND child = ANY (records)
        UNION
        SELECT id, child, body FROM facts_fact WHERE kind = 'same as' AND body->>'other' = ANY (records::text[])
    ) s
    -- What was erased says no more which other it was.
    WHERE s.child IS NOT NULL AND s.body->>'other' IS NOT NULL
      AND NOT EXISTS (SELECT FROM facts_fact u WHERE u.kind = 'same as undone' AND u.about = s.id);
    IF ones IS NULL THEN
        RETURN;
    END IF;
    mine := ARRAY(SELECT may_children('child core', 'read'));
    RETURN QUERY SELECT p.a, p.b FROM unnest(ones, others) AS p(a, b) WHERE p.a = ANY (mine) AND p.b = ANY (mine);
END $$;
REVOKE ALL ON FUNCTION children_same(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION children_same(uuid[]) TO waylight_web;
"""
DROP = "DROP FUNCTION children_same(uuid[]); DROP INDEX fact_same_child;"


class Migration(migrations.Migration):
    dependencies = [
        ("children", "0005_search"),
        ("facts", "0003_row_security"),
        ("access", "0002_functions"),
    ]

    operations = [migrations.RunSQL(MAKE, DROP)]
