from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models


class PackEntry(models.Model):
    """One thing that police will need, kept before it is needed: a dated row that goes with the child.

    `record` is the record of the access grid that may read it. A change ends one row and begins another.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    child = models.ForeignKey(
        "children.Child", on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    part = models.TextField()
    field = models.TextField()
    value = models.TextField()
    record = models.TextField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    reviewed_at = models.DateTimeField()
    reviewed_by = models.ForeignKey("agencies.Person", on_delete=models.PROTECT, related_name="+", null=True)
    by = models.ForeignKey("agencies.Person", on_delete=models.PROTECT, related_name="+", null=True)
    by_node = models.ForeignKey("agencies.Node", on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["child"], name="pack_child", condition=models.Q(until__isnull=True)),
            models.Index(fields=["child", "since"], name="pack_child_all"),
        ]


class PackPhoto(models.Model):
    """A picture of the child, written anew by this program, so that nothing of the camera or place is in it."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    child = models.ForeignKey(
        "children.Child", on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    jpeg = models.BinaryField()
    width = models.IntegerField()
    height = models.IntegerField()
    taken_on = models.DateField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    by = models.ForeignKey("agencies.Person", on_delete=models.PROTECT, related_name="+", null=True)
    by_node = models.ForeignKey("agencies.Node", on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["child"], name="photo_child", condition=models.Q(until__isnull=True)),
        ]
