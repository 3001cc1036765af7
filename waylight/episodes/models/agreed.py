from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Episode(models.Model):
    """One agreed time away: a projection, written only by `put_episodes` and `waylight rebuild`.

    Times UTC; `*_earliest` and `*_latest` are the ends of a span, equal where the minute is known. It follows from
    facts and the birth date alone: where the child lived, and whose area that is, stands in interests.
    """

    # The id of its first-filed claim.
    id = models.UUIDField(primary_key=True)
    number = models.TextField()
    # How many core claims it is made of: what a page carries to show that it is not out of date.
    version = models.IntegerField()
    child = models.ForeignKey(
        "children.Child", on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    started_earliest = models.DateTimeField()
    started_latest = models.DateTimeField()
    started_said = models.TextField()
    ended_earliest = models.DateTimeField(null=True)
    ended_latest = models.DateTimeField(null=True)
    ended_said = models.TextField(default="")
    # "found", "returned", "recorded end", "18th birthday"; empty while open.
    ended_by = models.TextField(default="")
    found_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    # Until when the child was allowed out, at the earliest that somebody said.
    expected_at = models.DateTimeField(null=True)
    # M or A, of the stretch that is open, or the last one.
    category = models.TextField()
    precision = models.TextField()
    # Away now. A row of a file without an end does not say so: such an episode is not open, and has no end.
    open = models.BooleanField()
    # Open, or closed by an eighteenth birthday only: the search goes on.
    searching = models.BooleanField()
    stretches = models.JSONField()
    differences = models.JSONField()
    claims = ArrayField(models.UUIDField())
    seen_by = ArrayField(models.TextField())
    told_at = models.DateTimeField()
    police_reference = models.TextField(default="")
    police_reference_at = models.DateTimeField(null=True)
    grade = models.TextField(default="")
    graded_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["child"], condition=models.Q(open=True), name="one_open_episode_a_child"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["child", "-started_earliest"], name="episode_child"),
            models.Index(
                fields=["-started_earliest"], name="episode_open", condition=models.Q(searching=True)
            ),
            models.Index(fields=["number"], name="episode_number"),
            models.Index(fields=["-ended_latest"], name="episode_ended"),
            # Who is away now, asked from the children that somebody may see: the usual question of row security.
            models.Index(
                fields=["child"], name="episode_searching_child", condition=models.Q(searching=True)
            ),
        ]


class EpisodeClaim(models.Model):
    """Which claims form which episode; by it an id that was an episode's once still finds its way."""

    fact = models.UUIDField()
    # Filed before the other claims: the order of reading, and the way that a claim on several episodes leads.
    episode = models.ForeignKey(Episode, on_delete=models.CASCADE, related_name="+")
    child = models.UUIDField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["fact", "episode"], name="claim_once")]
        indexes: ClassVar = [models.Index(fields=["child"], name="claim_child")]
