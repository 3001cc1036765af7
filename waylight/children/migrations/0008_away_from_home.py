"""How many times away began from a home: a number alone, for whoever may read what the home is measured by."""

from django.db import migrations

MAKE = """
-- Each by when it was first reported, of children who lived there then. Who they are is not said; who may read of one
-- reads it under the child's own record.
CREATE FUNCTION children_aways_from(home uuid, since timestamptz) RETURNS bigint LANGUAGE plpgsql STABLE
    SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT $1 = ANY (ARRAY(SELECT may_nodes('home scorecard', 'read'))) THEN
        RETURN NULL;
    END IF;
    RETURN (
        SELECT count(DISTINCT a.id) FROM children_interest i
        JOIN children_away a ON a.child_id = i.child_id AND a.since >= $2 AND i.during @> a.since
        WHERE i.node_id = $1 AND i.person_id IS NULL AND i.relation = 'caring'
          AND coalesce(upper(i.during), 'infinity') > $2);
END $$;
CREATE INDEX away_child_since ON children_away (child_id, since);
REVOKE ALL ON FUNCTION children_aways_from(uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION children_aways_from(uuid, timestamptz) TO waylight_web;
"""
DROP = "DROP FUNCTION children_aways_from(uuid, timestamptz); DROP INDEX away_child_since;"


class Migration(migrations.Migration):
    dependencies = [("children", "0007_taken_back"), ("access", "0002_functions")]

    operations = [migrations.RunSQL(MAKE, DROP)]
