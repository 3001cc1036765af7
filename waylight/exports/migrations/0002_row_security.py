"""A file is its asker's alone; that it waits is seen by those of the agency, of whom one agrees."""

from django.db import migrations

from waylight.access.policies import drop, enable, worker

TABLES = ("exports_export", "exports_exportfile")
ME = "(SELECT waylight_person())"
HERE = "node_id = ANY (ARRAY(SELECT my_nodes()))"
MINE = f"export_id IN (SELECT e.id FROM exports_export e WHERE e.asked_by_id = {ME})"
MAKE = (
    "".join(enable(table) + worker(table) for table in TABLES)
    + f"""
CREATE POLICY export_select ON exports_export FOR SELECT TO waylight_web
    USING (asked_by_id = {ME} OR (second_needed AND {HERE}));
CREATE POLICY export_insert ON exports_export FOR INSERT TO waylight_web
    WITH CHECK (asked_by_id = {ME} AND {HERE} AND agreed_by_id IS NULL AND made_at IS NULL);
CREATE POLICY export_update ON exports_export FOR UPDATE TO waylight_web
    USING (asked_by_id = {ME} OR (second_needed AND {HERE}))
    WITH CHECK (asked_by_id = {ME} OR agreed_by_id = {ME});
CREATE POLICY exportfile_select ON exports_exportfile FOR SELECT TO waylight_web USING ({MINE});
CREATE POLICY exportfile_insert ON exports_exportfile FOR INSERT TO waylight_web WITH CHECK ({MINE});
REVOKE UPDATE, DELETE, TRUNCATE ON {", ".join(TABLES)} FROM waylight_web;
GRANT UPDATE (agreed_by_id, agreed_name, agreed_at, made_at, until, failed) ON exports_export TO waylight_web;
"""
)


class Migration(migrations.Migration):
    dependencies = [("exports", "0001_initial"), ("access", "0009_the_duty_of_this_sitting")]

    operations = [migrations.RunSQL(MAKE, drop(*TABLES))]
