"""From the tables as read to arrays that can be compared: people, places and times of both sides."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import polars as pl

from waylight.reconcile.link.block import NO_DATE, People
from waylight.reconcile.prepare.places import tidy
from waylight.reconcile.prepare.spelt import Spelt
from waylight.reconcile.prepare.times import day_number, interval
from waylight.reconcile.prepare.words import Words, encode
from waylight.reconcile.prepared import Prepared
from waylight.reconcile.tables import Extracts

# Broad groups that the two sides' codes have in common: 0 blank, then White, Mixed, Asian, Black, other.
_GROUP_BY_LETTER = {"W": 1, "M": 2, "A": 3, "B": 4, "O": 5, "C": 5}
_SEX_BY_LETTER = {"F": 1, "2": 1, "M": 2, "1": 2}
_NOT_STATED = ("", "NS", "REFU", "NOBT", "NOTSTATED", "IC0", "IC7", "IC9", "UNKNOWN")
# Officers' codes: 1 and 2 white, 3 black, 4 Asian, 5 Chinese or South-East Asian, 6 Arab or North African.
_BY_OFFICER = {"IC1": 1, "IC2": 1, "IC3": 4, "IC4": 3, "IC5": 5, "IC6": 5}


@dataclass(frozen=True)
class Sides:
    """Both sides' people as they will be compared, and the police rows that share one typed identity."""

    words: Words
    identities: People  # distinct police identities
    identity_of: np.ndarray  # identity of each police row
    children: People  # authority records


def ethnicity_group(raw: pl.Series) -> np.ndarray:
    """Broad group (u8) of a police or SSDA903 ethnicity code."""
    return _meant(raw, _group)


def sex_code(raw: pl.Series) -> np.ndarray:
    """0 blank, 1 girl, 2 boy; SSDA903 wrote 2 and 1 before 2025."""
    return _meant(raw, lambda text: _SEX_BY_LETTER.get(text[:1].upper(), 0))


def _group(text: str) -> int:
    code = text.upper().strip()
    return 0 if code in _NOT_STATED else _BY_OFFICER.get(code, _GROUP_BY_LETTER.get(code[:1], 0))


def _meant(raw: pl.Series, meaning: Callable[[str], int]) -> np.ndarray:
    """What each cell means (u8), 0 where it is blank. Spellings are few: each is looked up once."""
    typed = Spelt.of(raw)
    return typed.each(np.array([*map(meaning, typed.texts.to_list())], dtype=np.uint8))


def _birth_frame(dates: pl.Series) -> pl.DataFrame:
    column = dates.alias("d").to_frame()
    return column.select(
        day_number("d").fill_null(int(NO_DATE)).alias("birth"),
        pl.col("d").dt.year().fill_null(0).cast(pl.Int32).alias("year"),
        pl.col("d").dt.month().fill_null(0).cast(pl.Int32).alias("month"),
        pl.col("d").dt.day().fill_null(0).cast(pl.Int32).alias("day"),
    )


