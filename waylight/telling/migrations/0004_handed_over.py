"""The rows behind the figure of messages handed over in time, without a word about anybody: for the operator."""

from django.db import migrations

SAFE = "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"
OPEN = "EXISTS (SELECT FROM access_opened('operations', 'read'))"
MAKE = f"""
CREATE FUNCTION telling_handed(since timestamptz, within interval) RETURNS TABLE (
    hour timestamptz, wanted bigint, in_time bigint, handed bigint, arrived bigint, failed bigint, slowest float
) LANGUAGE sql STABLE {SAFE} ROWS 25 AS $$
    SELECT date_trunc('hour', d.wanted_at), count(*), count(*) FILTER (WHERE d.handed_at <= d.wanted_at + within),
           count(d.handed_at), count(*) FILTER (WHERE d.state = 'delivered'),
           count(*) FILTER (WHERE d.state = 'failed'),
           extract(epoch FROM max(d.handed_at - d.wanted_at))::float
    FROM telling_delivery d
    WHERE {OPEN} AND d.wanted_at >= since AND d.wanted_at <= now() GROUP BY 1 ORDER BY 1 DESC
$$;
CREATE FUNCTION telling_not_in_time(since timestamptz, within interval) RETURNS TABLE (
    id uuid, channel text, urgency text, state text, wanted_at timestamptz, handed_at timestamptz, tries int, fault text
) LANGUAGE sql STABLE {SAFE} ROWS 50 AS $$
    SELECT d.id, d.channel, d.urgency, d.state, d.wanted_at, d.handed_at, d.tries, d.fault
    FROM telling_delivery d
    WHERE {OPEN} AND d.wanted_at >= since AND d.wanted_at <= now() - within
      AND (d.handed_at IS NULL OR d.handed_at > d.wanted_at + within)
    ORDER BY d.wanted_at DESC, d.id LIMIT 50
$$;
REVOKE ALL ON FUNCTION telling_handed(timestamptz, interval) FROM PUBLIC;
REVOKE ALL ON FUNCTION telling_not_in_time(timestamptz, interval) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION telling_handed(timestamptz, interval) TO waylight_web;
GRANT EXECUTE ON FUNCTION telling_not_in_time(timestamptz, interval) TO waylight_web;
"""
UNDO = """
DROP FUNCTION telling_handed(timestamptz, interval);
DROP FUNCTION telling_not_in_time(timestamptz, interval);
"""


class Migration(migrations.Migration):
    dependencies = [("telling", "0003_receipts")]

    operations = [migrations.RunSQL(MAKE, UNDO)]
