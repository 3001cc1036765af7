"""Whether somebody confirmed that messages arrive where they want them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from waylight.access.policies import drop, enable, worker

SAFE = "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"
ME = "person_id = (SELECT waylight_person())"
MAKE = (
    enable("telling_confirmation")
    + worker("telling_confirmation")
    + f"""
CREATE POLICY confirmation_own ON telling_confirmation TO waylight_web USING ({ME}) WITH CHECK ({ME});
-- The code itself goes by the worker alone.
REVOKE DELETE, TRUNCATE ON telling_confirmation FROM waylight_web;
-- By which ways these people are told and have not confirmed that it arrives; of a way that they did not give, nothing.
-- Told of those who hold a role at the actor's own node or below it, and of nobody else.
CREATE FUNCTION telling_unconfirmed(people uuid[]) RETURNS TABLE (person uuid, channel text)
LANGUAGE sql STABLE {SAFE} ROWS 20 AS $$
    SELECT w.person, w.channel FROM (
        SELECT p.id AS person, 'e-mail' AS channel, p.email AS address FROM agencies_person p
        WHERE p.id = ANY ($1) AND p.email NOT LIKE '%.invalid'
        UNION ALL SELECT m.person_id, 'text', m.number FROM telling_mobile m WHERE m.person_id = ANY ($1)) w
    WHERE NOT EXISTS (
        SELECT FROM telling_confirmation c WHERE c.person_id = w.person AND c.channel = w.channel
        AND c.address = w.address AND c.confirmed_at IS NOT NULL)
    AND EXISTS (
        SELECT FROM agencies_rolegrant mine
        JOIN agencies_nodereach r ON r.above_id = mine.node_id
        JOIN agencies_rolegrant theirs ON theirs.node_id = r.below_id AND theirs.person_id = w.person
        WHERE mine.person_id = waylight_person() AND mine.during @> now() AND theirs.during @> now())
$$;
REVOKE ALL ON FUNCTION telling_unconfirmed(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION telling_unconfirmed(uuid[]) TO waylight_web;
"""
)
UNDO = "DROP FUNCTION telling_unconfirmed(uuid[]);\n" + drop("telling_confirmation")


class Migration(migrations.Migration):
    dependencies = [
        ("telling", "0005_still_so"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Confirmation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("channel", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("address", models.TextField(default="")),
                ("code", models.TextField(default="")),
                ("sent_at", models.DateTimeField(null=True)),
                ("tries", models.SmallIntegerField(default=0)),
                ("confirmed_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("person", "channel"), name="confirmed_once_a_way")
                ],
            },
        ),
        migrations.RunSQL(MAKE, UNDO),
    ]
