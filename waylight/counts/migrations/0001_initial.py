from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="EpisodeCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("authority", models.UUIDField()),
                ("authority_name", models.TextField()),
                ("month", models.DateField()),
                ("category", models.TextField()),
                ("lived_in", models.TextField()),
                ("times_away", models.IntegerField()),
                ("as_of", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("authority", "month", "category", "lived_in"), name="episode_count_once"
                    )
                ],
            },
        ),
    ]
