"""That two records are one child, or are not after all, changes what is noticed: the sweep looks for that, too."""

import importlib

from django.db import migrations

before = importlib.import_module("waylight.alerts.migrations.0003_erasing")
HEARD = (*before.HEARS, "erased")


class Migration(migrations.Migration):
    dependencies = [("alerts", "0003_erasing")]

    operations = [
        migrations.RunSQL(before.index((*HEARD, "same as", "same as undone")), before.index(HEARD))
    ]
