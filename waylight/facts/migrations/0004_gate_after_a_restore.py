"""The gate of projections, on a server whose transactions are counted anew.

A restored record keeps the numbers of the transactions that wrote its facts, and the new server begins counting again:
one day it gives a number that an old fact carries. So the gate also asks when the fact was recorded, by the server's
own clock: no earlier than this transaction began, save for the little by which a clock is set back while it runs.
"""

from django.db import migrations


def gate(also: str) -> str:
    return f"""
CREATE OR REPLACE FUNCTION facts_touched(child uuid) RETURNS boolean LANGUAGE sql STABLE
    SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM facts_fact f WHERE f.child = $1 AND f.tx = pg_current_xact_id_if_assigned(){also})
        OR session_user = (SELECT pg_get_userbyid(c.relowner) FROM pg_class c WHERE c.oid = 'facts_fact'::regclass)
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("facts", "0003_row_security")]

    operations = [migrations.RunSQL(gate(" AND f.recorded_at > transaction_timestamp() - interval '1 minute'"), gate(""))]
