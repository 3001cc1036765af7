"""What place and time say of each incident, and the children that each may be about."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from waylight.reconcile import sorting
from waylight.reconcile.draws import Draws
from waylight.reconcile.link import block, context
from waylight.reconcile.link.decide import Candidates
from waylight.reconcile.link.evidence import PairLevels
from waylight.reconcile.link.lookup import once, positions
from waylight.reconcile.link.persons import Addresses, families
from waylight.reconcile.parts import in_parts
from waylight.reconcile.prepare.tables import Sides
from waylight.reconcile.prepared import Prepared

_TIMES = ("start_lo", "start_hi", "reported")
_FAR = 2**20  # a day number after every date: the end of a placement that is still open


@dataclass(frozen=True)
class Setting:
    """Places and times of all rows, as codes."""

    place: np.ndarray  # of each incident
    area: np.ndarray
    unusable: np.ndarray
    rarity: np.ndarray  # by place code
    home: np.ndarray  # of each child record
    day: np.ndarray
    start: np.ndarray
    start_hi: np.ndarray
    reported: np.ndarray
    alone: np.ndarray  # of each incident: one over the number of rows that say exactly the same
    family: np.ndarray  # of each person
    stays: context.Stays
    rows: context.Rows
    rows_of: np.ndarray  # authority rows of each person
    away_of: np.ndarray  # minutes that they last, with an hour at both ends


@dataclass(frozen=True)
class Ground:
    """Places of all rows, as codes, and what of the setting does not ask which records are one person."""

    place: np.ndarray  # of each incident
    stay: np.ndarray  # of each placement
    home: np.ndarray  # of each child record
    area: np.ndarray  # by place code: code of its outward part
    rarity: np.ndarray  # by place code
    crowded: np.ndarray  # by place code
    alone: np.ndarray  # of each incident
    start: np.ndarray  # of each incident, in minutes; -1 where unknown
    start_hi: np.ndarray
    reported: np.ndarray


def ground(p: Prepared, sides: Sides) -> Ground:
    columns = [p.police["postcode"], p.placements["postcode"], p.children["home"]]
    (place, stay, home), area = context.place_codes(columns)
    rarity, crowded = _rarity(place, sides, len(area))
    crowded[stay] = False
    return Ground(place, stay, home, area, rarity, crowded, _alone(p, sides), *_times(p))


def _times(p: Prepared) -> list[np.ndarray]:
    return [p.police[name].fill_null(-1).to_numpy().astype(np.int64) for name in _TIMES]


def setting(p: Prepared, sides: Sides, person: np.ndarray, on: Ground | None = None) -> Setting:
    on = on or ground(p, sides)
    with ThreadPoolExecutor(1) as aside:
        family = aside.submit(families, sides.children, person, on.home)
        child = p.placements["child"].to_numpy()
        stays = context.stays(
            person[child], p.placements["started"].fill_null(0).to_numpy(),
            p.placements["ended"].fill_null(_FAR).to_numpy(), on.stay, on.area,
        )  # fmt: skip
        rows = context.absences(p.missing, person)
        lasting = rows.end - rows.start_lo + 120
        return Setting(
            on.place, on.area[on.place], on.crowded[on.place], on.rarity, on.home, on.start // 1440, on.start,
            on.start_hi, on.reported, on.alone, family.result(), stays, rows,
            np.bincount(rows.person, minlength=len(person)), np.bincount(rows.person, lasting, len(person)),
        )  # fmt: skip


def mended(s: Setting, p: Prepared, sides: Sides) -> Setting:
    """The setting by the times of `p`, some of which were put right; all else is as it was."""
    start, start_hi, reported = _times(p)
    alone = _alone(p, sides)
    return replace(s, day=start // 1440, start=start, start_hi=start_hi, reported=reported, alone=alone)


def _alone(p: Prepared, sides: Sides) -> np.ndarray:
    """One over the number of police rows that are the same in everything but their id: uploaded twice, they are
    one witness."""
    same = ("force", "postcode", "start_lo", "start_hi", "end_lo", "end_hi", "reported")
    rows = p.police.select(*same).with_columns(identity=pl.Series(sides.identity_of))
    return rows.select(1.0 / pl.len().over(*same, "identity")).to_series().to_numpy()


def addresses(p: Prepared, on: Ground) -> Addresses:
    """Where each child lives, as codes."""
    return Addresses(on.home, p.placements["child"].to_numpy().astype(np.int64), on.stay)


def _rarity(place: np.ndarray, sides: Sides, places: int) -> tuple[np.ndarray, np.ndarray]:
    """Share of all reported people that are reported from each place; and places of too many people."""
    who = sides.words.sound[sides.identities.forename][sides.identity_of].astype(np.uint64)
    pairs = once((place.astype(np.uint64) << np.uint64(32)) | who)
    people = np.bincount((pairs >> np.uint64(32)).astype(np.int64), minlength=places).astype(float)
    people[0] = 0
    share = (people + 2) / (people.sum() + 2 * places)
    return share, people > max(30, 0.002 * people.sum())


def candidates(levels: PairLevels, score: np.ndarray, sides: Sides, s: Setting, person: np.ndarray,
               record_of: np.ndarray, seen: Candidates | None = None) -> Candidates:  # fmt: skip
    """Each incident with every person its identity may be; the best record stands for the person.

    `record_of` is the authority's record behind each record compared; `seen` are candidates of incidents of
    which `s` says the same, whose levels are taken over.
    """
    records = record_of[levels.right]
    whom = person[records]
    pair = _best(block.coded(levels.left, whom), score)  # sorted by identity, then person
    incident, to, _ = block.expand(sides.identity_of, levels.left[pair], np.arange(len(pair)), cap=10**9)
    pair = pair[to]
    who, home = whom[pair], s.home[records[pair]]
    place, time = _levels(s, incident, who, home, seen)
    return Candidates(
        incident, who, pair, place, time, s.rarity[s.place[incident]], s.rows_of[who], s.away_of[who], home,
        s.alone[incident], s.family[who], len(sides.identity_of), len(person),
    )  # fmt: skip


def _best(codes: np.ndarray, score: np.ndarray) -> np.ndarray:
    """The best of the rows of each code, in order of the codes."""
    rows = sorting.order(codes)
    ordered = codes[rows]
    fresh = np.ones(len(rows), dtype=bool)
    fresh[1:] = ordered[1:] != ordered[:-1]
    if fresh.all():
        return rows
    of = np.cumsum(fresh) - 1
    best = rows[score[rows] == np.maximum.reduceat(score[rows], np.flatnonzero(fresh))[of]]
    same = codes[best]
    return best[np.append(True, same[1:] != same[:-1])]


def _levels(s: Setting, incident: np.ndarray, who: np.ndarray, home: np.ndarray,
            seen: Candidates | None) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """Levels of Place and Time of candidates."""
    place, time = np.zeros(len(who), dtype=np.uint8), np.zeros(len(who), dtype=np.uint8)
    known = np.zeros(0, dtype=np.uint64) if seen is None else block.coded(seen.incident, seen.person)

    def taken_over(cut: slice) -> np.ndarray:
        """The places within the cut that remain to be looked up."""
        if seen is None or not len(seen):
            return np.arange(cut.start, cut.stop)
        at = positions(known, block.coded(incident[cut], who[cut]))
        same = (at >= 0) & (seen.home.take(at, mode="clip") == home[cut])
        of, at = np.flatnonzero(same) + cut.start, at[same]
        place[of], time[of] = seen.place[at], seen.time[at]
        return np.flatnonzero(~same) + cut.start

    def part(cut: slice) -> None:
        at = taken_over(cut)
        at = at[
            sorting.order(who[at], s.day[incident[at]])
        ]  # so that each search looks where the last one did
        i, whom = incident[at], who[at]
        place[at] = context.place_level(
            s.stays, whom, s.day[i], s.place[i], s.area[i], home[at], s.unusable[i]
        )
        time[at] = context.time_level(s.rows, whom, s.start[i], s.start_hi[i], s.reported[i])

    in_parts(part, len(who))
    return place, time


def random_places(s: Setting, person: np.ndarray, seed: int = 11, count: int = 30_000) -> np.ndarray:
    """Levels of Place of incidents against children picked at random."""
    draws = Draws(seed)
    if not len(s.place) or not len(person):
        return np.zeros(0, dtype=np.int64)
    i, child = draws.below(len(s.place), count), draws.below(len(person), count)
    return context.place_level(
        s.stays, person[child], s.day[i], s.place[i], s.area[i], s.home[child], s.unusable[i]
    ).astype(np.int64)  # fmt: skip


def random_times(
    s: Setting, person: np.ndarray, seed: int = 12, count: int = 100_000
) -> tuple[np.ndarray, np.ndarray]:
    """Levels of Time of incidents against children picked at random among those with rows; and their rows."""
    draws = Draws(seed)
    exact = np.flatnonzero((s.start >= 0) & (s.start == s.start_hi))
    if not len(exact) or not len(s.rows.person):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    sure = s.rows.start_lo == s.rows.start_hi
    of_person = np.bincount(s.rows.person[sure], minlength=len(person))
    some = np.flatnonzero(of_person > 0)
    if not len(some):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    i, who = draws.of(exact, count), draws.of(some, count)
    return context.time_level(s.rows, who, s.start[i], s.start_hi[i], s.reported[i]), of_person[who]
