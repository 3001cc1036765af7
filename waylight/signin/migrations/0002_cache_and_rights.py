"""The table in which limits on guessing are counted, and secrets taken from the worker, which signs nobody in."""

from django.db import migrations

CACHE = """
CREATE TABLE signin_cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX signin_cache_expires ON signin_cache (expires);
"""
SECRETS = """
REVOKE ALL ON signin_cache, signin_device, signin_pin, signin_shiftpass, signin_invitation, signin_lastcode,
    mfa_authenticator FROM waylight_worker;
"""


class Migration(migrations.Migration):

    dependencies = [("signin", "0001_initial"), ("mfa", "0003_authenticator_type_uniq")]

    operations = [
        migrations.RunSQL(CACHE, "DROP TABLE signin_cache"),
        migrations.RunSQL(SECRETS, migrations.RunSQL.noop),
    ]
