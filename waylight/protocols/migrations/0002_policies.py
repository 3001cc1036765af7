"""Whoever is signed in reads by which figures an authority is measured; who may, sets one, and nobody changes one."""

from django.db import migrations

from waylight.access.policies import drop, enable, worker

TABLE = "protocols_setting"
MAKE = "\n".join(
    [
        enable(TABLE) + worker(TABLE),
        f"CREATE POLICY setting_select ON {TABLE} FOR SELECT TO waylight_web"
        " USING ((SELECT waylight_person()) IS NOT NULL);",
        # By name, for the own authority, and never about a day that is past; when it was set is the server's to say.
        f"""CREATE POLICY setting_insert ON {TABLE} FOR INSERT TO waylight_web WITH CHECK (
            set_by_id = (SELECT waylight_person())
            AND node_id = ANY (ARRAY(SELECT may_nodes('authority setting', 'write')))
            AND since > (now() AT TIME ZONE 'Europe/London')::date
            AND set_at BETWEEN now() AND clock_timestamp());""",
        f"REVOKE ALL ON {TABLE} FROM waylight_web, waylight_worker;",
        f"GRANT SELECT ON {TABLE} TO waylight_web, waylight_worker;",
        f"GRANT INSERT ON {TABLE} TO waylight_web;",
        f"CREATE TRIGGER setting_stays BEFORE UPDATE OR DELETE ON {TABLE}"
        " FOR EACH ROW EXECUTE FUNCTION facts_stay();",
    ]
)


class Migration(migrations.Migration):
    dependencies = [("protocols", "0001_initial"), ("access", "0002_functions"), ("facts", "0002_only_added")]

    operations = [migrations.RunSQL(MAKE, f"DROP TRIGGER setting_stays ON {TABLE};\n{drop(TABLE)}")]
