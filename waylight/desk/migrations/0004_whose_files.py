"""Whose the files are: the agency of whoever handed them in. Found by its name for what was handed in before."""

import django.db.models.deletion
from django.db import migrations, models

# Where no agency, or more than one, has the name, nobody sees the files any more; they go by the schedule.
FIND = """
UPDATE desk_upload u SET node_id = n.id
FROM agencies_node n
WHERE u.node_id IS NULL AND n.name = u.by_agency
  AND NOT EXISTS (SELECT FROM agencies_node o WHERE o.name = n.name AND o.id <> n.id)
"""


class Migration(migrations.Migration):
    dependencies = [("desk", "0003_report_of_a_run"), ("agencies", "0002_who_grants")]

    operations = [
        migrations.AddField(
            model_name="upload",
            name="node",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.node"
            ),
        ),
        migrations.AddField(model_name="decision", name="by_person", field=models.UUIDField(null=True)),
        migrations.AddIndex(
            model_name="runpair", index=models.Index(fields=["child_id"], name="run_pair_child")
        ),
        migrations.RunSQL(FIND, migrations.RunSQL.noop),
    ]
