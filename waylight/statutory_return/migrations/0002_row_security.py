"""A return is read by those to whom the grid opens the authority's; the worker builds it, and nobody else writes a line.

The whole return is one record of the authority's, whoever is in it: also children whose own record is narrowed to named
people, and those whose care has ended. It holds numbers and days, and no name or place.
"""

from django.db import migrations

from waylight.access.policies import drop, enable, worker

BUILT, LINE = "statutory_return_built", "statutory_return_builtline"
MINE = "authority_id = ANY (ARRAY(SELECT may_nodes('statutory return', '{}')))"
READ, WRITE = MINE.format("read"), MINE.format("write")
MAKE = (
    "".join(enable(table) + worker(table) for table in (BUILT, LINE))
    + f"""
CREATE POLICY {BUILT}_select ON {BUILT} FOR SELECT TO waylight_web USING ({READ});
CREATE POLICY {BUILT}_update ON {BUILT} FOR UPDATE TO waylight_web
    USING ({WRITE} AND lodged_at IS NULL)
    WITH CHECK ({WRITE} AND lodged_by_id = (SELECT waylight_person()) AND lodged_at IS NOT NULL);
CREATE POLICY {LINE}_select ON {LINE} FOR SELECT TO waylight_web
    USING (built_id = ANY (ARRAY(SELECT b.id FROM {BUILT} b WHERE {READ.replace("authority_id", "b.authority_id")})));
REVOKE ALL ON {BUILT}, {LINE} FROM waylight_web;
GRANT SELECT ON {BUILT}, {LINE} TO waylight_web;
GRANT UPDATE (lodged_at, lodged_by_id) ON {BUILT} TO waylight_web;
"""
)


class Migration(migrations.Migration):
    dependencies = [("statutory_return", "0001_initial"), ("access", "0009_the_duty_of_this_sitting")]

    operations = [migrations.RunSQL(MAKE, drop(BUILT, LINE))]
