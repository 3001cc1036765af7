"""How old a list is says nothing of a child: whoever acts may read it, and the worker alone writes it."""

from django.db import migrations

from waylight.access.policies import drop, enable, worker

TABLE = "imports_freshness"
MAKE = f"""
{enable(TABLE)}{worker(TABLE)}
CREATE POLICY freshness_select ON {TABLE} FOR SELECT TO waylight_web USING ((SELECT waylight_person()) IS NOT NULL);
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {TABLE} FROM waylight_web;
REVOKE DELETE, TRUNCATE ON {TABLE} FROM waylight_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("imports", "0003_freshness")]

    operations = [migrations.RunSQL(MAKE, drop(TABLE))]
