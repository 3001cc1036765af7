"""Those who hold return interviews read what is owed of them, by the record of just that."""

from django.db import migrations, models

RECORDS = ("duty", "police duty")
ALSO = "interview facts"


def may(record: str) -> str:
    return f"child = ANY (ARRAY(SELECT may_children('{record}', 'read')))"


OWED = " OR ".join(f"(record = '{record}' AND {may(record)})" for record in RECORDS)
BEFORE = f"""
DROP POLICY owed_read ON duties_owed;
CREATE POLICY owed_read ON duties_owed FOR SELECT TO waylight_web USING ({OWED});
"""
AFTER = f"""
DROP POLICY owed_read ON duties_owed;
CREATE POLICY owed_read ON duties_owed FOR SELECT TO waylight_web USING (
    {OWED} OR (also = '{ALSO}' AND {may(ALSO)}));
"""


class Migration(migrations.Migration):
    dependencies = [("duties", "0003_rules")]

    operations = [
        migrations.AddField(model_name="owed", name="also", field=models.TextField(default="")),
        migrations.RunSQL(AFTER, BEFORE),
    ]
