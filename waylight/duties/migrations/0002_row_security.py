"""Who reads what is owed, and who says that something was done: by the two records of the grid."""

from django.db import migrations

from waylight.access.policies import drop, enable, worker

TABLES = ("duties_owed", "duties_reckoned")
RECORDS = ("duty", "police duty")


def may(action: str) -> str:
    return " OR ".join(
        f"(record = '{record}' AND child = ANY (ARRAY(SELECT may_children('{record}', '{action}'))))"
        for record in RECORDS
    )


MAKE = "".join(enable(table) + worker(table) for table in TABLES) + f"""
CREATE POLICY owed_read ON duties_owed FOR SELECT TO waylight_web USING ({may('read')});
-- Rows follow from facts: only tasks write them.
REVOKE INSERT, UPDATE, DELETE ON duties_owed, duties_reckoned FROM waylight_web;
REVOKE SELECT ON duties_reckoned FROM waylight_web;
CREATE POLICY duties_read ON facts_fact FOR SELECT TO waylight_web USING ({may('read')});
CREATE POLICY duties_add ON facts_fact FOR INSERT TO waylight_web WITH CHECK (
    by_person_id = (SELECT waylight_person()) AND by_node_id = ANY (ARRAY(SELECT my_nodes()))
    AND door <> 'import' AND ({may('write')}));
"""
DROP = f"""
DROP POLICY duties_read ON facts_fact;
DROP POLICY duties_add ON facts_fact;
{drop(*TABLES)}
"""


class Migration(migrations.Migration):
    dependencies = [("duties", "0001_initial"), ("facts", "0003_row_security"), ("access", "0002_functions")]

    operations = [migrations.RunSQL(MAKE, DROP)]
