"""Whether the actor may ask who looked at a child, so that a refusal is told from "nobody looked"."""

from django.db import migrations

MAKE = """
-- 'names', 'roles', or null where the question is not open to the actor.
CREATE FUNCTION audit_may_ask(child uuid) RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF $1 IN (SELECT may_children('trail of own children', 'read')) THEN
        RETURN 'names';
    ELSIF $1 IN (SELECT may_children('trail of own record', 'read')
                 UNION ALL SELECT may_children('child core', 'read')) THEN
        RETURN 'roles';
    END IF;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION audit_may_ask(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_may_ask(uuid) TO waylight_web, waylight_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_who_looked")]

    operations = [migrations.RunSQL(MAKE, "DROP FUNCTION audit_may_ask(uuid)")]
