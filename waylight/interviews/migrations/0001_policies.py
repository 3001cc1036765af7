"""Who reads and who adds that an interview was offered, held or declined: by the grid's record of just that."""

from django.db import migrations

RECORD = "interview facts"
MAKE = f"""
CREATE POLICY interviews_read ON facts_fact FOR SELECT TO waylight_web USING (
    record = '{RECORD}' AND child = ANY (ARRAY(SELECT may_children('{RECORD}', 'read'))));
CREATE POLICY interviews_add ON facts_fact FOR INSERT TO waylight_web WITH CHECK (
    by_person_id = (SELECT waylight_person()) AND by_node_id = ANY (ARRAY(SELECT my_nodes()))
    AND door <> 'import' AND record = '{RECORD}'
    AND child = ANY (ARRAY(SELECT may_children('{RECORD}', 'write'))));
"""
DROP = "DROP POLICY interviews_read ON facts_fact; DROP POLICY interviews_add ON facts_fact;"


class Migration(migrations.Migration):
    initial = True
    dependencies = [("facts", "0003_row_security"), ("access", "0002_functions")]

    operations = [migrations.RunSQL(MAKE, DROP)]
