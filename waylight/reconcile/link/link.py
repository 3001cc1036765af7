"""From two prepared sides to one probability for each police incident: who it is about."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import polars as pl

from waylight.reconcile import clocks, decided
from waylight.reconcile.link import identities, pairs
from waylight.reconcile.link.around import ContextWeights
from waylight.reconcile.link.beginning import Begun, begin, worth_knowing
from waylight.reconcile.link.block import People
from waylight.reconcile.link.decide import Candidates, Decision, Heard
from waylight.reconcile.link.evidence import PairLevels, compare
from waylight.reconcile.link.known_as import Added, as_police_know, join_people
from waylight.reconcile.link.names import NameLevels
from waylight.reconcile.link.overstated import Overstated
from waylight.reconcile.link.weights import Weights, summed
from waylight.reconcile.parts import side_by_side
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
    begun = begin(p, sides)
    state = _State(sides, begun, word)
    state.learn(_ROUNDS)
    with ThreadPoolExecutor(1) as aside:
        clock = aside.submit(clocks.find, p, begun.person, state.sure_links())
        added = state.known_as()  # while the clocks are looked at: as a rule they are right
        faults = clock.result()
    if faults:
        p = clocks.mend(p, faults)
        state.look_again(pairs.mended(state.s, p, sides))
        state.learn(1)
        added = state.known_as()
    added = added.and_(begun.families)
    if len(added):
        state.use_further(added, begun.names)
    state.settle(_SETTLING)
    return state.linked(p)


class _State:
    """The linkage as it learns."""

    def __init__(self, sides: Sides, begun: Begun, word: pl.DataFrame) -> None:
        self.sides, self.s, self.person, self.weights = sides, begun.s, begun.person, begun.weights
        self.around, self.word = begun.around, word
        self.expected, self.overstated = np.zeros(len(self.person)), Overstated()
        self.use(begun.levels, begun.rarity, self.sides.children, np.arange(len(self.person)))

    def use(self, levels: PairLevels, rarity: dict[str, np.ndarray], records: People, record_of: np.ndarray,
            doubt: np.ndarray | None = None, seen: Candidates | None = None) -> None:  # fmt: skip
        """Take these compared pairs as the candidates. `doubt` (log odds) of each record, none if not given; `seen`
        as for `candidates`."""
        self.levels, self.rarity, self.records, self.record_of = levels, rarity, records, record_of
        self.known = self.weights.parts(levels, self.sides.identities, records, self.rarity)
        self.doubt = np.zeros(len(records)) if doubt is None else doubt
        self.known["further"] = self.doubt[levels.right]
        self._choose(seen)

    def look_again(self, s: pairs.Setting) -> None:
        """Take another setting. Of incidents whose times it leaves as they were, place and time say the same."""
        was, self.s = self.s, s
        still = (s.start == was.start) & (s.start_hi == was.start_hi) & (s.reported == was.reported)
        self._choose(self.c.at(np.flatnonzero(still[self.c.incident])))

    def _choose(self, seen: Candidates | None) -> None:
        """The candidates among the compared pairs, and what place and time say of them.

        In how many ways each child is typed and what names overstate is taken along. The rest of the decision, how
        often kin on no list are meant among it, is learned anew for these candidates."""
        self.score = summed(self.known)
        self.c = pairs.candidates(
            self.levels, self.score, self.sides, self.s, self.person, self.record_of, seen
        )
        refused = decided.refused(self.word, self.c, self.levels, self.person)
        with ThreadPoolExecutor(1) as aside:
            said = aside.submit(self.around.parts, self.c)
            self.decision = Decision(self.c, refused, self.expected, self.overstated)
            self.said = said.result()

    def known_as(self) -> Added:
        """Further records of children whom the police know otherwise."""
        return as_police_know(self.c, self.decision.share, self.levels, self.score, self.sides, self.person)

    def use_further(self, added: Added, names: NameLevels) -> None:
        """Take further records of the same children beside those of the authorities."""
        ids, levels = self.sides.identities, self.levels
        more = compare(ids, added.people, *added.pairs(self.sides, self.c, levels), names)
        most = identities.MOST_KNOWN_AS + np.log(len(added) / len(self.person))  # as if among all children
        more, rare = worth_knowing(self.weights, more, ids, added.people, np.full(len(more), most))
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
        for _ in range(rounds):
            self._learn_from(self.decision.update(self._heard()))
        self.decision.look_back()
        self.settle(1)
        self.decision.look_back()

    def _learn_from(self, share: np.ndarray) -> None:
        side_by_side(lambda: self._learn_names(share), lambda: self._learn_around(share), rows=len(share))

    def _learn_names(self, share: np.ndarray) -> None:
        self.weights.learn(self.levels, self.records, self.known, self.c.pair, share)
        self.known = self.weights.parts(self.levels, self.sides.identities, self.records, self.rarity)
        self.known["further"] = self.doubt[self.levels.right]

    def _learn_around(self, share: np.ndarray) -> None:
        c, sure = self.c, np.zeros(self.c.incidents, dtype=bool)
        sure[c.incident[share > _SURE]] = True
        self.around.learn(c, share)
        self.around.learn_housemates(c, share, sure)
        self.said = self.around.parts(c)

    def settle(self, rounds: int) -> None:
        """Decide by what was learned; more than once, so that each child's number of incidents settles."""
        heard = self._heard()
        for earlier in range(rounds):
            if earlier:
                self.decision.look_back()
            self.decision.update(heard)
        self.expected = self.decision.expected

    def _heard(self) -> Heard:
        return self.decision.hear(self.known, self.said, self.around.unlisted)

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
