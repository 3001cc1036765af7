"""Whoever holds a role now may say that they are on duty in it, also in roles that speak for no agency."""

from django.db import migrations

MINE = """person_id = (SELECT waylight_person()) AND EXISTS (
        SELECT FROM agencies_rolegrant g
        WHERE g.person_id = (SELECT waylight_person()) AND g.role = agencies_onduty.role
          AND g.node_id = agencies_onduty.node_id AND g.during @> now())"""
MAKE = f"""
CREATE POLICY onduty_insert_own ON agencies_onduty FOR INSERT TO waylight_web WITH CHECK ({MINE});
CREATE POLICY onduty_update_own ON agencies_onduty FOR UPDATE TO waylight_web
    USING (person_id = (SELECT waylight_person())) WITH CHECK ({MINE});
"""
DROP = """
DROP POLICY onduty_insert_own ON agencies_onduty;
DROP POLICY onduty_update_own ON agencies_onduty;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0007_break_glass")]

    operations = [migrations.RunSQL(MAKE, DROP)]
