from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Notice(models.Model):
    """One thing that people are told, once. `about` is the code of a row of `rulebook/telling.py`.

    It comes of `origin`: an episode (its first claim), a fact, an alert or a duty; the same origin is never told twice
    under the same code. `private`: made of more than the episode, so that only those who were told may see it.
    """

    id = models.UUIDField(primary_key=True)
    about = models.TextField()
    origin_kind = models.TextField()
    origin = models.UUIDField()
    # No foreign key: a report about somebody whom nobody could name has no child yet.
    child = models.UUIDField(null=True)
    # A claim of the episode: regrouping leaves it where it is.
    claim = models.UUIDField(null=True)
    reference = models.TextField()
    urgency = models.TextField()
    raised_at = models.DateTimeField()
    # From when the child was away, for steps that count from there.
    away_since = models.DateTimeField()
    private = models.BooleanField(default=False)
    # Over: the child is back, or it was said in error. Null while it matters.
    ended_at = models.DateTimeField(null=True)
    ended_why = models.TextField(default="")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["about", "origin"], name="told_of_once")]
        indexes: ClassVar = [
            models.Index(fields=["child"], name="notice_child"),
            models.Index(fields=["claim"], name="notice_claim"),
        ]


class Climb(models.Model):
    """One ladder of one notice at one agency: where it stands. `next_at` is when the clock must look again."""

    id = models.UUIDField(primary_key=True)
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="climbs")
    child = models.UUIDField(null=True)
    private = models.BooleanField(default=False)
    ladder = models.TextField()
    node = models.ForeignKey("agencies.Node", on_delete=models.PROTECT, related_name="+", db_index=False)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(
        "agencies.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    ended_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["notice", "ladder", "node"], name="climbed_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["next_at"], name="climb_next", condition=Q(next_at__isnull=False)),
        ]


class Step(models.Model):
    """A step that was taken: when it fell due, when it was taken, how many people it reached and why those.

    `reached` 0: nobody is on duty and nobody holds the role, and the next step was taken at once. `failed_at`: since
    when it is known that no message of it can arrive; the next step was taken then.
    """

    climb = models.ForeignKey(Climb, on_delete=models.PROTECT, related_name="steps")
    child = models.UUIDField(null=True)
    private = models.BooleanField(default=False)
    step = models.SmallIntegerField()
    role = models.TextField()
    due_at = models.DateTimeField()
    taken_at = models.DateTimeField()
    reached = models.IntegerField()
    # "on duty", "everybody", "by name", or "nobody".
    how = models.TextField()
    failed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["climb", "step"], name="step_once")]


class Receipt(models.Model):
    """A notice in one person's inbox: there exactly once, seen and acknowledged by that person or not."""

    id = models.UUIDField(primary_key=True)
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="receipts")
    child = models.UUIDField(null=True)
    private = models.BooleanField(default=False)
    person = models.ForeignKey("agencies.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    step = models.ForeignKey(Step, on_delete=models.PROTECT, null=True, related_name="receipts")
    role = models.TextField()
    # Asked to take it on, or told only.
    asked = models.BooleanField()
    told_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    next_look = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["notice", "person"], name="in_inbox_once")]
        indexes: ClassVar = [models.Index(fields=["person", "-told_at"], name="receipt_person")]


class Heard(models.Model):
    """A fact that was heard, and what came of it: "raised" a notice, "joined" one, or else in a word why nothing.

    What has no row here is found by the sweep: nothing is forgotten because a worker was killed.
    """

    fact = models.UUIDField(primary_key=True)
    child = models.UUIDField(null=True)
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, null=True, related_name="heard")
    why = models.TextField()
    at = models.DateTimeField()
