"""Who decides by name says so, by the record of the grid that is theirs. Read by the agency that said it, as is every
fact under a record that no policy names; that it was done stands on the row of what is owed, for all who read that."""

from django.db import migrations

MAKE = """
CREATE POLICY decisions_by_name_add ON facts_fact FOR INSERT TO waylight_web WITH CHECK (
    kind = 'approved by name' AND record = 'decision' AND by_person_id = (SELECT waylight_person())
    AND by_node_id = ANY (ARRAY(SELECT my_nodes())) AND door <> 'import'
    AND child = ANY (ARRAY(SELECT may_children('decision', 'write'))));
"""
DROP = "DROP POLICY decisions_by_name_add ON facts_fact;"


class Migration(migrations.Migration):
    dependencies = [
        ("duties", "0005_over_all"),
        ("facts", "0003_row_security"),
        ("access", "0002_functions"),
    ]

    operations = [migrations.RunSQL(MAKE, DROP)]
