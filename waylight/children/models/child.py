from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models


class Child(models.Model):
    """A child who is or was looked after. Who may see the row is decided by interests, never by a column here."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    given_names = models.TextField()
    family_name = models.TextField()
    known_as = models.TextField(blank=True, default="")
    born = models.DateField(null=True)
    sex = models.TextField(blank=True, default="")
    ethnicity = models.TextField(blank=True, default="")
    language = models.TextField(blank=True, default="")
    unaccompanied = models.BooleanField(default=False)
    trafficked = models.BooleanField(default=False)
    # Only people named for this child see the record: staff's relatives, protected addresses.
    restricted = models.BooleanField(default=False)
    # Adopted: the record is closed to everyone but the people named for it.
    sealed = models.BooleanField(default=False)
    died = models.DateField(null=True)
    # The names as search compares them, without case and accents: given names and family name; what they are called.
    name_key = models.TextField()
    called_key = models.TextField(blank=True, default="")

    class Meta:
        indexes: ClassVar = [
            # The few that are narrowed to named people are looked up for every question.
            models.Index(
                fields=["id"],
                name="child_narrowed",
                condition=models.Q(restricted=True) | models.Q(sealed=True),
            ),
        ]

    def __str__(self) -> str:
        # A name must not reach a log through a message that holds the object.
        return f"child {self.pk}"


class ChildIdentifier(models.Model):
    """The number by which an agency knows the child."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="identifiers")
    scheme = models.TextField()
    node = models.ForeignKey("agencies.Node", on_delete=models.PROTECT, related_name="+")
    value = models.TextField()

    class Meta:
        # No unique constraint over the value: its error would tell a stranger that somebody has the number.
        indexes: ClassVar = [models.Index(fields=["node", "scheme", "value"], name="identifier_value")]


class Sibling(models.Model):
    """Two children who are brother or sister, each pair once. Opens nothing: seen by who may read both."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(child__lt=models.F("other")), name="sibling_pair_in_order"
            ),
        ]
