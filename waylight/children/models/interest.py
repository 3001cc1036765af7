from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import Q

from waylight.children.models.child import Child


class Interest(models.Model):
    """A projection: what a node, or one person, is to a child, from when to when, and what made it so.

    With `person` set it is for that person alone, as long as they hold a role at `node`. `basis_kind` and
    `basis_id` name the placement, care period, allocation or time away that it follows from; when that ends, this
    ends in the same transaction.
    """

    class Relation(models.TextChoices):
        RESPONSIBLE = "responsible", "responsible"
        CARING = "caring", "caring"
        HOST = "host", "host"
        POLICE = "police", "police"
        SEARCHING = "searching", "searching"
        INTERVIEWING = "interviewing", "interviewing"
        CONCERN = "concern", "on safeguarding concern"
        INSPECTING = "inspecting", "inspecting"
        SELF = "self", "self"
        BREAK_GLASS = "break glass", "break glass"

    id = models.UUIDField(primary_key=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="interests")
    node = models.ForeignKey("agencies.Node", on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(
        "agencies.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    relation = models.TextField(choices=Relation.choices)
    during = DateTimeRangeField()
    basis_kind = models.TextField()
    basis_id = models.UUIDField()
    why = models.TextField(blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(during__lower_inc=True, during__upper_inc=False), name="interest_until_not_with"
            ),
        ]
