"""An intake is seen by those who work where it was asked for; what was taken of a child by those who read the child."""

from django.db import migrations

from waylight.access.policies import drop, enable, policy, worker

TABLES = ("imports_intake", "imports_taken")
OWN = "node_id = ANY (ARRAY(SELECT my_nodes()))"
MAKE = "\n".join(
    [
        *(enable(table) + worker(table) for table in TABLES),
        policy("imports_taken", "SELECT", "child", "child core", "read"),
        f"CREATE POLICY intake_select ON imports_intake FOR SELECT TO waylight_web USING ({OWN});",
        f"""CREATE POLICY intake_insert ON imports_intake FOR INSERT TO waylight_web
            WITH CHECK ({OWN} AND by_person_id = (SELECT waylight_person()));""",
        "REVOKE UPDATE, DELETE, TRUNCATE ON imports_intake FROM waylight_web;",
        "REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON imports_taken FROM waylight_web;",
        "REVOKE DELETE, TRUNCATE ON imports_intake, imports_taken FROM waylight_worker;",
    ]
)


class Migration(migrations.Migration):
    dependencies = [("imports", "0001_initial"), ("access", "0002_functions"), ("children", "0002_interest_indexes")]

    operations = [migrations.RunSQL(MAKE, drop(*TABLES))]
