"""From two prepared sides to one probability for each police incident: who it is about."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import polars as pl

from waylight.reconcile import clocks, decided, sorting
from waylight.reconcile.link import identities, pairs
from waylight.reconcile.link.around import ContextWeights
from waylight.reconcile.link.block import People, coded
from waylight.reconcile.link.decide import Candidates, Decision, Heard
from waylight.reconcile.link.evidence import PairLevels, compare
from waylight.reconcile.link.known_as import Added, as_families_know, as_police_know, join_people
from waylight.reconcile.link.names import CHUNK, NameLevels
from waylight.reconcile.link.overstated import Overstated
from waylight.reconcile.link.persons import persons
from waylight.reconcile.link.weights import Weights, begin, summed
from waylight.reconcile.parts import in_parts
from waylight.reconcile.prepare.tables import Sides
from waylight.reconcile.prepared import Prepared
from waylight.reconcile.settings import SHOWN, WORTH_KNOWING

_ROUNDS = 3  # of learning; the weights hardly move after the second
_SURE = 0.95
_SETTLING = 2  # rounds with the names that police use added


@dataclass(frozen=True)
class Linked:
    """Everything the linkage concluded, for the matching of episodes and for explanations."""

    prepared: Prepared  # with clock faults put right
    links: pl.DataFrame  # row, child, person, probability: at most one a row
    likely: pl.DataFrame  # the same for every candidate worth knowing of
    person: np.ndarray  # person of each child record
    record_of: np.ndarray  # authority record behind each record compared
    records: People
    doubt: np.ndarray  # of each record compared: log odds that it is worth less than the authority's own
    candidates: Candidates
    levels: PairLevels
    decision: Decision
    weights: Weights
    context: ContextWeights


def link(p: Prepared, sides: Sides, word: pl.DataFrame) -> Linked:
    """Learn the weights from these data; give each incident its likeliest child. `word`: what people decided."""
    with ThreadPoolExecutor(2) as aside:  # looked for by name while place and time are prepared
        names = NameLevels(sides.words)
        named, grounds = aside.submit(identities.named, sides, names), aside.submit(pairs.ground, p, sides)
        weights = begin(sides.identities, sides.children, names)
        ground = grounds.result()
        addresses = pairs.addresses(p, ground)
        person = persons(sides.children, names, weights, addresses)
        s = pairs.setting(p, sides, person, ground)
        around = ContextWeights(float(np.ptp(s.start[s.start >= 0])) if (s.start >= 0).any() else 0.0)
        around.learn_chance(pairs.random_places(s, person))
        around.learn_rush(*pairs.random_times(s, person))
        supported = identities.supported(sides, s, person, p.missing["child"].to_numpy())
    found = identities.with_supported(named.result(), sides, *supported, names)
    levels, rarity = _joined(
        [
            _worth(weights, some, sides.identities, sides.children, identities.MOST[support])
            for some, support in found
        ]
    )
    state = _State(sides, s, person, weights, around, word)
    state.use(levels, rarity, sides.children, np.arange(len(person)))
    state.learn(_ROUNDS)
    faults = clocks.find(p, person, state.sure_links())
    if faults:
        p = clocks.mend(p, faults)
        state.s = pairs.setting(p, sides, person)
        state.use(levels, rarity, sides.children, np.arange(len(person)))
        state.learn(1)
    added = as_police_know(state.c, state.decision.share, levels, state.score, sides, person)
    added = added.and_(as_families_know(sides, person, addresses))
    if len(added):
        state.use_further(added, names)
    state.settle(_SETTLING)
    return state.linked(p)


Worth = tuple[PairLevels, dict[str, np.ndarray]]


def _worth(weights: Weights, levels: PairLevels, a: People, b: People, most: np.ndarray) -> Worth:
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


class _State:
    """The linkage as it learns."""

    def __init__(self, sides: Sides, s: pairs.Setting, person: np.ndarray, weights: Weights,
                 around: ContextWeights, word: pl.DataFrame) -> None:  # fmt: skip
        self.sides, self.s, self.person, self.weights = sides, s, person, weights
        self.around, self.word = around, word
        self.expected, self.overstated = np.zeros(len(person)), Overstated()

    def use(self, levels: PairLevels, rarity: dict[str, np.ndarray], records: People, record_of: np.ndarray,
            doubt: np.ndarray | None = None, seen: Candidates | None = None) -> None:  # fmt: skip
        """Take these compared pairs as the candidates. `doubt` (log odds) of each record, none if not given; `seen`
        as for `candidates`."""
        self.levels, self.rarity, self.records, self.record_of = levels, rarity, records, record_of
        self.known = self.weights.parts(levels, self.sides.identities, records, self.rarity)
        self.doubt = np.zeros(len(records)) if doubt is None else doubt
        self.known["further"] = self.doubt[levels.right]
        self.score = summed(self.known)
        self.c = pairs.candidates(levels, self.score, self.sides, self.s, self.person, record_of, seen)
        refused = decided.refused(self.word, self.c, levels, self.person)
        self.decision = Decision(self.c, refused, self.expected, self.overstated)

    def use_further(self, added: Added, names: NameLevels) -> None:
        """Take further records of the same children beside those of the authorities."""
        ids, levels = self.sides.identities, self.levels
        more = compare(ids, added.people, *added.pairs(self.sides, self.c, levels), names)
        most = identities.MOST_KNOWN_AS + np.log(len(added) / len(self.person))  # as if among all children
        more, rare = _worth(self.weights, more, ids, added.people, np.full(len(more), most))
        self.use(
            PairLevels.join([levels, more.shifted(len(self.person))]),
            {name: np.concatenate([one, rare[name]]) for name, one in self.rarity.items()},
            join_people(self.sides.children, added.people),
            np.concatenate([self.record_of, added.record_of]),
            np.concatenate([self.doubt, added.doubt]),
            self.c,
        )

    def learn(self, rounds: int) -> None:
        """Decide, and learn from what was decided, so many times."""
        c, levels = self.c, self.levels
        for _ in range(rounds):
            share = self.decision.update(self._heard())
            self.weights.learn(levels, self.records, self.known, c.pair, share)
            self.around.learn(c, share)
            sure = np.zeros(c.incidents, dtype=bool)
            sure[c.incident[share > _SURE]] = True
            self.around.learn_housemates(c, share, sure)
            self.known = self.weights.parts(levels, self.sides.identities, self.records, self.rarity)
            self.known["further"] = self.doubt[levels.right]
        self.decision.look_back()
        self.settle(1)
        self.decision.look_back()

    def settle(self, rounds: int) -> None:
        """Decide by what was learned; more than once, so that each child's number of incidents settles."""
        heard = self._heard()
        for earlier in range(rounds):
            if earlier:
                self.decision.look_back()
            self.decision.update(heard)
        self.expected = self.decision.expected

    def _heard(self) -> Heard:
        return self.decision.hear(self.known, self.around.parts(self.c), self.around.unlisted)

    def sure_links(self) -> pl.DataFrame:
        keep = np.flatnonzero(self.decision.share >= _SURE)
        return pl.DataFrame({"row": self.c.incident[keep].astype(np.uint32), "person": self.c.person[keep]})

    def linked(self, p: Prepared) -> Linked:
        c, share = self.c, self.decision.share
        keep = np.flatnonzero(share >= WORTH_KNOWING)
        likely = pl.DataFrame(
            {
                "row": c.incident[keep].astype(np.uint32),
                "child": self.record_of[self.levels.right[c.pair[keep]]].astype(np.uint32),
                "person": c.person[keep].astype(np.uint32),
                "probability": share[keep],
            }
        )
        # Two children cannot both be likelier than not, but may both be exactly as likely: then it is neither.
        links = likely.filter(pl.col("probability") >= SHOWN).unique("row", keep="none", maintain_order=True)
        return Linked(
            p, links, likely, self.person, self.record_of, self.records, self.doubt, c, self.levels, self.decision,
            self.weights, self.around,
        )  # fmt: skip
