"""Which records two people said are one child: in one place, for pages, for what is owed and for what is noticed."""

from importlib import import_module

from django.db import migrations

# Planned once a connection: planning takes ten times as long as looking up what is mostly not there.
ONCE = "SET plan_cache_mode = force_generic_plan"
DEFINER = f"STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp {ONCE}"
MAKE = f"""
-- Pairs of which one at least is among the records, and whether that stands: undone, it is still known that it was said.
-- What was erased says no more which other it was. With the rights of whoever asks: tasks alone, and `children_same`.
CREATE FUNCTION children_paired(records uuid[]) RETURNS TABLE (one uuid, other uuid, stands boolean)
    LANGUAGE plpgsql STABLE {ONCE} AS $$
BEGIN
    RETURN QUERY
    SELECT s.child, (s.body->>'other')::uuid,
           NOT EXISTS (SELECT FROM facts_fact u WHERE u.kind = 'same as undone' AND u.about = s.id)
    FROM (SELECT f.id, f.child, f.body FROM facts_fact f WHERE f.kind = 'same as' AND f.child = ANY ($1)
          UNION
          SELECT f.id, f.child, f.body FROM facts_fact f
          WHERE f.kind = 'same as' AND f.body->>'other' = ANY ($1::text[])) s
    WHERE s.child IS NOT NULL AND s.body->>'other' IS NOT NULL;
END $$;
-- Pairs of records, each of which the actor may read: of a pair of which they may read one alone nothing is said. Which
-- children are theirs is asked only where there is a pair at all. A list of records, not of children to find: whoever
-- calls has read them before, and the list itself is on the trail.
CREATE OR REPLACE FUNCTION children_same(records uuid[]) RETURNS TABLE (one uuid, other uuid)
    LANGUAGE plpgsql {DEFINER} AS $$
DECLARE
    ones uuid[];
    others uuid[];
    mine uuid[];
BEGIN
    SELECT array_agg(p.one), array_agg(p.other) INTO ones, others FROM children_paired($1) p WHERE p.stands;
    IF ones IS NULL THEN
        RETURN;
    END IF;
    mine := ARRAY(SELECT may_children('child core', 'read'));
    RETURN QUERY SELECT p.a, p.b FROM unnest(ones, others) AS p(a, b) WHERE p.a = ANY (mine) AND p.b = ANY (mine);
END $$;
REVOKE ALL ON FUNCTION children_paired(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION children_paired(uuid[]) TO waylight_worker;
"""
BEFORE = import_module("waylight.children.migrations.0006_one_child").MAKE
DROP = (
    "CREATE OR REPLACE FUNCTION "
    + BEFORE.split("CREATE FUNCTION ")[1].split("REVOKE")[0]
    + "DROP FUNCTION children_paired(uuid[]);"
)


class Migration(migrations.Migration):
    dependencies = [("children", "0008_away_from_home")]

    operations = [migrations.RunSQL(MAKE, DROP)]
