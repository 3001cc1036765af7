"""By which rows of the rulebook a child was reckoned."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("duties", "0002_row_security")]

    operations = [
        migrations.AddField(
            model_name="reckoned",
            name="rules",
            field=models.TextField(default=""),
        ),
    ]
