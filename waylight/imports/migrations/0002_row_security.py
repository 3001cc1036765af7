"""An intake is seen and asked for by those who work there; the worker alone says what came of it."""

from django.db import migrations

from waylight.access.policies import drop, enable, worker

TABLES = ("imports_intake",)
OWN = "node_id = ANY (ARRAY(SELECT my_nodes()))"
MAKE = "\n".join(
    [
        *(enable(table) + worker(table) for table in TABLES),
        f"CREATE POLICY intake_select ON imports_intake FOR SELECT TO waylight_web USING ({OWN});",
        f"""CREATE POLICY intake_insert ON imports_intake FOR INSERT TO waylight_web
            WITH CHECK ({OWN} AND by_person_id = (SELECT waylight_person()));""",
        "REVOKE UPDATE, DELETE, TRUNCATE ON imports_intake FROM waylight_web;",
        "REVOKE DELETE, TRUNCATE ON imports_intake FROM waylight_worker;",
    ]
)


class Migration(migrations.Migration):
    dependencies = [("imports", "0001_initial"), ("access", "0002_functions")]

    operations = [migrations.RunSQL(MAKE, drop(*TABLES))]
