"""Duties counted over all records of one child: open to whoever may read each of these records, and to nobody else."""

import django.contrib.postgres.fields
from django.db import migrations, models

from waylight.access.policies import drop, enable, worker

TABLE = "duties_owedoverall"
MAKE = enable(TABLE) + worker(TABLE) + f"""
CREATE POLICY over_all_read ON {TABLE} FOR SELECT TO waylight_web USING (
    records <@ ARRAY(SELECT may_children('duty', 'read'))
    AND records <@ ARRAY(SELECT may_children('child core', 'read')));
-- Rows follow from facts: only tasks write them.
REVOKE INSERT, UPDATE, DELETE ON {TABLE} FROM waylight_web;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('duties', '0004_interviews'), ('access', '0002_functions'),
    ]

    operations = [
        migrations.CreateModel(
            name='OwedOverAll',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('child', models.UUIDField()),
                ('code', models.TextField()),
                ('record', models.TextField()),
                ('also', models.TextField(default='')),
                ('subject', models.UUIDField()),
                ('episode', models.UUIDField(null=True)),
                ('owner', models.TextField()),
                ('owners', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                ('begun_by', models.UUIDField()),
                ('began_earliest', models.DateTimeField()),
                ('began_latest', models.DateTimeField()),
                ('began_said', models.TextField()),
                ('within', models.TextField()),
                ('due_from', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('met_earliest', models.DateTimeField(null=True)),
                ('met_latest', models.DateTimeField(null=True)),
                ('met_said', models.TextField(default='')),
                ('met_by', models.UUIDField(null=True)),
                ('ended_earliest', models.DateTimeField(null=True)),
                ('ended_latest', models.DateTimeField(null=True)),
                ('ended_said', models.TextField(default='')),
                ('ended_by', models.UUIDField(null=True)),
                ('why_ended', models.TextField(default='')),
                ('open', models.BooleanField()),
                ('records', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None)),
            ],
            options={
                'indexes': [models.Index(fields=['child'], name='over_all_child'), models.Index(condition=models.Q(('open', True)), fields=['due_at'], name='over_all_open')],
            },
        ),
        migrations.RunSQL(MAKE, drop(TABLE)),
    ]
