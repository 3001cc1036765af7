"""Reading the extracts of police and authorities, or refusing them whole with every fault named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from waylight.exchange.files.faults import Fault, Refused

if TYPE_CHECKING:
    from waylight.exchange.files.read import Reading, read_all, read_extracts

__all__ = ["Fault", "Reading", "Refused", "read_all", "read_extracts"]


def __getattr__(name: str) -> Any:
    """The reading is loaded when it is first asked for, and Polars with it: files are proved before."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from waylight.exchange.files import read

    return getattr(read, name)
