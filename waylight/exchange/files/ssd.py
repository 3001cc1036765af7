"""The sector's standard extract (Standard Safeguarding Dataset) as our three tables.

Its `ssd_missing` keeps times as well as dates. Persons come from `ssd_person`; placements and home addresses
are taken where `ssd_cla_placement` and `ssd_address` lie beside it.
"""

from __future__ import annotations

import polars as pl

from waylight.exchange.files import shapes
from waylight.exchange.files.faults import Faults
from waylight.exchange.files.raw import Raw
from waylight.exchange.files.shapes import Shape

# What tells each table.
TABLES: dict[str, frozenset[str]] = {
    "ssd_missing": frozenset({"miss_person_id", "miss_missing_episode_start_date"}),
    "ssd_person": frozenset({"pers_person_id", "pers_dob"}),
    "ssd_cla_placement": frozenset({"clap_cla_placement_start_date"}),
    "ssd_cla_episodes": frozenset({"clae_cla_episode_id", "clae_person_id"}),
    "ssd_address": frozenset({"addr_person_id", "addr_address_postcode"}),
}
PERSON = {
    "child_id": "pers_person_id",
    "forename": "pers_forename",
    "surname": "pers_surname",
    "date_of_birth": "pers_dob",
    "sex": "pers_sex",
    "ethnicity": "pers_ethnicity",
}
MISSING = {
    "missing_id": "miss_table_id",
    "child_id": "miss_person_id",
    "category": "miss_missing_episode_type",
    "started_at": "miss_missing_episode_start_date",
    "ended_at": "miss_missing_episode_end_date",
}
PLACEMENT = {
    "child_id": "clap_person_id",
    "postcode": "clap_cla_placement_postcode",
    "placement_type": "clap_cla_placement_type",
    "started": "clap_cla_placement_start_date",
    "ended": "clap_cla_placement_end_date",
}
# The source systems' words for the two categories.
CATEGORIES = {
    "missing": "M", "missing from care": "M", "missing person": "M",
    "absent": "A", "absence": "A", "away": "A", "away from placement": "A", "unauthorised absence": "A",
    "away from placement without authorisation": "A", "absent/away": "A",
}  # fmt: skip


def recognised(raws: list[Raw]) -> bool:
    """Whether `ssd_missing` or `ssd_person` is among the files."""
    return bool({_kind(raw) for raw in raws} & {"ssd_missing", "ssd_person"})


def _kind(raw: Raw) -> str | None:
    columns = set(raw.frame.columns)
    return next((name for name, telling in TABLES.items() if telling <= columns), None)


def tables(name: str, authority: str, raws: list[Raw], faults: Faults) -> list[tuple[Shape, Raw]]:
    """Children, placements and missing rows; the folder's name is the authority's code."""
    of = {kind: next((raw for raw in raws if _kind(raw) == kind), None) for kind in TABLES}
    person, missing = of["ssd_person"], of["ssd_missing"]
    for kind, raw in (("ssd_person", person), ("ssd_missing", missing)):
        if raw is None:
            what, remedy = f"the {kind} table of the extract is absent", f"add {kind}.csv, .xlsx or .parquet"
            faults.add(f"{name}/{kind}.csv", None, None, what, remedy)
    if person is None or missing is None:
        return []
    children = _renamed(person, PERSON, "SSD persons")
    postcodes = _home_postcodes(of["ssd_address"])
    code = pl.lit(authority) if person.frame.height else pl.lit(None, pl.String)
    frame = (
        children.frame.with_columns(authority=code)
        if person.frame.height
        else children.frame.with_columns(pl.Series("authority", [], pl.String))
    )
    if "child_id" in frame.columns:
        frame = frame.with_columns(pl.col("child_id").cast(pl.String).str.strip_chars())
        frame = frame.join(postcodes, on="child_id", how="left", maintain_order="left")
    parts = [
        (shapes.CHILDREN, _with(children, frame)),
        (shapes.MISSING, _categories(_renamed(missing, MISSING, "SSD missing"))),
    ]
    return [*parts, (shapes.PLACEMENTS, _placements(name, of["ssd_cla_placement"], of["ssd_cla_episodes"]))]


def _with(raw: Raw, frame: pl.DataFrame) -> Raw:
    return Raw(raw.file, frame, raw.encoding, raw.repeated, raw.notes, raw.called)


def _renamed(raw: Raw, names: dict[str, str], note: str) -> Raw:
    """Our columns that the file has; the check of columns names those it has not."""
    there = {ours: theirs for ours, theirs in names.items() if theirs in raw.frame.columns}
    frame = raw.frame.select("line", **{ours: pl.col(theirs) for ours, theirs in there.items()})
    repeated = tuple(ours for ours, theirs in names.items() if theirs in raw.repeated)
    return Raw(raw.file, frame, raw.encoding, repeated, (*raw.notes, note), names)


def _categories(raw: Raw) -> Raw:
    if "category" not in raw.frame.columns:
        return raw
    said = pl.col("category").cast(pl.String).str.strip_chars()
    low = said.str.to_lowercase()
    ours = pl.when(low.is_in(list(CATEGORIES))).then(low.replace(CATEGORIES)).otherwise(said)
    return _with(raw, raw.frame.with_columns(category=ours))


def _home_postcodes(raw: Raw | None) -> pl.DataFrame:
    """The last address recorded for each person."""
    if raw is None:
        return pl.DataFrame(schema={"child_id": pl.String, "home_postcode": pl.String})
    frame = raw.frame.select(
        child_id=pl.col("addr_person_id").cast(pl.String).str.strip_chars(),
        home_postcode=pl.col("addr_address_postcode").cast(pl.String),
    )
    return frame.drop_nulls().unique("child_id", keep="last")


def _placements(name: str, raw: Raw | None, episodes: Raw | None) -> Raw:
    """Placements by person; older extracts name only the care episode, which names the person."""
    if raw is None:
        columns = {"line": pl.Int32, **dict.fromkeys(PLACEMENT, pl.String)}
        note = "no placements handed in: places cannot be used as evidence for this authority"
        return Raw(f"{name}/ssd_cla_placement", pl.DataFrame(schema=columns), "none", notes=(note,))
    renamed = _renamed(raw, PLACEMENT, "SSD placements")
    if "child_id" in renamed.frame.columns or episodes is None or "clap_cla_id" not in raw.frame.columns:
        return renamed
    persons = episodes.frame.select(
        clap_cla_id=pl.col("clae_cla_episode_id").cast(pl.String).str.strip_chars(), child_id="clae_person_id"
    ).unique("clap_cla_id", keep="first")
    key = raw.frame.select(pl.col("clap_cla_id").cast(pl.String).str.strip_chars())
    child = key.join(persons, on="clap_cla_id", how="left", maintain_order="left")["child_id"]
    return _with(renamed, renamed.frame.with_columns(child.alias("child_id")))
