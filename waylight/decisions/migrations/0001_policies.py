"""Facts and words under the records of this room: who reads and who adds, where the room of facts does not say it."""

from django.db import migrations

RECORDS = ("plan dispute", "strategy discussion")
OWN = "by_node_id = ANY (ARRAY(SELECT my_nodes()))"


def may(action: str) -> str:
    return "\n    OR ".join(
        f"(record = '{record}' AND child = ANY (ARRAY(SELECT may_children('{record}', '{action}'))))"
        for record in RECORDS
    )


def narrower() -> str:
    each = "\n    OR ".join(
        f"(record = '{record}' AND (child = ANY (ARRAY(SELECT may_children('{record}', 'read')))"
        f" OR by_node_id = ANY (ARRAY(SELECT may_nodes('{record}', 'read')))))"
        for record in ("plan review", *RECORDS)
    )
    return f"record NOT IN ('plan review', 'plan dispute', 'strategy discussion')\n    OR {each}"


KINDS = (
    "review asked", "review answered", "review withdrawn", "review climbed",
    "dispute raised", "dispute answered", "dispute moved", "dispute ended",
    "strategy called", "strategy held", "strategy dropped", "strategy action", "strategy action done",
)  # fmt: skip
LISTED = ", ".join(f"'{kind}'" for kind in KINDS)

MAKE = f"""
-- The lists of this room are by kind, over all children: few facts among millions.
CREATE INDEX fact_decisions ON facts_fact (kind, child) WHERE kind IN ({LISTED});
CREATE POLICY decisions_read ON facts_fact FOR SELECT TO waylight_web USING (
    {may('read')});
CREATE POLICY decisions_words_read ON facts_words FOR SELECT TO waylight_web USING (
    {may('read')});
-- An agency reads for ever what it said, also here; but by those of its roles alone that the grid names for the record:
-- whoever counts episodes at the authority, or works the night at the home, does not read what was discussed.
CREATE POLICY decisions_own ON facts_fact AS RESTRICTIVE FOR SELECT TO waylight_web USING (
    {narrower()});
CREATE POLICY decisions_words_own ON facts_words AS RESTRICTIVE FOR SELECT TO waylight_web USING (
    {narrower()});
CREATE POLICY decisions_add ON facts_fact FOR INSERT TO waylight_web WITH CHECK (
    by_person_id = (SELECT waylight_person()) AND {OWN} AND door <> 'import' AND (
    {may('write')}));
CREATE POLICY decisions_words_add ON facts_words FOR INSERT TO waylight_web WITH CHECK (
    {OWN} AND (
    {may('write')}));
"""
DROP = """
DROP INDEX fact_decisions;
DROP POLICY decisions_read ON facts_fact; DROP POLICY decisions_add ON facts_fact;
DROP POLICY decisions_own ON facts_fact; DROP POLICY decisions_words_own ON facts_words;
DROP POLICY decisions_words_read ON facts_words; DROP POLICY decisions_words_add ON facts_words;
"""


class Migration(migrations.Migration):
    dependencies = [("facts", "0003_row_security")]

    operations = [migrations.RunSQL(MAKE, DROP)]
