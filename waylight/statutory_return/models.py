from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Built(models.Model):
    """The missing part of one authority's return for one year, as it was built; times UTC.

    It follows from the record and is built anew as often as somebody asks, until it is handed in: what was handed in
    stays, so that next year's is compared with it. `year` is the calendar year in which the year of the return ends.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    authority = models.ForeignKey("agencies.Node", on_delete=models.PROTECT, related_name="+")
    year = models.IntegerField()
    built_at = models.DateTimeField()
    # Of missing.csv, in hexadecimal: what is handed in is what was looked at.
    digest = models.TextField()
    # Whether a return of the year before was known when this was built.
    compared = models.BooleanField()
    lodged_at = models.DateTimeField(null=True)
    # Empty where the command said so, for whoever ran it.
    lodged_by = models.ForeignKey("agencies.Person", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["authority", "year"],
                condition=models.Q(lodged_at__isnull=True),
                name="one_return_not_handed_in",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["authority", "year"], name="built_of_year")]


class BuiltLine(models.Model):
    """One line of its reasons, with the row of the module where it is about one. No name is in it."""

    built = models.ForeignKey(Built, on_delete=models.CASCADE, related_name="lines")
    # The order of the file; lines with a row come first, so that it is also the row as the checks count it.
    position = models.IntegerField()
    what = models.TextField()
    number = models.TextField()
    why = ArrayField(models.TextField())
    child = models.UUIDField(null=True)
    episode = models.UUIDField(null=True)
    away = models.TextField()
    # Of the check that found something; empty where none did.
    rule = models.TextField()
    # Of the row: empty and null where the line has none.
    born = models.DateField(null=True)
    category = models.TextField()
    start = models.DateField(null=True)
    end = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["built", "position"], name="line_of_return_once")
        ]
        indexes: ClassVar = [models.Index(fields=["child"], name="line_of_return_child")]