def _one_box(words: Words, first: np.ndarray, second: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where the whole name was typed into one box, read its first word as forename, its last as surname."""
    alone = np.flatnonzero(((first == 0) & words.many[second]) | ((second == 0) & words.many[first]))
    if not len(alone):
        return first, second
    index = {text: code for code, text in enumerate(words.text.tolist())}
    first, second = first.copy(), second.copy()
    for i in alone:
        parts = words.text[max(first[i], second[i])].split(" ")
        head, tail = index.get(parts[0]), index.get(parts[-1])
        if head is not None and tail is not None:
            first[i], second[i] = head, tail
    return first, second


def _people(words: Words, forename: np.ndarray, surname: np.ndarray, other: np.ndarray,
            birth: pl.DataFrame, sex: np.ndarray, ethnicity: np.ndarray) -> People:  # fmt: skip
    day, year, month, day_of_month = (birth[c].to_numpy() for c in ("birth", "year", "month", "day"))
    forename, surname = _one_box(words, forename, surname)
    return People(forename, surname, other, day, year, month, day_of_month, sex, ethnicity)


def sides(extracts: Extracts) -> Sides:
    """Clean names, dates and codes of both sides; police rows with the same typed identity made one."""
    police, children = extracts.police, extracts.children
    names = [
        police["forename"],
        police["surname"],
        police["aliases"],
        children["forename"],
        children["surname"],
    ]
    with ThreadPoolExecutor(1) as aside:
        ours, theirs = (aside.submit(_sex_and_group, table) for table in (police, children))
        words, firsts, seconds = encode(names)
    sex, group = ours.result()
    other = np.where(seconds[0] > 0, seconds[0], np.where(seconds[1] > 0, seconds[1], firsts[2]))
    typed = pl.DataFrame({"f": firsts[0], "s": firsts[1], "o": other}).with_columns(
        police["date_of_birth"], sex=sex, eth=group
    )
    distinct = typed.unique(maintain_order=True).with_row_index("identity")
    identity_of = typed.join(
        distinct, on=["f", "s", "o", "date_of_birth", "sex", "eth"], nulls_equal=True, how="left",
        maintain_order="left",
    )["identity"].to_numpy()  # fmt: skip
    d = {c: distinct[c].to_numpy() for c in ("f", "s", "o", "sex", "eth")}
    identities = _people(
        words, d["f"], d["s"], d["o"], _birth_frame(distinct["date_of_birth"]), d["sex"], d["eth"]
    )
    listed = _people(
        words, firsts[3], firsts[4], np.where(seconds[3] > 0, seconds[3], seconds[4]),
        _birth_frame(children["date_of_birth"]), *theirs.result(),
    )  # fmt: skip
    return Sides(words, identities, identity_of.astype(np.int64), listed)


def _sex_and_group(table: pl.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    return sex_code(table["sex"]), ethnicity_group(table["ethnicity"])


def spans_of(frame: pl.DataFrame, start: str, end: str) -> list[pl.Series]:
    """Columns start_lo, start_hi, end_lo, end_hi from the times named."""
    (a, b), (c, d) = interval(frame, start), interval(frame, end)
    return [a.alias("start_lo"), b.alias("start_hi"), c.alias("end_lo"), d.alias("end_hi")]


def prepared(extracts: Extracts) -> Prepared:
    """Places and times of all tables in the engine's form; persons and clock faults are filled in later."""
    child_row = pl.DataFrame(
        {
            "child_id": extracts.children["child_id"],
            "child": pl.Series(np.arange(len(extracts.children), dtype=np.uint32)),
        }
    )
    police = extracts.police.select(pl.row_index("row"), "force").with_columns(
        tidy(extracts.police["postcode"]).alias("postcode"),
        *spans_of(extracts.police, "last_seen", "found"),
        interval(extracts.police, "reported")[0].alias("reported"),
    )
    # A report without a time last seen begins, as far as is known, when it was made.
    police = police.with_columns(
        pl.coalesce("start_lo", "reported").alias("start_lo"),
        pl.coalesce("start_hi", "reported").alias("start_hi"),
    )
    placements = extracts.placements.join(child_row, on="child_id", how="inner", maintain_order="left").select(
        pl.row_index("row"), "child", "postcode", "placement_type",
        day_number("started").alias("started"), day_number("ended").alias("ended"),
    )  # fmt: skip
    placements = placements.with_columns(tidy(placements["postcode"]).alias("postcode"))
    missing = extracts.missing.join(child_row, on="child_id", how="inner", maintain_order="left")
    missing = missing.select(pl.row_index("row"), "child", "category").with_columns(
        *spans_of(missing, "started", "ended")
    )
    children = extracts.children.select(
        pl.row_index("row"), pl.row_index("person"), "authority"
    ).with_columns(tidy(extracts.children["home_postcode"]).alias("home"))
    return Prepared(police, children, placements, missing)
