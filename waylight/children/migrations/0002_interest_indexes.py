"""Indexes of the question that every policy asks: what is a node, or a person, to which children, now?"""

from django.db import migrations

# An end that has not come stands last, so that what is over is passed by without being read.
MAKE = """
CREATE INDEX interest_of_node ON children_interest
    (node_id, relation, (coalesce(upper(during), 'infinity'::timestamptz)), (lower(during)), child_id)
    WHERE person_id IS NULL;
CREATE INDEX interest_of_person ON children_interest
    (person_id, relation, (coalesce(upper(during), 'infinity'::timestamptz)), (lower(during)), child_id)
    WHERE person_id IS NOT NULL;
"""
DROP = "DROP INDEX interest_of_node; DROP INDEX interest_of_person;"


class Migration(migrations.Migration):
    dependencies = [("children", "0001_initial")]

    operations = [migrations.RunSQL(MAKE, DROP)]
