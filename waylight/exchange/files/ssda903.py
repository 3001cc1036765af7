"""The files of the statutory return of looked-after children (SSDA903) as our three tables.

The return knows dates only, has no names and no ids for missing rows. Names come in a file of their own; an
id is made of child, start and a count, so that it stays the same when the return is drawn again.
"""

from __future__ import annotations

import polars as pl

from waylight.exchange.files import shapes
from waylight.exchange.files.faults import Faults
from waylight.exchange.files.raw import Raw
from waylight.exchange.files.shapes import Shape

# What tells each file: columns that it has and no other file of the return has together.
MODULES: dict[str, frozenset[str]] = {
    "missing": frozenset({"child", "missing", "mis_start", "mis_end"}),
    "episodes": frozenset({"child", "decom", "dec", "place", "pl_post"}),
    "header": frozenset({"child", "sex", "dob", "ethnic"}),
    "names": frozenset({"child", "forename", "surname"}),
}


def recognised(raws: list[Raw]) -> bool:
    """Whether these are SSDA903 files: the header or the missing module is among them."""
    kinds = {_kind(raw) for raw in raws}
    return bool(kinds & {"header", "episodes"}) or kinds >= {"missing", "names"}


def _kind(raw: Raw) -> str | None:
    columns = set(raw.frame.columns)
    return next((name for name, telling in MODULES.items() if telling <= columns), None)


def tables(name: str, authority: str, raws: list[Raw], faults: Faults) -> list[tuple[Shape, Raw]]:
    """Children, placements and missing rows; `authority` is the code where the header has no such column."""
    by_kind: dict[str, list[Raw]] = {kind: [raw for raw in raws if _kind(raw) == kind] for kind in MODULES}
    before = len(faults)
    for kind, found in by_kind.items():
        if not found:
            what = f"the {kind} file of the SSDA903 return is missing"
            remedy = f"add a file with the columns {', '.join(sorted(MODULES[kind])).upper()}"
            faults.add(f"{name}/{kind}.csv", None, None, what, remedy)
        for raw in found:
            for column in set(raw.repeated) & MODULES[kind]:
                what = "the column occurs more than once"
                faults.add(raw.file, 1, column.upper(), what, "keep one and remove the others")
    if len(faults) > before:
        return []
    names, homes = _names(by_kind["names"], faults), _home_postcodes(by_kind["episodes"])
    children = [_children(raw, authority, names, homes) for raw in by_kind["header"]]
    return (
        [(shapes.CHILDREN, raw) for raw in children]
        + [(shapes.PLACEMENTS, _placements(raw)) for raw in by_kind["episodes"]]
        + [(shapes.MISSING, _missing(raw)) for raw in by_kind["missing"]]
    )


def _cell(name: str) -> pl.Expr:
    text = pl.col(name).cast(pl.String).str.strip_chars()
    return pl.when(text != "").then(text)


def _names(raws: list[Raw], faults: Faults) -> pl.DataFrame:
    frames = []
    for raw in raws:
        frame = raw.frame.select(
            "line", *(_cell(name).alias(name) for name in ("child", "forename", "surname"))
        )
        again = frame.filter(pl.col("child").is_not_null() & ~pl.col("child").is_first_distinct())
        for line in again["line"].head(20):
            what = "the child stands twice among the names"
            faults.add(raw.file, line, "CHILD", what, "keep one row per child")
        frames.append(frame.drop("line"))
    return pl.concat(frames).unique("child", keep="first")


def _home_postcodes(raws: list[Raw]) -> pl.DataFrame:
    """The last one recorded for each child."""
    frames = [
        raw.frame.select(child=_cell("child"), home_postcode=_cell("home_post")).drop_nulls()
        for raw in raws
        if "home_post" in raw.frame.columns
    ]
    columns = {"child": pl.String, "home_postcode": pl.String}
    return pl.concat([pl.DataFrame(schema=columns), *frames]).unique("child", keep="last")


def _children(raw: Raw, authority: str, names: pl.DataFrame, homes: pl.DataFrame) -> Raw:
    said = next((name for name in ("authority", "la", "la_code") if name in raw.frame.columns), None)
    frame = raw.frame.select(
        "line",
        child_id=_cell("child"),
        authority=_cell(said) if said else pl.lit(authority),
        date_of_birth=pl.col("dob"),
        sex=pl.col("sex"),
        ethnicity=pl.col("ethnic"),
    )
    if said is None and not raw.frame.height:
        frame = frame.clear()
    frame = frame.join(names, left_on="child_id", right_on="child", how="left", maintain_order="left")
    frame = frame.join(homes, left_on="child_id", right_on="child", how="left", maintain_order="left")
    called = {"child_id": "CHILD", "date_of_birth": "DOB", "sex": "SEX", "ethnicity": "ETHNIC"}
    return Raw(raw.file, frame, raw.encoding, notes=(*raw.notes, "SSDA903 header"), called=called)


def _placements(raw: Raw) -> Raw:
    called = {
        "child_id": "CHILD",
        "started": "DECOM",
        "ended": "DEC",
        "postcode": "PL_POST",
        "placement_type": "PLACE",
    }
    frame = raw.frame.select("line", **{ours: pl.col(theirs.lower()) for ours, theirs in called.items()})
    return Raw(raw.file, frame, raw.encoding, notes=(*raw.notes, "SSDA903 episodes"), called=called)


def _missing(raw: Raw) -> Raw:
    called = {"child_id": "CHILD", "category": "MISSING", "started_at": "MIS_START", "ended_at": "MIS_END"}
    frame = raw.frame.select("line", **{ours: pl.col(theirs.lower()) for ours, theirs in called.items()})
    start = _cell("started_at")
    day = pl.coalesce(
        start.str.to_date("%d/%m/%Y", strict=False), start.str.head(10).str.to_date("%Y-%m-%d", strict=False)
    )
    stem = pl.concat_str(_cell("child_id"), day.dt.strftime("%Y%m%d").fill_null("undated"), separator="-")
    frame = frame.with_columns(stem=stem).with_columns(
        missing_id=pl.concat_str(
            "stem", pl.col("line").cum_count().over("stem").cast(pl.String), separator="-"
        )
    )
    called["missing_id"] = "CHILD + MIS_START"
    return Raw(
        raw.file, frame.drop("stem"), raw.encoding, notes=(*raw.notes, "SSDA903 missing"), called=called
    )
