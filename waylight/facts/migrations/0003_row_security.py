"""Who reads and who adds which fact: by its record in the grid, or because their own agency said it."""

from django.db import migrations


def set_of(function: str, record: str, action: str) -> str:
    """A set asked for once a query, not once a row."""
    return f"ARRAY(SELECT {function}('{record}', '{action}'))"


# Facts and words under a record that is not named here are read by the agency that said them, and by nobody else.
RECORDS = (
    "child core", "placement", "episode", "grab pack", "health and contacts", "exploitation record", "plan review",
)  # fmt: skip
OWN = "by_node_id = ANY (ARRAY(SELECT my_nodes()))"
# A record that is narrowed to named people is narrowed within the agency that spoke, too.
OWN_SAID = f"""({OWN} AND (child IS NULL OR child <> ALL (ARRAY(SELECT narrowed_children()))
        OR child = ANY ({set_of('may_children', 'child core', 'read')})))"""
# A claim about a child whom nobody could name yet belongs to its sender and to those who are to place it.
WAITING = f"child IS NULL AND to_node_id = ANY ({set_of('may_nodes', 'episode', 'write')})"
CORE = f"""record = 'episode core' AND (child = ANY ({set_of('may_children', 'episode', 'read')})
        OR child = ANY ({set_of('may_children', 'episode core', 'read')}))"""
READ = "\n    OR ".join(
    [
        OWN_SAID,
        f"({WAITING})",
        f"({CORE})",
        *(
            f"(record = '{record}' AND child = ANY ({set_of('may_children', record, 'read')}))"
            for record in RECORDS
        ),
    ]
)
ADD = "\n    OR ".join(
    f"(record IN ({records}) AND child = ANY ({set_of('may_children', record, 'write')}))"
    for record, records in [
        *((record, f"'{record}'") for record in RECORDS if record != "episode"),
        ("episode", "'episode', 'episode core'"),
    ]
)
# Telling is never refused: whoever works with children may file about one whom they cannot name, and a force about
# one whom it named exactly (`children_named` sets this for the transaction). Neither opens anything.
NAMED = "nullif(current_setting('waylight.naming', true), '')::uuid"
TELL = f"""record IN ('episode', 'episode core')
        AND (child IS NULL OR child = {NAMED})"""
LOOKED = f"kind = 'seen' AND child = ANY ({set_of('may_children', 'episode', 'read')})"
# What came with a fact of one's own may be written under a record that one may not read.
WITH_OWN = f"child = ANY ({set_of('may_children', 'episode', 'write')})"

MAKE = f"""
ALTER TABLE facts_fact ENABLE ROW LEVEL SECURITY;
ALTER TABLE facts_words ENABLE ROW LEVEL SECURITY;

CREATE POLICY facts_read ON facts_fact FOR SELECT TO waylight_web USING (
    {READ});
CREATE POLICY words_read ON facts_words FOR SELECT TO waylight_web USING (
    {READ});
CREATE POLICY facts_add ON facts_fact FOR INSERT TO waylight_web WITH CHECK (
    by_person_id = waylight_person() AND {OWN} AND door <> 'import' AND (
    {ADD}
    OR ({LOOKED})
    OR ({TELL})));
CREATE POLICY words_add ON facts_words FOR INSERT TO waylight_web WITH CHECK (
    {OWN} AND (child IS NULL OR child = {NAMED} OR {WITH_OWN}
    OR {ADD}));
CREATE POLICY facts_tasks_read ON facts_fact FOR SELECT TO waylight_worker USING (true);
CREATE POLICY facts_tasks_add ON facts_fact FOR INSERT TO waylight_worker WITH CHECK (true);
CREATE POLICY words_tasks_read ON facts_words FOR SELECT TO waylight_worker USING (true);
CREATE POLICY words_tasks_add ON facts_words FOR INSERT TO waylight_worker WITH CHECK (true);
"""
DROP = """
DROP POLICY facts_read ON facts_fact; DROP POLICY facts_add ON facts_fact;
DROP POLICY facts_tasks_read ON facts_fact; DROP POLICY facts_tasks_add ON facts_fact;
DROP POLICY words_read ON facts_words; DROP POLICY words_add ON facts_words;
DROP POLICY words_tasks_read ON facts_words; DROP POLICY words_tasks_add ON facts_words;
ALTER TABLE facts_fact DISABLE ROW LEVEL SECURITY;
ALTER TABLE facts_words DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("facts", "0002_only_added"), ("access", "0002_functions")]

    operations = [migrations.RunSQL(MAKE, DROP)]
