"""Who is what to which child is read from the index alone.

The span itself stands beside the ends by which it is looked up: without it the server fetched every row of the table to
hold one against the other, a block for each child. The index grows by a third.
"""

from django.db import migrations

MAKE = """
DROP INDEX interest_of_node;
CREATE INDEX interest_of_node ON children_interest
    (node_id, relation, (coalesce(upper(during), 'infinity'::timestamptz)), (lower(during)), child_id) {beside}
    WHERE person_id IS NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("children", "0005_search")]

    operations = [migrations.RunSQL(MAKE.format(beside="INCLUDE (during)"), MAKE.format(beside=""))]
