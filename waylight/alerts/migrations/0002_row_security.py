"""Who sees an alert: those who may read everything it was made from, of every child in it. Pages write none."""

from django.db import migrations

from waylight.access.policies import drop, enable, may, worker

TABLES = (
    "alerts_alert", "alerts_night", "alerts_chance", "alerts_watch", "alerts_heard", "alerts_named", "alerts_entryread",
)  # fmt: skip
# Every record that an alert can be made from; with a label that is not among them it shows to nobody.
RECORDS = ("episode", "child core", "grab pack", "health and contacts", "exploitation record", "placement")
KNOWN = ", ".join(f"'{record}'" for record in RECORDS)


def all_of(record: str) -> str:
    """Every child of the alert is one whose record the actor may read."""
    return f"children <@ ARRAY(SELECT may_children('{record}', 'read'))"


# The first child is asked for by index; what is left is few rows.
SEEN = "\n    AND ".join(
    [
        may("child", "alert", "read"),
        all_of("alert"),
        f"records <@ ARRAY[{KNOWN}]",
        *(f"(NOT records @> ARRAY['{record}'] OR {all_of(record)})" for record in RECORDS),
    ]
)
OWN = "by_node_id = ANY (ARRAY(SELECT my_nodes()))"
ACTS = ("alert acted on", "alert put off", "alert dismissed", "alert confirmed")
LISTED = ", ".join(f"'{kind}'" for kind in ACTS)
HEARS = (
    "absent", "whereabouts", "found", "returned", "in error", "correction", "placed", "unplaced", "grouping",
    "eighteenth birthday", "risk graded", "referral", "placed at", "placement ended", "rectified", "date ahead",
)  # fmt: skip
WITH_ALERT = "EXISTS (SELECT FROM alerts_alert a WHERE a.id = facts_fact.about)"
WORDS_WITH = "EXISTS (SELECT FROM facts_fact f WHERE f.id = facts_words.fact_id)"

MAKE = (
    "".join(enable(table) + worker(table) for table in TABLES)
    + f"""
-- What is noticed is the worker's to write, and what was noticed stays.
REVOKE ALL ON alerts_night, alerts_chance, alerts_watch, alerts_heard, alerts_named, alerts_entryread
    FROM waylight_web;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON alerts_alert FROM waylight_web;
REVOKE DELETE, TRUNCATE ON alerts_alert FROM waylight_worker;
CREATE POLICY alert_read ON alerts_alert FOR SELECT TO waylight_web USING (
    {SEEN});

-- What people did about an alert is read with the alert itself, and by nobody else: not by the agency that said it, and
-- not by whoever may read other alerts of the child.
CREATE POLICY alert_acts_read ON facts_fact FOR SELECT TO waylight_web USING (
    record = 'alert' AND {may("child", "alert", "read")});
CREATE POLICY alert_acts_with ON facts_fact AS RESTRICTIVE FOR SELECT TO waylight_web USING (
    record <> 'alert' OR {WITH_ALERT});
CREATE POLICY alert_acts_add ON facts_fact FOR INSERT TO waylight_web WITH CHECK (
    record = 'alert' AND kind IN ({LISTED}) AND by_person_id = (SELECT waylight_person()) AND {OWN}
    AND door <> 'import' AND {may("child", "alert", "write")} AND {WITH_ALERT});
CREATE POLICY alert_words_read ON facts_words FOR SELECT TO waylight_web USING (
    record = 'alert' AND {may("child", "alert", "read")});
CREATE POLICY alert_words_with ON facts_words AS RESTRICTIVE FOR SELECT TO waylight_web USING (
    record <> 'alert' OR {WORDS_WITH});
CREATE POLICY alert_words_add ON facts_words FOR INSERT TO waylight_web WITH CHECK (
    record = 'alert' AND {OWN} AND {may("child", "alert", "write")});

-- By this the sweep finds what nobody heard, however many facts there are.
CREATE INDEX alerts_facts_told ON facts_fact (told) WHERE kind IN ({", ".join(f"'{kind}'" for kind in HEARS)});
"""
)
UNDO = (
    """
DROP INDEX alerts_facts_told;
DROP POLICY alert_acts_read ON facts_fact; DROP POLICY alert_acts_with ON facts_fact;
DROP POLICY alert_acts_add ON facts_fact;
DROP POLICY alert_words_read ON facts_words; DROP POLICY alert_words_with ON facts_words;
DROP POLICY alert_words_add ON facts_words;
"""
    + drop(*TABLES)
)


class Migration(migrations.Migration):
    dependencies = [
        ("alerts", "0001_initial"),
        ("access", "0002_functions"),
        ("facts", "0003_row_security"),
        ("episodes", "0001_initial"),
    ]

    operations = [migrations.RunSQL(MAKE, UNDO)]
