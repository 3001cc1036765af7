"""What comes to an index of lists stands in it at once, and not in a pile beside it that each fact's question would
read from end to end until somebody cleans up."""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations

LISTS = {"alert": ("children", "alert_children"), "night": ("named", "night_named")}


class Migration(migrations.Migration):
    dependencies = [("alerts", "0004_one_child")]

    operations = [
        migrations.SeparateDatabaseAndState(
            [
                migrations.RunSQL(
                    f"ALTER INDEX {name} SET (fastupdate = off); SELECT gin_clean_pending_list('{name}');",
                    f"ALTER INDEX {name} RESET (fastupdate);",
                )
                for _, name in LISTS.values()
            ],
            [
                operation
                for model, (field, name) in LISTS.items()
                for operation in (
                    migrations.RemoveIndex(model, name),
                    migrations.AddIndex(model, GinIndex(fields=[field], name=name, fastupdate=False)),
                )
            ],
        )
    ]
