"""What became of a message that a gateway took, where it can be asked; and a step whose messages cannot arrive."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("telling", "0002_row_security")]

    operations = [
        migrations.AddField("delivery", "ask_at", models.DateTimeField(null=True)),
        migrations.AddIndex(
            "delivery",
            models.Index(
                fields=["ask_at"], name="delivery_ask", condition=models.Q(("ask_at__isnull", False))
            ),
        ),
        migrations.AddField("step", "failed_at", models.DateTimeField(null=True)),
    ]
