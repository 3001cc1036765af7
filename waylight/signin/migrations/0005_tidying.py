"""The worker deletes sessions and counts of tries that are over, without being able to read one."""

from django.db import migrations

MAKE = """
REVOKE SELECT, INSERT, UPDATE ON django_session FROM waylight_worker;
GRANT SELECT (expire_date), DELETE ON django_session TO waylight_worker;
GRANT SELECT (expires), DELETE ON signin_cache TO waylight_worker;
"""
UNDO = """
GRANT SELECT, INSERT, UPDATE ON django_session TO waylight_worker;
REVOKE ALL ON signin_cache FROM waylight_worker;
"""


class Migration(migrations.Migration):

    dependencies = [("signin", "0004_report_only"), ("sessions", "0001_initial")]

    operations = [migrations.RunSQL(MAKE, UNDO)]
