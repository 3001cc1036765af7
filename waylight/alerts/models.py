"""What was noticed, and what it is noticed from. All of it is computed, by the worker alone, and can be made anew."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q


class Alert(models.Model):
    """A pattern that was seen. It shows to those alone who may read all `records` of all `children`.

    `anchor`: the time away on which it was seen (of children together, the pair). `at`: when it was true and known;
    `noticed_at`: when the worker saw it. Withdrawn where a later claim says that it was not so.
    """

    id = models.UUIDField(primary_key=True)
    pattern = models.TextField()
    # The first of `children`: what an index finds.
    child = models.UUIDField()
    children = ArrayField(models.UUIDField())
    records = ArrayField(models.TextField())
    anchor = models.UUIDField()
    episodes = ArrayField(models.UUIDField())
    count = models.IntegerField()
    # Of children together: nights, distances, what chance gives. Of something named: what, and in how many records.
    evidence = models.JSONField(default=dict)
    at = models.DateTimeField()
    noticed_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    # The fact by which it was withdrawn, where one was heard.
    withdrawn_by = models.UUIDField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["child", "-at"], name="alert_child"),
            models.Index(fields=["pattern", "-at"], name="alert_pattern"),
            GinIndex(fields=["children"], name="alert_children", fastupdate=False),
        ]


class Night(models.Model):
    """One agreed time away as children together are found by it: when, from which home, found where, with whom."""

    episode = models.UUIDField(primary_key=True)
    child = models.UUIDField()
    began = models.DateTimeField()
    # Null while the child is away.
    until = models.DateTimeField(null=True)
    night = models.DateField()
    # Sector of a postcode, from the words of whoever found the child; empty where none is written.
    sector = models.TextField(default="")
    home = models.UUIDField(null=True)
    named = ArrayField(models.UUIDField(), default=list)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["child", "began"], name="night_child"),
            models.Index(fields=["sector", "began"], name="night_sector", condition=~Q(sector="")),
            models.Index(fields=["home", "began"], name="night_home"),
            models.Index(fields=["began"], name="night_began"),
            GinIndex(fields=["named"], name="night_named", fastupdate=False),
        ]


class Chance(models.Model):
    """What chance gives, counted once a day from everybody's nights: pairs are judged by it all day."""

    day = models.DateField(primary_key=True)
    nights = models.FloatField()
    left = models.FloatField()
    finds = models.JSONField()
    areas = models.JSONField()


class Watch(models.Model):
    """When a child must be looked at again although nothing is said: the 24th hour, three in the morning."""

    child = models.UUIDField(primary_key=True)
    next_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["next_at"], name="watch_next")]


class Heard(models.Model):
    """A fact after which the child's alerts were computed. One that is not here is found by the sweep."""

    fact = models.UUIDField(primary_key=True)
    child = models.UUIDField(null=True)
    at = models.DateTimeField()


class Named(models.Model):
    """An address, telephone, car or adult named in one entry of a child's pack."""

    entry = models.UUIDField()
    child = models.UUIDField()
    kind = models.TextField()
    value = models.TextField()
    record = models.TextField()
    since = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["kind", "value"], name="named_value"),
            models.Index(fields=["entry"], name="named_entry"),
        ]


class EntryRead(models.Model):
    """An entry of a pack that was read for what it names; `ended`: and was read again when it had ended."""

    entry = models.UUIDField(primary_key=True)
    ended = models.BooleanField(default=False)
