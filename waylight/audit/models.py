"""The trail and its chain. Rows are written by `services` and `sequencer` alone; nobody changes one."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from waylight.audit.acts import Act
from waylight.audit.columns import FreshSalt, ThisTransaction, TransactionField


class Trail(models.Model):
    """One act of one person, or one child seen in a list.

    There are no foreign keys: the trail outlives what it speaks of, and a refusal may name what is not there.
    """

    id = models.BigAutoField(primary_key=True)
    # When, by the clock of the server, in UTC.
    at = models.DateTimeField(db_default=Now())
    tx = TransactionField(db_default=ThisTransaction())
    person = models.UUIDField(null=True)
    # As they were called on the day.
    actor_name = models.TextField(db_default="")
    role = models.TextField(db_default="")
    node = models.UUIDField(null=True)
    node_name = models.TextField(db_default="")
    act = models.TextField(choices=[(act.value, act.value) for act in Act])
    # A record of the access grid ("episode", "grab pack"), or a part of the platform ("account").
    record = models.TextField()
    child = models.UUIDField(null=True)
    # The fact, episode, run or person that the act was about.
    subject = models.UUIDField(null=True)
    # The name of the route, command or task: never an address, which could hold what was typed.
    route = models.TextField(db_default="")
    # Why they could (grant and interest), or why they were refused.
    basis = models.TextField(db_default="")
    # A list is one row for the page and one for each child on it, all with the same number.
    page = models.UUIDField(null=True)
    # The salted hash of what was written, so that the chain holds the fact itself to what it said that day.
    digest = models.BinaryField(null=True)
    # Makes the row's hash in the chain say nothing to somebody who guesses at the row.
    salt = models.BinaryField(null=True, db_default=FreshSalt())

    class Meta:
        indexes = (
            models.Index("child", models.F("at").desc(), name="trail_child"),
            models.Index("person", models.F("at").desc(), name="trail_person"),
            models.Index("at", name="trail_at"),
        )
        constraints = (
            models.CheckConstraint(name="trail_act", condition=models.Q(act__in=[act.value for act in Act])),
        )


class Chain(models.Model):
    """The place of one row of the trail in the chain. Positions run from 1 without a gap."""

    position = models.BigIntegerField(primary_key=True)
    entry = models.BigIntegerField(unique=True)
    # The salted hash of the row, and the hash of everything up to and with it (32 bytes each).
    leaf = models.BinaryField()
    head = models.BinaryField()


class Anchored(models.Model):
    """A head that was handed to somebody outside, so that the page of operations can say when."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(db_default=Now())
    position = models.BigIntegerField()
    head = models.BinaryField()
    to = models.TextField()
