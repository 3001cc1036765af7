"""Which decision stands for a pair. One place knows: pages, runs and tests ask here."""

from __future__ import annotations

from uuid import UUID

from django.db import connection

from waylight.desk.models import Decision

# The latest decision about each pair of the run's queue that was not taken back, whichever run it was made in
# and as long as both records still say what they said (the hash is compared where a run takes decisions up).
_STANDING = """
SELECT DISTINCT ON (p.n) p.n, d.verdict, d.by_name, d.by_person
FROM desk_runpair p
JOIN desk_decision d ON d.incident_id = p.incident_id AND d.child_id = p.child_id
     AND d.missing_id IS NOT DISTINCT FROM p.missing_id AND d.run_id = p.run_id
WHERE p.run_id = %s AND d.verdict <> 'undone'
  AND NOT EXISTS (SELECT FROM desk_decision u WHERE u.undoes_id = d.seq)
ORDER BY p.n, d.seq DESC
"""


def decided_places(run_id: UUID) -> dict[int, tuple[str, str, UUID | None]]:
    """{place in the queue: (verdict, by whom, their account)} of the pairs decided in this run."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [run_id])
        return {n: (verdict, by, person) for n, verdict, by, person in cursor.fetchall()}


def standing_decision(
    run_id: UUID, incident_id: str, child_id: str, missing_id: str | None
) -> Decision | None:
    """The decision of this run that counts for the pair now."""
    return (
        Decision.objects.filter(run=run_id, incident_id=incident_id, child_id=child_id, missing_id=missing_id)
        .exclude(verdict=Decision.Verdict.UNDONE)
        .filter(undone_by__isnull=True)
        .order_by("-seq")
        .first()
    )
