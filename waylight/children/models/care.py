"""Reference data with dates: who is responsible, where the child lives, whose case it is."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from waylight.children.models.child import Child


def one_at_a_time(name: str) -> ExclusionConstraint:
    """No two rows of one child overlap in time."""
    return ExclusionConstraint(
        name=name,
        expressions=[("child", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
    )


class CarePeriod(models.Model):
    """The child is looked after by an authority; `node` is the team, or the authority where none is known."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="care")
    node = models.ForeignKey("agencies.Node", on_delete=models.PROTECT, related_name="+")
    during = DateRangeField()
    legal_status = models.TextField(blank=True, default="")

    class Meta:
        constraints: ClassVar = [one_at_a_time("care_one_at_a_time")]


class Placement(models.Model):
    """Where the child lives. `kind` is the code of the statutory return; `host` the authority of the area, where
    that is not the responsible one."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="placements")
    node = models.ForeignKey("agencies.Node", on_delete=models.PROTECT, related_name="+")
    kind = models.TextField(blank=True, default="")
    during = DateTimeRangeField()
    host = models.ForeignKey("agencies.Node", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [one_at_a_time("placement_one_at_a_time")]
        indexes: ClassVar = [models.Index(fields=["node"], name="placement_node")]


class Allocation(models.Model):
    """A child is on somebody's list by name: own case, named for a restricted child, own interview.

    Without a person the child is on the list of the node: referred to a service for return interviews.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="allocations")
    person = models.ForeignKey("agencies.Person", on_delete=models.PROTECT, null=True, related_name="+")
    # Where the person works: who moves to another agency loses the child with the old role.
    node = models.ForeignKey("agencies.Node", on_delete=models.PROTECT, related_name="+")
    role = models.TextField()
    # What the person's agency is to the child through this: responsible, caring, interviewing ...
    relation = models.TextField(default="responsible")
    during = DateTimeRangeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person"], name="allocation_person")]


class Cover(models.Model):
    """Somebody stands in for a colleague of the same role: what is the colleague's by name is theirs meanwhile."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey("agencies.Person", on_delete=models.PROTECT, related_name="+")
    for_person = models.ForeignKey("agencies.Person", on_delete=models.PROTECT, related_name="+")
    during = DateTimeRangeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(person=F("for_person")), name="cover_for_somebody_else"),
            models.CheckConstraint(condition=Q(during__upper_inf=False), name="cover_has_an_end"),
        ]


class Inspection(models.Model):
    """An inspector looks at a home, opened by name and with an end."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    node = models.ForeignKey("agencies.Node", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("agencies.Person", on_delete=models.PROTECT, related_name="+")
    during = DateTimeRangeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(during__upper_inf=False), name="inspection_has_an_end"),
        ]
