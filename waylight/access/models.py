from __future__ import annotations

from typing import ClassVar

from django.db import models


class Cell(models.Model):
    """One cell of the access grid as the database reads it: the role may do the action to the record while their
    agency is the relation to the child. Written from the rulebook by `waylight migrate`, by nobody else."""

    role = models.TextField()
    record = models.TextField()
    action = models.TextField()
    relation = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "action", "role", "relation"], name="cell_once"),
        ]


class BrokenGlass(models.Model):
    """A time that somebody opened a child whom nothing else opened to them: by whom, why, until when, reviewed by
    whom. The list that the responsible authority is alarmed by and goes through. Written by the database alone."""

    id = models.UUIDField(primary_key=True)
    # No foreign key to the child: this room does not know the room of children.
    child = models.UUIDField()
    person = models.ForeignKey("agencies.Person", on_delete=models.PROTECT, related_name="+")
    node = models.ForeignKey("agencies.Node", on_delete=models.PROTECT, related_name="+")
    role = models.TextField()
    reason = models.TextField()
    at = models.DateTimeField()
    until = models.DateTimeField()
    reviewed_by = models.ForeignKey("agencies.Person", on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    review = models.TextField(blank=True, default="")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["child"], name="broken_glass_child")]
