"""What opens the door beside a password: devices, PINs, papers for one shift, invitations."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from waylight.agencies.models import Node, Person, RoleGrant


class Device(models.Model):
    """A shared phone or computer of a home or team. Its cookie holds a secret; this row holds the secret's hash."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="+")
    label = models.TextField()
    secret_hash = models.TextField(unique=True)
    enrolled_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    enrolled_at = models.DateTimeField()
    revoked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="device_revoked_by_somebody",
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.label


class Pin(models.Model):
    """A person's own number for shared devices. It opens nothing anywhere else."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="+")
    hash = models.TextField()
    set_at = models.DateTimeField()
    wrong = models.PositiveSmallIntegerField(default=0)
    # Since when too many wrong tries keep it shut; a full sign-in or a manager opens it again.
    shut_at = models.DateTimeField(null=True)


class ShiftPass(models.Model):
    """An account for one shift: a code on paper and a number told by mouth, which end with the shift."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")
    grant = models.ForeignKey(RoleGrant, on_delete=models.PROTECT, related_name="+")
    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="+")
    code_hash = models.TextField(unique=True)
    pin_hash = models.TextField()
    issued_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    wrong = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="shift_ends_after_it_begins", condition=Q(ends_at__gt=F("issued_at"))
            ),
            models.CheckConstraint(name="shift_for_somebody_else", condition=~Q(issued_by=F("person"))),
        ]


class ReportSheet(models.Model):
    """The sheet on the wall of a home: its code files a report, and opens nothing that can be read."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="+")
    # In whose name such a report is filed: nobody signs in as this person in any other way.
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    grant = models.ForeignKey(RoleGrant, on_delete=models.PROTECT, related_name="+")
    code_hash = models.TextField(unique=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["node"], condition=Q(ended_at__isnull=True), name="one_sheet_on_the_wall"
            ),
        ]


class Invitation(models.Model):
    """A code with which somebody sets up, or sets up again, how they sign in. Made by a second person."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    code_hash = models.TextField(unique=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="invited_by_somebody_else", condition=Q(made_by__isnull=True) | ~Q(made_by=F("person"))
            ),
        ]


class LastCode(models.Model):
    """The newest one-time code that a person has used: that one and every older one opens nothing again."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="+")
    # Periods of thirty seconds since 1970.
    counter = models.BigIntegerField()


class LastDuty(models.Model):
    """What a person last sat as, so that the choice is offered first next time."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="+")
    grant = models.ForeignKey(RoleGrant, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
