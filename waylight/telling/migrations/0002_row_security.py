"""Who sees what was told: those who were told it, and those who may read the episode. Pages write none of it."""

from django.db import migrations

from waylight.access.policies import drop, enable, worker

TABLES = (
    "telling_notice", "telling_climb", "telling_step", "telling_receipt", "telling_heard", "telling_delivery",
    "telling_carried", "telling_mobile",
)  # fmt: skip
SAFE = "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"
ME = "person_id = (SELECT waylight_person())"
MINE = "ANY (ARRAY(SELECT my_notices()))"
CHILD = "child = ANY (ARRAY(SELECT may_children('episode', 'read')))"
OPEN = f"NOT private AND {CHILD}"

MAKE = (
    "".join(enable(table) + worker(table) for table in TABLES)
    + f"""
-- What is told is the worker's to write. A page keeps that its own reader has seen it, and their own number.
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON telling_notice, telling_climb, telling_step, telling_receipt,
    telling_heard, telling_delivery, telling_carried FROM waylight_web;
GRANT UPDATE (seen_at) ON telling_receipt TO waylight_web;
-- What was told stays: nothing is taken out, by nobody.
REVOKE DELETE, TRUNCATE ON telling_notice, telling_climb, telling_step, telling_receipt, telling_heard,
    telling_delivery, telling_carried FROM waylight_worker;

-- The notices that the actor was told. A function, because the two tables' policies would ask for each other.
CREATE FUNCTION my_notices() RETURNS SETOF uuid LANGUAGE sql STABLE {SAFE} ROWS 100 AS $$
    SELECT r.notice_id FROM telling_receipt r WHERE r.person_id = waylight_person()
$$;
REVOKE ALL ON FUNCTION my_notices() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION my_notices() TO waylight_web, waylight_worker;

CREATE POLICY notice_read ON telling_notice FOR SELECT TO waylight_web USING (id = {MINE} OR ({OPEN}));
CREATE POLICY climb_read ON telling_climb FOR SELECT TO waylight_web USING (notice_id = {MINE} OR ({OPEN}));
CREATE POLICY step_read ON telling_step FOR SELECT TO waylight_web USING (
    ({OPEN}) OR climb_id IN (SELECT c.id FROM telling_climb c WHERE c.notice_id = {MINE}));
CREATE POLICY receipt_read ON telling_receipt FOR SELECT TO waylight_web USING ({ME} OR ({OPEN}));
CREATE POLICY receipt_seen ON telling_receipt FOR UPDATE TO waylight_web USING ({ME}) WITH CHECK ({ME});
CREATE POLICY carried_read ON telling_carried FOR SELECT TO waylight_web USING ({ME} OR ({OPEN}));
CREATE POLICY delivery_read ON telling_delivery FOR SELECT TO waylight_web USING (
    {ME} OR EXISTS (SELECT FROM telling_carried c WHERE c.delivery_id = telling_delivery.id));
CREATE POLICY heard_read ON telling_heard FOR SELECT TO waylight_web USING ({CHILD});
CREATE POLICY mobile_own ON telling_mobile TO waylight_web USING ({ME}) WITH CHECK ({ME});

-- By this the sweep finds what nobody heard, however many facts there are.
CREATE INDEX telling_facts_told ON facts_fact (told) WHERE kind IN (
    'absent', 'whereabouts', 'found', 'returned', 'in error', 'correction', 'placed', 'unplaced', 'grouping',
    'eighteenth birthday', 'risk graded', 'acknowledged', 'seen');

-- How it stands with the queue and the outbox, without a word about anybody: for the system's operator.
CREATE FUNCTION telling_operations(since timestamptz, within interval, old interval) RETURNS jsonb
    LANGUAGE plpgsql STABLE {SAFE} AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM access_opened('operations', 'read')) THEN
        RETURN NULL;
    END IF;
    RETURN jsonb_build_object(
        'queues', (SELECT coalesce(jsonb_agg(to_jsonb(q) ORDER BY q.queue), '[]') FROM (
            SELECT j.queue_name AS queue, count(*) FILTER (WHERE j.status = 'todo') AS waiting,
                   count(*) FILTER (WHERE j.status = 'doing') AS doing,
                   count(*) FILTER (WHERE j.status = 'failed') AS failed,
                   min(coalesce(j.scheduled_at, e.at)) FILTER (WHERE j.status = 'todo') AS oldest
            FROM procrastinate_jobs j
            LEFT JOIN LATERAL (SELECT min(v.at) AS at FROM procrastinate_events v
                               WHERE v.job_id = j.id AND v.type = 'deferred') e ON true
            GROUP BY j.queue_name) q),
        'unsent', (SELECT count(*) FROM telling_delivery d WHERE d.state = 'queued' AND d.wanted_at <= now()),
        'oldest_unsent', (SELECT min(d.wanted_at) FROM telling_delivery d WHERE d.state = 'queued'
                          AND d.wanted_at <= now()),
        'old_unsent', (SELECT count(*) FROM telling_delivery d WHERE d.state = 'queued'
                       AND d.wanted_at <= now() - old),
        'day', (SELECT to_jsonb(t) FROM (
            SELECT count(*) AS wanted, count(d.handed_at) AS handed,
                   count(*) FILTER (WHERE d.handed_at <= d.wanted_at + within) AS in_time,
                   count(*) FILTER (WHERE d.state = 'failed') AS failed, coalesce(sum(d.repeats), 0) AS repeats
            FROM telling_delivery d WHERE d.wanted_at >= since AND d.wanted_at <= now()) t),
        'told', (SELECT to_jsonb(t) FROM (
            SELECT count(*) AS people, count(DISTINCT r.notice_id) AS notices,
                   count(*) FILTER (WHERE r.asked AND r.acknowledged_at IS NULL) AS unacknowledged
            FROM telling_receipt r WHERE r.told_at >= since) t),
        'steps', (SELECT to_jsonb(t) FROM (
            SELECT count(*) AS taken, count(*) FILTER (WHERE s.reached = 0) AS nobody,
                   coalesce(max(extract(epoch FROM s.taken_at - s.due_at)), 0)::float AS latest
            FROM telling_step s WHERE s.taken_at >= since) t),
        'overdue', (SELECT count(*) FROM telling_climb c WHERE c.next_at < now() - interval '2 minutes'));
END $$;
REVOKE ALL ON FUNCTION telling_operations(timestamptz, interval, interval) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION telling_operations(timestamptz, interval, interval) TO waylight_web;
"""
)
UNDO = (
    """
DROP FUNCTION telling_operations(timestamptz, interval, interval);
DROP INDEX telling_facts_told;
"""
    + drop(*TABLES)
    + "DROP FUNCTION my_notices();"
)


class Migration(migrations.Migration):
    dependencies = [
        ("telling", "0001_initial"),
        ("access", "0002_functions"),
        ("facts", "0001_initial"),
        ("episodes", "0001_initial"),
        ("procrastinate", "__first__"),
    ]

    operations = [migrations.RunSQL(MAKE, UNDO)]
