"""Which links of a run are certain enough to carry a row to a child's record."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from waylight.desk.models import Decision, Run, RunEvidence, RunLink
from waylight.rulebook.files import CERTAIN, RIVAL


@dataclass(frozen=True)
class Link:
    """The child of an incident, by the extract's number. `certain`: confirmed by a person, or probable and alone."""

    child: str
    certain: bool


def links(run: Run) -> dict[str, Link]:
    """By incident. What a person decided last about files of the same agency counts over any probability."""
    with_share = RunEvidence.objects.filter(run=run, share__gt=RIVAL.value)
    candidates = Counter(with_share.values_list("incident_id", flat=True))
    undone = Decision.objects.filter(undoes__isnull=False).values("undoes")
    said = (
        Decision.objects.filter(run__upload__node=run.upload.node_id, missing_id=None, undoes__isnull=True)
        .exclude(seq__in=undone)
        .order_by("seq")
    )
    verdicts = {(one.incident_id, one.child_id): one.verdict for one in said}
    found = {}
    for link in RunLink.objects.filter(run=run).iterator():
        verdict = verdicts.get((link.incident_id, link.child_id))
        alone = link.probability >= CERTAIN.value and candidates[link.incident_id] <= 1
        certain = verdict == Decision.Verdict.YES or (verdict is None and alone)
        found[link.incident_id] = Link(link.child_id, certain)
    return found
