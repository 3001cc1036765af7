"""From two prepared sides to one probability for each police incident: who it is about."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from waylight.reconcile import decided
from waylight.reconcile.link import block, context
from waylight.reconcile.link.block import NO_DATE
from waylight.reconcile.link.decide import Candidates, ContextWeights, Decision
from waylight.reconcile.link.evidence import PairLevels, Weights, begin, compare
from waylight.reconcile.link.names import NameLevels
from waylight.reconcile.link.persons import persons
from waylight.reconcile.prepare.tables import Sides
from waylight.reconcile.prepared import Prepared
from waylight.reconcile.settings import SHOWN

_FAR = 2**20  # a day number after every date: the end of a placement that is still open
_ROUNDS = 4
# Pairs of identities below these scores (log odds) cannot reach a link with the best place and time.
_LEAST_ALONE, _LEAST_PLACED = 1.0, -9.0


@dataclass(frozen=True)
class Linked:
    """Everything the linkage concluded, for the matching of episodes and for explanations."""

    links: pl.DataFrame  # row, child, person, probability
    person: np.ndarray  # person of each child record
    candidates: Candidates
    levels: PairLevels
    decision: Decision
    weights: Weights
    context: ContextWeights


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
    stays: context.Stays
    rows: context.Rows


def setting(p: Prepared, sides: Sides, person: np.ndarray) -> Setting:
    (place, stay_place, home), area = context.place_codes(
        [p.police["postcode"], p.placements["postcode"], p.children["home"]]
    )
    child = p.placements["child"].to_numpy()
    stays = context.stays(
        person[child], p.placements["started"].fill_null(0).to_numpy(),
        p.placements["ended"].fill_null(_FAR).to_numpy(), stay_place, area,
    )  # fmt: skip
    start = p.police["start_lo"].fill_null(-1).to_numpy().astype(np.int64)
    rarity, crowded = _rarity(place, sides, len(area))
    crowded[stay_place] = False
    return Setting(
        place, area[place], crowded[place], rarity, home, start // 1440, start,
        p.police["start_hi"].fill_null(-1).to_numpy().astype(np.int64), stays,
        context.absences(p.missing, person),
    )  # fmt: skip


def _addresses(p: Prepared) -> list[np.ndarray]:
    """Codes of each child's home and last placement, 0 where unknown."""
    (stay, home), _ = context.place_codes([p.placements["postcode"], p.children["home"]])
    last = np.zeros(len(home), dtype=np.int64)
    last[p.placements["child"].to_numpy()] = stay
    return [home, last]


def _rarity(place: np.ndarray, sides: Sides, places: int) -> tuple[np.ndarray, np.ndarray]:
    """Share of all reported people that are reported from each place; and places of too many people."""
    who = sides.words.sound[sides.identities.forename][sides.identity_of].astype(np.uint64)
    pairs = np.unique((place.astype(np.uint64) << np.uint64(32)) | who)
    people = np.bincount((pairs >> np.uint64(32)).astype(np.int64), minlength=places).astype(float)
    people[0] = 0
    share = (people + 2) / (people.sum() + 2 * places)
    return share, people > max(30, 0.002 * people.sum())


