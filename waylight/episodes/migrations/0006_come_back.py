"""After a restore: what was let go since the backup is found again, so that it can go again before anybody reads it."""

from django.db import migrations

SAFE = "STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"
MAKE = f"""
-- Of facts that let something go, those that this database does not hold although it holds something of the child.
-- Every process asks at its start, the pages' as well, which may read none of it.
CREATE FUNCTION episodes_come_back(facts uuid[], children uuid[]) RETURNS SETOF uuid LANGUAGE sql {SAFE} AS $$
    SELECT gone.fact FROM unnest($1, $2) AS gone (fact, child)
    WHERE NOT EXISTS (SELECT FROM facts_fact f WHERE f.id = gone.fact)
    AND (EXISTS (SELECT FROM children_child c WHERE c.id = gone.child)
         OR EXISTS (SELECT FROM facts_fact f WHERE f.child = gone.child))
$$;
REVOKE ALL ON FUNCTION episodes_come_back(uuid[], uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION episodes_come_back(uuid[], uuid[]) TO waylight_web, waylight_worker;

CREATE INDEX fact_let_go ON facts_fact (told) WHERE kind IN ('erased', 'sealed', 'reduced');
"""
DROP = """
DROP INDEX fact_let_go;
DROP FUNCTION episodes_come_back(uuid[], uuid[]);
"""


class Migration(migrations.Migration):
    dependencies = [("episodes", "0005_upkeep")]

    operations = [migrations.RunSQL(MAKE, DROP)]
