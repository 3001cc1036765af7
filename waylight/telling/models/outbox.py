from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Delivery(models.Model):
    """One e-mail or text to one person; its id is the message's, the same however often it is tried.

    `wanted_at`: when it fell due; `try_at`: not before. `trying_since` is kept before the gateway is asked: where it
    still stands and nobody is trying, a worker was killed in between, and sending again may be a repeat (`repeats`).
    """

    class State(models.TextChoices):
        QUEUED = "queued", "queued"
        HANDED_OVER = "handed over", "handed over"
        DELIVERED = "delivered", "delivered"
        FAILED = "failed", "failed"

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey("agencies.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    channel = models.TextField()
    urgency = models.TextField()
    state = models.TextField(choices=State.choices, default=State.QUEUED)
    wanted_at = models.DateTimeField()
    try_at = models.DateTimeField()
    tries = models.IntegerField(default=0)
    repeats = models.IntegerField(default=0)
    trying_since = models.DateTimeField(null=True)
    handed_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    # When the gateway is next asked what became of it; null: there is nothing to ask, or the answer is known.
    ask_at = models.DateTimeField(null=True)
    # What the gateway calls it, and in a word why it did not take it.
    gateway_id = models.TextField(default="")
    fault = models.TextField(default="")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["try_at"], name="delivery_unsent", condition=Q(state="queued")),
            models.Index(fields=["ask_at"], name="delivery_ask", condition=Q(ask_at__isnull=False)),
            models.Index(fields=["person", "channel", "-wanted_at"], name="delivery_person"),
            models.Index(fields=["-wanted_at"], name="delivery_wanted"),
        ]


class Carried(models.Model):
    """Which notices a message carries: one notice goes to a person once by each way."""

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="carried")
    notice = models.ForeignKey("telling.Notice", on_delete=models.PROTECT, related_name="carried")
    child = models.UUIDField(null=True)
    private = models.BooleanField(default=False)
    person = models.ForeignKey("agencies.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    channel = models.TextField()
    # What was said in its place, in a word, where it was no longer so when the message went; '' where it was.
    instead = models.TextField(default="", db_default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["notice", "person", "channel"], name="carried_once")
        ]


class Confirmation(models.Model):
    """That messages arrive where somebody wants them: a code goes there, and whoever signs in with the account enters
    it. Holds for that `address` alone: one that is given later is unconfirmed again.

    `code`: what is kept of it, '' until the worker sends one; `confirmed_at` null: not yet.
    """

    person = models.ForeignKey("agencies.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    channel = models.TextField()
    asked_at = models.DateTimeField()
    address = models.TextField(default="")
    code = models.TextField(default="")
    sent_at = models.DateTimeField(null=True)
    tries = models.SmallIntegerField(default=0)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "channel"], name="confirmed_once_a_way")
        ]

    def __str__(self) -> str:
        # An address must not reach a log through a message that holds the object.
        return f"confirmation {self.pk}"


class Mobile(models.Model):
    """The number on which somebody on duty wants a text; without it none is sent."""

    person = models.OneToOneField(
        "agencies.Person", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    number = models.TextField()
    since = models.DateTimeField()
