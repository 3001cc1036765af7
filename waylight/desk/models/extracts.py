"""The rows of an upload, column for column as `waylight.reconcile.tables` has them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from waylight.desk.fields import WallClockField


def words() -> models.TextField:
    return models.TextField(null=True)


def wall_clock() -> models.Field:
    """A Europe/London wall-clock time as its sender wrote it, without a zone."""
    return WallClockField(null=True)


class ExtractRow(models.Model):
    """`n` is the row's 0-based position in its table; `line` its line in the file."""

    # As in runs: the indexes that begin with it serve in place of its own.
    upload = models.ForeignKey(
        "desk.Upload", on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    n = models.IntegerField()
    line = models.IntegerField(null=True)

    class Meta:
        abstract = True


class PoliceRow(ExtractRow):
    incident_id = models.TextField()
    force = words()
    forename = words()
    surname = words()
    date_of_birth = models.DateField(null=True)
    sex = words()
    ethnicity = words()
    postcode = words()
    last_seen_at = wall_clock()
    last_seen_day = models.BooleanField(null=True)
    reported_at = wall_clock()
    reported_day = models.BooleanField(null=True)
    found_at = wall_clock()
    found_day = models.BooleanField(null=True)
    risk = words()
    in_care = words()
    place = words()
    aliases = words()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["upload", "incident_id"], name="police_row_incident")]


class ChildRow(ExtractRow):
    child_id = models.TextField()
    authority = words()
    forename = words()
    surname = words()
    date_of_birth = models.DateField(null=True)
    sex = words()
    ethnicity = words()
    home_postcode = words()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["upload", "child_id"], name="child_row_child")]


class PlacementRow(ExtractRow):
    child_id = models.TextField()
    postcode = words()
    placement_type = words()
    started = models.DateField(null=True)
    ended = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["upload", "child_id"], name="placement_row_child")]


class MissingRow(ExtractRow):
    missing_id = models.TextField()
    child_id = models.TextField()
    category = words()
    started_at = wall_clock()
    started_day = models.BooleanField(null=True)
    ended_at = wall_clock()
    ended_day = models.BooleanField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["upload", "child_id"], name="missing_row_child"),
            models.Index(fields=["upload", "missing_id"], name="missing_row_missing"),
        ]


class HomeRow(ExtractRow):
    report_id = models.TextField()
    home = words()
    child_id = words()
    forename = words()
    surname = words()
    date_of_birth = models.DateField(null=True)
    left_at = wall_clock()
    left_day = models.BooleanField(null=True)
    returned_at = wall_clock()
    returned_day = models.BooleanField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["upload", "child_id"], name="home_row_child")]


class SetAsideRow(ExtractRow):
    """A row of which a cell could not be read; `row_id` is its own id as far as it could be read."""

    side = models.TextField()
    table = models.TextField()
    row_id = words()
    reason = models.TextField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["upload", "side"], name="set_aside_row_side")]