def _timed(s: Setting, sides: Sides, child_of_row: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Pairs (incident, child) that begin within minutes of each other and share an initial."""
    ids, words = sides.identities, sides.words
    rows = s.rows
    sure = rows.start_lo == rows.start_hi
    child, begin_ = child_of_row[rows.row[sure]], rows.start_lo[sure]
    exact = np.flatnonzero((s.start >= 0) & (s.start == s.start_hi))
    found: list[tuple[np.ndarray, np.ndarray]] = []
    for ours, theirs, tag in (
        (ids.forename, sides.children.forename, 0),
        (ids.surname, sides.children.surname, 1),
    ):
        keys = block.pack((begin_ // 10, 32), (words.initial[theirs[child]], 8))
        order = np.argsort(keys, kind="stable")
        letter = words.initial[ours[sides.identity_of[exact]]]
        for step in (-1, 0, 1):
            wanted = block.pack((s.start[exact] // 10 + step, 32), (letter, 8))
            at, to, _ = block.expand(wanted, keys[order], order, cap=12)
            found.append((exact[at], child[to]))
    return block.distinct(found)


def _identity_pairs(sides: Sides, s: Setting, person: np.ndarray, child_of_row: np.ndarray,
                    names: NameLevels) -> tuple[PairLevels, np.ndarray]:  # fmt: skip
    """Compared pairs (identity, child) from all keys; true in the mask where place or time supports them."""
    incident, whom = context.placed_there(s.stays, s.day, np.where(s.unusable, 0, s.place))
    placed = (sides.identity_of[incident], whom)
    at_home = np.flatnonzero((s.place > 0) & ~s.unusable)
    homes = np.flatnonzero(s.home > 0)
    order = homes[np.argsort(s.home[homes], kind="stable")]
    at, to, _ = block.expand(s.place[at_home], s.home[order], order, cap=30)
    timed = _timed(s, sides, child_of_row)
    supported = block.distinct(
        [
            _records(placed, person),
            (sides.identity_of[at_home[at]], to),
            (sides.identity_of[timed[0]], timed[1]),
        ]
    )
    alone = block.by_person(sides.identities, sides.children, sides.words)
    left, right = block.distinct([*alone, supported])
    code = (left.astype(np.uint64) << np.uint64(32)) | right.astype(np.uint64)
    known = (supported[0].astype(np.uint64) << np.uint64(32)) | supported[1].astype(np.uint64)
    mask = _within(code, known)
    return compare(sides.identities, sides.children, left, right, names), mask


def _within(code: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Which codes are in the sorted array `known`."""
    if not len(known):
        return np.zeros(len(code), dtype=bool)
    return known[np.minimum(np.searchsorted(known, code), len(known) - 1)] == code


def _records(pairs: tuple[np.ndarray, np.ndarray], person: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Pairs with a person become pairs with each record of that person."""
    order = np.argsort(person, kind="stable")
    at, to, _ = block.expand(pairs[1], person[order], order, cap=50)
    return pairs[0][at], to


def _candidates(levels: PairLevels, score: np.ndarray, sides: Sides, s: Setting, person: np.ndarray,
                persons_: int) -> Candidates:  # fmt: skip
    """Each incident with every person its identity may be; the best record stands for the person."""
    whom = person[levels.right]
    best = np.lexsort((-score, whom, levels.left))
    first = np.ones(len(best), dtype=bool)
    first[1:] = (levels.left[best][1:] != levels.left[best][:-1]) | (whom[best][1:] != whom[best][:-1])
    pair = best[first]  # sorted by identity, then person
    incident_order = np.arange(len(sides.identity_of))
    at, to, _ = block.expand(sides.identity_of, levels.left[pair], np.arange(len(pair)), cap=10**9)
    incident, pair_of = incident_order[at], pair[to]
    who = whom[pair_of]
    place = context.place_level(
        s.stays, who, s.day[incident], s.place[incident], s.area[incident], s.home[levels.right[pair_of]],
        s.unusable[incident],
    )  # fmt: skip
    time = context.time_level(s.rows, who, s.start[incident], s.start_hi[incident])
    rows = np.bincount(s.rows.person, minlength=persons_)
    return Candidates(
        incident, who, pair_of, place, time, s.rarity[s.place[incident]], rows[who],
        len(sides.identity_of), persons_,
    )  # fmt: skip


def link(p: Prepared, sides: Sides, word: pl.DataFrame) -> Linked:
    """Learn the weights from these data, and give each incident its likeliest child.

    `word` is what people decided (`decided.latest`)."""
    names = NameLevels(sides.words)
    weights = begin(sides.identities, sides.children, names)
    person = persons(sides.children, names, weights, _addresses(p))
    s = setting(p, sides, person)
    child_of_row = p.missing["child"].to_numpy()
    levels, supported = _identity_pairs(sides, s, person, child_of_row, names)
    known = weights.parts(levels, sides.identities, sides.children)
    score = np.sum(list(known.values()), axis=0)
    levels = levels.take(score > np.where(supported, _LEAST_PLACED, _LEAST_ALONE))
    known = weights.parts(levels, sides.identities, sides.children)
    c = _candidates(levels, np.sum(list(known.values()), axis=0), sides, s, person, len(person))
    covered = float(np.ptp(s.start[s.start >= 0])) if (s.start >= 0).any() else 0.0
    around = ContextWeights(covered)
    around.learn_chance(_random_places(s, person))
    decision = Decision(c, decided.refused(word, c, levels, person))
    for round_ in range(_ROUNDS):
        share = decision.update(known, np.add(*around.parts(c)))
        if round_ == _ROUNDS - 1:
            break
        by_pair = np.bincount(c.pair, weights=share, minlength=len(levels))
        weights.learn(levels, np.minimum(by_pair, 1.0))
        around.learn(c, share)
        sure = np.zeros(c.incidents, dtype=bool)
        sure[c.incident[share > 0.95]] = True
        around.learn_housemates(c, share, sure)
        known = weights.parts(levels, sides.identities, sides.children)
    return Linked(_links(c, levels, decision), person, c, levels, decision, weights, around)


def _random_places(s: Setting, person: np.ndarray, seed: int = 11, count: int = 30_000) -> np.ndarray:
    """Levels of Place of incidents against children picked at random."""
    rng = np.random.default_rng(seed)
    if not len(s.place) or not len(person):
        return np.zeros(0, dtype=np.int64)
    i, child = rng.integers(0, len(s.place), count), rng.integers(0, len(person), count)
    return context.place_level(
        s.stays, person[child], s.day[i], s.place[i], s.area[i], s.home[child], s.unusable[i]
    ).astype(np.int64)  # fmt: skip


def _links(c: Candidates, levels: PairLevels, decision: Decision) -> pl.DataFrame:
    keep = np.flatnonzero(decision.share >= SHOWN)
    keep = keep[np.unique(c.incident[keep], return_index=True)[1]]
    return pl.DataFrame(
        {
            "row": c.incident[keep].astype(np.uint32),
            "child": levels.right[c.pair[keep]].astype(np.uint32),
            "person": c.person[keep].astype(np.uint32),
            "probability": decision.share[keep],
        }
    )


__all__ = ["NO_DATE", "Linked", "link"]
