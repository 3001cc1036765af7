"""What is known before anything is learned: who is one person, and which pairs are worth looking at."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from waylight.reconcile import sorting
from waylight.reconcile.link import identities, pairs, persons
from waylight.reconcile.link.around import ContextWeights
from waylight.reconcile.link.block import People, coded
from waylight.reconcile.link.evidence import PairLevels
from waylight.reconcile.link.known_as import Added, as_families_know
from waylight.reconcile.link.listed import Listed
from waylight.reconcile.link.names import CHUNK, NameLevels
from waylight.reconcile.link.weights import Weights, summed
from waylight.reconcile.link.weights import begin as first_weights
from waylight.reconcile.parts import in_parts
from waylight.reconcile.prepare.tables import Sides
from waylight.reconcile.prepared import Prepared

Worth = tuple[PairLevels, dict[str, np.ndarray]]  # pairs, and what rarity adds to them


@dataclass(frozen=True)
class Begun:
    """Who is one person, the setting, the first weights, and the pairs that are worth looking at."""

    names: NameLevels
    person: np.ndarray
    s: pairs.Setting
    weights: Weights
    around: ContextWeights
    families: Added
    levels: PairLevels
    rarity: dict[str, np.ndarray]


def begin(p: Prepared, sides: Sides) -> Begun:
    """All of that. What does not wait for each other is done at the same time: nothing else makes a run wait longer."""
    listed = Listed(sides.children, sides.words)
    with ThreadPoolExecutor(2) as aside:
        grounds = aside.submit(pairs.ground, p, sides)
        names = NameLevels(sides.words)
        named = aside.submit(identities.named, sides, listed, names)
        timed = aside.submit(lambda: identities.timed(sides, grounds.result(), p.missing))
        weights = first_weights(sides.identities, sides.children, names)
        alike = persons.alike(listed, names)
        addresses = pairs.addresses(p, grounds.result())
        person = persons.persons(sides.children, alike, weights, addresses)
        s = pairs.setting(p, sides, person, grounds.result())
        around = aside.submit(_around, s, person)
        families = aside.submit(as_families_know, sides, person, addresses)
        placed = identities.placed(sides, s, person)

        def worth(levels: PairLevels) -> Worth:
            most = identities.most(levels, placed, timed.result())
            return worth_knowing(weights, levels, sides.identities, sides.children, most)

        known = aside.submit(lambda: worth(named.result()))
        others = worth(identities.others(named.result(), sides, placed, timed.result(), names))
        levels, rarity = _joined([known.result(), others])
        return Begun(names, person, s, weights, around.result(), families.result(), levels, rarity)


def _around(s: pairs.Setting, person: np.ndarray) -> ContextWeights:
    """Weights of place and time before learning: what chance alone shows."""
    around = ContextWeights(float(np.ptp(s.start[s.start >= 0])) if (s.start >= 0).any() else 0.0)
    around.learn_chance(pairs.random_places(s, person))
    around.learn_rush(*pairs.random_times(s, person))
    return around


def worth_knowing(weights: Weights, levels: PairLevels, a: People, b: People, most: np.ndarray) -> Worth:
    """The pairs that place and time, which add `most`, can lift; and what rarity adds to them."""
    least = np.log(max(len(b), 1)) - most

    def part(cut: slice) -> Worth:
        some = levels.take(cut)
        rarity = weights.rarity(some, b)
        score = summed(weights.parts(some, a, b, rarity))
        keep = np.flatnonzero(score > least[cut])
        return some.take(keep), {name: one[keep] for name, one in rarity.items()}

    return _joined(in_parts(part, len(levels), CHUNK))


def _joined(parts: list[Worth]) -> Worth:
    """Parts of the pairs put together, sorted."""
    levels = PairLevels.join([some for some, _ in parts])
    rarity = {name: np.concatenate([one[name] for _, one in parts]) for name in parts[0][1]}
    codes = coded(levels.left, levels.right)
    if (codes[1:] > codes[:-1]).all():
        return levels, rarity
    order = sorting.order(codes)
    return levels.take(order), {name: one[order] for name, one in rarity.items()}
