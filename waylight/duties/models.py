"""Projections: written by tasks from facts, never by a page."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Judged(models.Model):
    """One duty to one child that began. Times UTC; spans as in `waylight.engine.when`.

    `due_at` is the last moment that is surely not late, `due_from` the last that is surely in time. Whether it is late
    is not kept: it is asked with a time.
    """

    # Made from the child, the code and what began it: the same one is made again under the same id.
    id = models.UUIDField(primary_key=True)
    # No foreign key: nothing here may say by an error that a child exists.
    child = models.UUIDField()
    code = models.TextField()
    # The record of the access grid that opens it: police read what police owe, not what the home owes.
    record = models.TextField()
    # Another record that opens it as well: those who hold return interviews read what is owed of them, and no more.
    also = models.TextField(default="")
    # The episode or placement it is about, else the fact that began it.
    subject = models.UUIDField()
    # An episode, where it is about one.
    episode = models.UUIDField(null=True)
    owner = models.TextField()
    # Nodes that were the owner when the clock began: one, or the forces concerned.
    owners = ArrayField(models.UUIDField())
    begun_by = models.UUIDField()
    began_earliest = models.DateTimeField()
    began_latest = models.DateTimeField()
    began_said = models.TextField()
    # The span that judges it, in words: the rulebook's or the authority's own of that day.
    within = models.TextField()
    due_from = models.DateTimeField()
    due_at = models.DateTimeField()
    met_earliest = models.DateTimeField(null=True)
    met_latest = models.DateTimeField(null=True)
    met_said = models.TextField(default="")
    met_by = models.UUIDField(null=True)
    ended_earliest = models.DateTimeField(null=True)
    ended_latest = models.DateTimeField(null=True)
    ended_said = models.TextField(default="")
    ended_by = models.UUIDField(null=True)
    why_ended = models.TextField(default="")
    open = models.BooleanField()

    class Meta:
        abstract = True


class Owed(Judged):
    """What was judged from the facts of one record alone."""

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["child", "due_at"], name="owed_child"),
            models.Index(fields=["due_at"], name="owed_open", condition=models.Q(open=True)),
            models.Index(fields=["episode"], name="owed_episode", condition=models.Q(episode__isnull=False)),
        ]


class OwedOverAll(Judged):
    """What was counted over all records of one child, by `records`; `child` is the one under which it began. It opens
    to whoever may read what is owed under all of them, and stands for them in the place of the rows of each."""

    records = ArrayField(models.UUIDField(), default=list)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["child"], name="over_all_child"),
            models.Index(fields=["due_at"], name="over_all_open", condition=models.Q(open=True)),
        ]


class Reckoned(models.Model):
    """How many facts of a child were seen when the child was last reckoned. Facts are only added, so a child of whom
    there are more has not been reckoned since."""

    child = models.UUIDField(primary_key=True)
    facts = models.IntegerField()
    at = models.DateTimeField()
    # When something that is planned already happens, so that clocks begin then; null: nothing is planned.
    again_at = models.DateTimeField(null=True)
    # By which rows of the rulebook: a release with others reckons everybody anew.
    rules = models.TextField(default="")

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["again_at"], name="reckon_again", condition=models.Q(again_at__isnull=False)
            ),
        ]
