"""One plan for the question asked most: which children somebody may see.

Planned anew for each question, the server took "every interest of this relation" for few rows, and read all of the
nation's to find those of one authority: a tenth of a second beside a million episodes, and some twenty thousandths for
planning alone. Planned once it always goes from the nodes to their interests by the index, whatever the node. Whoever
makes the function anew sets this again; a test looks.
"""

from django.db import migrations

MAKE = "ALTER FUNCTION may_children(text, text) SET plan_cache_mode = force_generic_plan"
DROP = "ALTER FUNCTION may_children(text, text) RESET plan_cache_mode"


class Migration(migrations.Migration):
    dependencies = [("access", "0009_the_duty_of_this_sitting")]

    operations = [migrations.RunSQL(MAKE, DROP)]
