"""Which table a file is by its columns, so that one given in another's place is called by its name."""

from __future__ import annotations

from waylight.exchange.files.raw import Raw
from waylight.exchange.files.shapes import HOMES, POLICE, SHAPES, Shape

CALLED = {
    "police": "the police's list of reports",
    "children": "the authority's list of children",
    "placements": "the authority's list of placements",
    "missing": "the authority's list of times missing or away",
    "homes": "the homes' list of reports",
}
# Of the columns that a table needs: fewer than this are chance, names and birth dates stand in several tables.
_ENOUGH = 0.7


def table_of(columns: frozenset[str]) -> Shape | None:
    """The table that has most of its needed columns among these, its id with them; None where none is meant."""
    shares = {table: _share(shape, columns) for table, shape in SHAPES.items()}
    best = max(shares, key=lambda table: shares[table])
    return SHAPES[best] if shares[best] >= _ENOUGH else None


def _share(shape: Shape, columns: frozenset[str]) -> float:
    if (shape.key or "child_id") not in columns:
        return 0.0
    return len(columns.intersection(shape.needed)) / len(shape.needed)


def misplaced(raw: Raw, expected: Shape) -> tuple[str, str] | None:
    """What is wrong and what to do where this file is another table, or a file of a return; None where it is not."""
    if raw.called:  # a mapping says what it is
        return None
    found = table_of(raw.stands)
    if found is not None and found is not expected:
        what = f"this is {CALLED[found.table]}, not {CALLED[expected.table]}"
        return what, f"{where(found)}; give here {CALLED[expected.table]}"
    form = _return_of(raw)
    if found is None and form is not None:
        what = f"this is a file of {form}, not {CALLED[expected.table]}"
        return what, f"give it among the authority's files; give here {CALLED[expected.table]}"
    return None


def where(shape: Shape) -> str:
    """Where a table belongs, as a remedy says it."""
    if shape is POLICE:
        return "give it as the police file"
    if shape is HOMES:
        return "give it as the homes' file"
    return f"give it among the authority's files, with a name that begins with {shape.table}"


def _return_of(raw: Raw) -> str | None:
    from waylight.exchange.files import ssd, ssda903  # not needed, so not loaded, where all is in its place

    if any(telling <= raw.stands for telling in ssda903.MODULES.values()):
        return "the statutory return (SSDA903)"
    if any(telling <= raw.stands for telling in ssd.TABLES.values()):
        return "the sector's standard extract"
    return None
