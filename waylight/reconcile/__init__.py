"""Two lists made one. Pure: Arrow tables in, Arrow tables out; no Django, no files, no clock."""

from waylight.reconcile.run import Reconciled, reconcile
from waylight.reconcile.tables import Extracts

__all__ = ["Extracts", "Reconciled", "reconcile"]
