from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from waylight.agencies.models.nodes import Node
from waylight.agencies.models.people import Person


class RoleGrant(models.Model):
    """A person holds a role of the access grid at a node, from when to when, given by somebody else."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    role = models.TextField()
    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="+")
    during = DateTimeRangeField()
    granted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    why = models.TextField()

    class Meta:
        constraints: ClassVar = [
            ExclusionConstraint(
                name="role_once_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("node", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=~Q(granted_by=models.F("person")), name="role_given_by_somebody_else"
            ),
            # An end is not left open: a role that nobody looks at again lives for ever.
            models.CheckConstraint(condition=Q(during__upper_inf=False), name="role_has_an_end"),
        ]


class OnDuty(models.Model):
    """Who answers for a node in a role at a time: the duty inspector of tonight."""

    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="+")
    role = models.TextField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    during = DateTimeRangeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["node", "role"], name="on_duty_node_role")]
