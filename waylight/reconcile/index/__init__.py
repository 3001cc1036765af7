"""One new incident against all children, while the caller waits: an index that stays warm between reports."""

from waylight.reconcile.index.incident import Incident
from waylight.reconcile.index.index import Candidate, ChildIndex

__all__ = ["Candidate", "ChildIndex", "Incident"]
