"""The register of homes over time. Where a home is, and who the carers are, is restricted: row security holds it."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models


def one_at_a_time(name: str) -> ExclusionConstraint:
    """No two rows of one home overlap in time."""
    return ExclusionConstraint(
        name=name, expressions=[("node", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)]
    )


class Address(models.Model):
    """Where a home, a carer's household or supported accommodation is, from when to when."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    node = models.ForeignKey("agencies.Node", on_delete=models.PROTECT, related_name="+")
    # Of a carer's household, whose it is: the node itself carries only a number.
    household = models.TextField(blank=True, default="")
    lines = models.TextField()
    town = models.TextField(blank=True, default="")
    postcode = models.TextField(blank=True, default="")
    phone = models.TextField(blank=True, default="")
    during = DateRangeField()

    class Meta:
        constraints: ClassVar = [one_at_a_time("address_one_at_a_time")]

    def __str__(self) -> str:
        # An address must not reach a log through a message that holds the object.
        return f"address {self.pk}"


class Running(models.Model):
    """Who runs a home and who owns it, from when to when: patterns by owner are found across providers."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    node = models.ForeignKey("agencies.Node", on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey("agencies.Node", on_delete=models.PROTECT, related_name="+")
    owner = models.TextField(blank=True, default="")
    responsible_individual = models.TextField(blank=True, default="")
    manager = models.TextField(blank=True, default="")
    # What it is registered for.
    places = models.SmallIntegerField(null=True)
    during = DateRangeField()

    class Meta:
        constraints: ClassVar = [one_at_a_time("running_one_at_a_time")]
