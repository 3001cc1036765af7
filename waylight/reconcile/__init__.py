"""Two lists made one. Pure: Arrow tables in, Arrow tables out; no Django, no files, no clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from waylight.reconcile.tables import Extracts

if TYPE_CHECKING:
    from waylight.reconcile.run import Reconciled, reconcile

__all__ = ["Extracts", "Reconciled", "reconcile"]


def __getattr__(name: str) -> Any:
    """The engine is loaded when it is first asked for: who only reads files has no need of it yet."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from waylight.reconcile import run

    return getattr(run, name)
