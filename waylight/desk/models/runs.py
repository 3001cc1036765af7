from __future__ import annotations

from typing import ClassVar

from django.db import models


class Run(models.Model):
    """One reconciliation of one upload, with the decisions known when it began."""

    class State(models.TextChoices):
        WAITING = "waiting", "waiting for the worker"
        RUNNING = "running", "running"
        DONE = "done", "done"
        FAILED = "failed", "stopped by a fault"

    id = models.UUIDField(primary_key=True)
    upload = models.ForeignKey("desk.Upload", on_delete=models.PROTECT, related_name="runs")
    number = models.IntegerField()
    asked_at = models.DateTimeField()
    by_name = models.TextField()
    by_agency = models.TextField()
    state = models.TextField(choices=State.choices, default=State.WAITING)
    stage = models.TextField(default="", blank=True)
    # Hundredths done, as the engine tells it.
    percent = models.IntegerField(default=0)
    heard_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    failure = models.TextField(default="", blank=True)
    bridge = models.JSONField(default=dict)
    estimate = models.JSONField(default=dict)
    quality = models.JSONField(default=dict)
    # The page for a director, whole: counts only, no name.
    report = models.TextField(default="", blank=True)
    # How many decisions of people went in.
    decisions_used = models.IntegerField(default=0)
    # Rows of other children go 30 days after `closed_at`; `forgotten_at` says when they went.
    closed_at = models.DateTimeField(null=True)
    closed_by = models.TextField(default="", blank=True)
    forgotten_at = models.DateTimeField(null=True)
    forgotten_rows = models.IntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-asked_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["upload", "number"], name="run_number_in_upload"),
            # Two people who press Start at the same moment start one run.
            models.UniqueConstraint(
                fields=["upload"],
                condition=models.Q(state__in=("waiting", "running")),
                name="one_run_at_a_time",
            ),
        ]


def of_run() -> models.ForeignKey:
    """The run of one among hundreds of thousands of rows.

    The indexes that begin with it serve in place of its own, and the service that writes all of them in one
    transaction with the run's end stands for the constraint: both cost seconds in a run.
    """
    return models.ForeignKey(
        Run, on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )


class RunRow(models.Model):
    """What became of one input row: its class and reason, with what lists filter by."""

    run = of_run()
    n = models.IntegerField()
    side = models.TextField()
    row_id = models.TextField()
    row_class = models.TextField()
    reason = models.TextField(default="", blank=True)
    # The reason without what differs from row to row, to count by.
    reason_kind = models.TextField(default="", blank=True)
    force = models.TextField(null=True)
    authority = models.TextField(null=True)
    # A year, or the words that there is none.
    year = models.TextField(null=True)
    category = models.TextField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["run", "side", "n"], name="run_row_list"),
            models.Index(fields=["run", "side", "row_id"], name="run_row_id"),
        ]


class RunLink(models.Model):
    """The looked-after child an incident is believed to be about."""

    run = of_run()
    incident_id = models.TextField()
    child_id = models.TextField()
    probability = models.FloatField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["run", "incident_id"], name="run_link_incident"),
            models.Index(fields=["run", "child_id"], name="run_link_child"),
        ]


class RunMatch(models.Model):
    """The same time away, seen by both sides."""

    run = of_run()
    incident_id = models.TextField()
    missing_id = models.TextField()
    probability = models.FloatField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["run", "incident_id"], name="run_match_incident"),
            models.Index(fields=["run", "missing_id"], name="run_match_missing"),
        ]


class RunEpisode(models.Model):
    """One time away, from however many rows on either side. Ids are separated by semicolons."""

    run = of_run()
    episode_id = models.TextField()
    child_id = models.TextField(null=True)
    category = models.TextField(null=True)
    started_at = models.TextField(null=True)
    ended_at = models.TextField(null=True)
    precision = models.TextField(null=True)
    police_incidents = models.TextField(null=True)
    authority_rows = models.TextField(null=True)
    seen_by = models.TextField(null=True)
    differences = models.TextField(null=True)
    authority = models.TextField(null=True)
    force = models.TextField(null=True)
    year = models.TextField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["run", "child_id"], name="run_episode_child"),
            models.Index(fields=["run", "seen_by"], name="run_episode_seen_by"),
        ]


class RunEvidence(models.Model):
    """How an incident and a child it may be about compare: the level and the weight of each field."""

    run = of_run()
    incident_id = models.TextField()
    child_id = models.TextField()
    # Probability that this is the child, among all it could be.
    share = models.FloatField()
    body = models.JSONField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["run", "incident_id"], name="run_evidence_incident")]


class RunPair(models.Model):
    """A doubtful pair: one question to a person. `n` is its place in the queue, from 1.

    `missing_id` is null where the question is whether the child is the same, and names the authority's row
    where the question is whether the time away is the same.
    """

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="pairs")
    n = models.IntegerField()
    incident_id = models.TextField()
    child_id = models.TextField()
    missing_id = models.TextField(null=True)
    probability = models.FloatField()
    force = models.TextField(null=True)
    authority = models.TextField(null=True)
    # What the queue is ordered by, shown as columns.
    risk = models.TextField(null=True)
    under_13 = models.BooleanField(null=True)
    still_away = models.BooleanField(default=False)
    began = models.DateField(null=True)
    # Rows of both sides that leave their place in the bridge if the answer is No.
    moves = models.IntegerField(default=0)
    # What the police report is counted as now, and why the pair is doubtful (`desk.doubts.DOUBTS`).
    row_class = models.TextField(default="", blank=True)
    doubt = models.TextField(default="", blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["run", "n"], name="run_pair_place")]
        indexes: ClassVar = [
            models.Index(fields=["run", "incident_id"], name="run_pair_incident"),
            # For whoever is shown the pairs of one child.
            models.Index(fields=["child_id"], name="run_pair_child"),
        ]
