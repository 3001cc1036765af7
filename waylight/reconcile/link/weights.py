"""The weights that turn levels of evidence into log odds: learned from the data at hand, without labels."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce

import numpy as np

from waylight.reconcile import settings, sorting
from waylight.reconcile.draws import Draws
from waylight.reconcile.link import births
from waylight.reconcile.link.births import Births, first_january
from waylight.reconcile.link.block import NO_DATE, People
from waylight.reconcile.link.communities import Communities, learn
from waylight.reconcile.link.evidence import GROUPS, PairLevels, compare
from waylight.reconcile.link.names import NameLevels
from waylight.reconcile.link.namesakes import Namesakes
from waylight.reconcile.settings import Birth, Name


def _frequencies(codes: np.ndarray, groups: np.ndarray, size: int) -> np.ndarray:
    """Share of each code within each broad ethnic group (row 0: in all groups), small groups leaning on all.

    A name that is rare in the country can be common among the children who share an ethnicity; weighing it
    by its frequency in the country would join namesakes in small communities.
    """
    table = np.bincount(groups.astype(np.int64) * size + codes, minlength=GROUPS * size)
    table = table.reshape(GROUPS, size).astype(float)
    table[0] = table.sum(axis=0)
    table[:, 0] = 0  # blanks
    everyone = (table[0] + 1) / (table[0].sum() + 2)
    by_group = (table + _LEAN * everyone) / (table.sum(axis=1, keepdims=True) + _LEAN)
    by_group[0] = everyone
    return by_group


_LEAN = 200.0
_SURE_WITHOUT = 0.95
_SURE_ODDS = 2.9  # log odds of a little less than that
_RATHER = 0.2  # namesakes by which the frequencies count against what was counted
_RATHER_FIRST = 2.0  # the same for how often they were born on 1 January


@dataclass
class Weights:
    """log(m / u) for each level of each field; `m` is relearned in every round, `u` stays.

    Agreement weighs by rarity: where names or dates are the same, u is the frequency of that very value.
    """

    name_frequency: np.ndarray  # group x name code, for forenames
    surname_frequency: np.ndarray
    sound_frequency: np.ndarray  # group x name code: share of all forenames with that sound
    surname_sound_frequency: np.ndarray
    births: Births
    communities: Communities
    namesakes: Namesakes
    sound: np.ndarray  # sound code of each name code
    u: dict[str, np.ndarray]
    m: dict[str, np.ndarray] = field(default_factory=dict)

    def learn(
        self, levels: PairLevels, b: People, known: dict[str, np.ndarray], pair: np.ndarray, share: np.ndarray
    ) -> None:
        """Count what true pairs show, by incident: `share` is the probability of each candidate, `pair` its pair.

        A field is learned from candidates that are sure without it. Its own evidence must not choose what it is
        learned from: links that are wrong because a level is weighed too high would raise that level again.
        """
        # Most candidates are not sure without any field, and need not be looked at.
        least = min(float(known[name].min(initial=0.0)) for name in _STARTS) + _SURE_ODDS
        at = np.flatnonzero(share > 1.0 / (1.0 + np.exp(-least)))
        likely, pairs = share[at], pair[at]
        odds = np.log(np.maximum(likely, 1e-12) / np.maximum(1.0 - likely, 1e-12))
        for name, start in _STARTS.items():
            without = 1.0 / (1.0 + np.exp(np.clip(known[name][pairs] - odds, -50, 50)))
            weights = np.where(without > _SURE_WITHOUT, without, 0.0)
            seen = np.bincount(_shown(levels, b, name)[pairs], weights=weights, minlength=start.size)
            self.m[name] = _learned(seen, start)
        table = np.bincount(levels.ethnicity[pair], weights=share, minlength=GROUPS**2)
        self.m["ethnicity"] = _given_theirs(table.reshape(GROUPS, GROUPS))

    def learn_pairs(self, levels: PairLevels, b: People, share: np.ndarray) -> None:
        """The same where pairs are all there is: `share` is the probability of each."""
        for name, start in _STARTS.items():
            seen = np.bincount(_shown(levels, b, name), weights=share, minlength=start.size)
            self.m[name] = _learned(seen, start)
        table = np.bincount(levels.ethnicity, weights=share, minlength=GROUPS**2).reshape(GROUPS, GROUPS)
        self.m["ethnicity"] = _given_theirs(table)

    def score(self, levels: PairLevels, a: People, b: People) -> np.ndarray:
        """Log odds of each pair from names, birth, sex and ethnicity together."""
        return summed(self.parts(levels, a, b))

    def parts(
        self, levels: PairLevels, a: People, b: People, rarity: dict[str, np.ndarray] | None = None
    ) -> dict[str, np.ndarray]:
        """The same, field by field. `rarity` (from `rarity`) may be kept from one round to the next."""
        rarity = self.rarity(levels, b) if rarity is None else rarity
        found = {}
        for name in (*_STARTS, "ethnicity"):
            weight = np.log(self.m[name] / self.u[name])
            if name in _BLANK_FIRST:
                weight[..., 0] = 0.0  # a blank says nothing for or against
            found[name] = weight.ravel()[_shown(levels, b, name)]
            if name in rarity:
                found[name] += rarity[name]
        return found

    def rarity(self, levels: PairLevels, b: People) -> dict[str, np.ndarray]:
        """What agreement weighs more, or less, because the very name or date is rare, or common. Log odds."""
        found = {}
        group = levels.ethnicity // GROUPS  # the police's: what the name is common among
        for name, codes, exact, sounds in (
            ("forename", b.forename[levels.right], self.name_frequency, self.sound_frequency),
            ("surname", b.surname[levels.right], self.surname_frequency, self.surname_sound_frequency),
        ):
            level, u = getattr(levels, name), self.u[name]
            extra = np.zeros(len(levels))
            same, known = np.flatnonzero(level == Name.SAME), np.flatnonzero(level == Name.KNOWN_AS)
            extra[same] = np.log(u[Name.SAME] / exact[group[same], codes[same]])
            # Names of one sound: what the other spellings of that sound add to this one.
            at = group[known], codes[known]
            others = np.maximum(sounds[at] - exact[at], u[Name.KNOWN_AS] / 4)
            extra[known] = np.log(u[Name.KNOWN_AS] / others)
            found[name] = extra
        together = self._together(levels, b)
        found["birth"] = self.births.rarity(levels, b, self.u["birth"], self.communities, self.sound)
        named, first = self._namesakes(levels, b, together)
        found["surname"] -= together + named
        found["birth"] -= first
        return found

    def _together(self, levels: PairLevels, b: People) -> np.ndarray:
        """What both names agreeing is worth less than each by itself, because they go together."""
        excess = np.zeros(len(levels))
        both = (levels.forename >= Name.SAME) & (levels.forename <= Name.KNOWN_AS)
        both &= (levels.surname >= Name.SAME) & (levels.surname <= Name.KNOWN_AS)
        at = np.flatnonzero(both)
        theirs = levels.right[at]
        excess[at] = self.communities.excess(
            self.sound[b.forename[theirs]], self.sound[b.surname[theirs]], levels.ethnicity[at] // GROUPS
        )
        return excess

    def _namesakes(
        self, levels: PairLevels, b: People, together: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """By how much namesakes are more frequent among the reports than the two names let expect; and how much
        more often they were born on 1 January, where both dates are that. Logs, >= 0.

        Namesakes are people of both names whose birth date is years off the child's: somebody else. In small
        communities there are many more of them than any product of frequencies knows.
        """
        named, born = np.zeros(len(levels)), np.zeros(len(levels))
        same = (levels.forename == Name.SAME) & (levels.surname == Name.SAME)
        at = np.flatnonzero(same & (b.birth[levels.right] != NO_DATE))
        if not len(at):
            return named, born
        theirs, group = levels.right[at], levels.ethnicity[at] // GROUPS
        forename, surname = b.forename[theirs], b.surname[theirs]
        who, back = sorting.groups(theirs)
        seen, first = (found[back] for found in self.namesakes.count(b, who))
        share = self.name_frequency[group, forename] * self.surname_frequency[group, surname]
        expected = self.namesakes.people[group] * share * np.exp(together[at])
        named[at] = np.log(np.maximum((seen + _RATHER) / (expected + _RATHER), 1.0))
        some = np.flatnonzero((levels.birth[at] == Birth.SAME_FIRST_JANUARY) & (seen > 0))
        usual = self.communities.born_first(
            self.sound[forename[some]], self.sound[surname[some]], group[some]
        )
        often = (first[some] + _RATHER_FIRST * usual) / (seen[some] + _RATHER_FIRST)
        born[at[some]] = np.log(np.maximum(often / usual, 1.0))
        return named, born


_BLANK_FIRST = ("forename", "surname", "birth", "sex")  # fields whose level 0 is a blank
_STARTS = {
    "forename": np.array(settings.START_NAME),
    "surname": np.array(settings.START_NAME),
    "order": np.array((1 - settings.START_SWAPPED, settings.START_SWAPPED)),
    "birth": births.START,
    "sex": np.array(settings.START_SEX),
}


def summed(parts: dict[str, np.ndarray]) -> np.ndarray:
    """The log odds of all fields together."""
    total: np.ndarray = reduce(np.add, parts.values())
    return total


def _shown(levels: PairLevels, b: People, name: str) -> np.ndarray:
    """The level of a field, as the position in its table."""
    return births.position(levels, b) if name == "birth" else getattr(levels, name)


def _learned(seen: np.ndarray, start: np.ndarray) -> np.ndarray:
    """Shares of what was seen, from where learning starts."""
    seen = seen.reshape(start.shape)
    shares: np.ndarray = (seen + 20 * start) / (seen.sum(axis=-1, keepdims=True) + 20)
    return shares


def _given_theirs(table: np.ndarray) -> np.ndarray:
    """P(police group | authority's group) for true pairs, flat; blanks on either side say nothing."""
    start = np.full((GROUPS, GROUPS), 0.04) + np.eye(GROUPS) * 0.8
    seen = table[1:, 1:] + 10 * start[1:, 1:]
    given = np.ones((GROUPS, GROUPS))
    given[1:, 1:] = seen / seen.sum(axis=0, keepdims=True)
    return given.ravel()


def begin(a: People, b: People, names: NameLevels, seed: int = 7) -> Weights:
    """Weights before learning: u from random pairs and frequencies, m from the settings."""
    size, words = len(names.words), names.words
    draws = Draws(seed)
    count = 20_000 if len(a) and len(b) else 0
    left, right = draws.below(len(a), count), draws.below(len(b), count)
    first = np.flatnonzero(first_january(b)) if count else np.zeros(0, dtype=np.int64)
    if len(first):  # few, and another chance than all others
        left = np.concatenate([left, draws.below(len(a), count // 4)])
        right = np.concatenate([right, draws.of(first, count // 4)])
    sample = compare(a, b, left, right, names)
    u = {}
    for name, start in _STARTS.items():
        seen = np.bincount(_shown(sample, b, name), minlength=start.size).reshape(start.shape) + 0.5
        u[name] = seen / seen.sum(axis=-1, keepdims=True)
    u["order"] = np.array((1.0, 0.02))  # unlike names agree by chance in swapped boxes about as rarely
    groups = np.bincount(a.ethnicity, minlength=GROUPS) + 1.0
    theirs = np.ones((GROUPS, GROUPS))
    theirs[1:, 1:] = np.repeat((groups[1:] / groups[1:].sum())[:, None], GROUPS - 1, axis=1)
    u["ethnicity"] = theirs.ravel()
    names_, sounds = [], []
    who = np.concatenate([a.ethnicity, b.ethnicity])
    for ours, other in ((a.forename, b.forename), (a.surname, b.surname)):
        both = np.concatenate([ours, other]).astype(np.int64)
        names_.append(_frequencies(both, who, size))
        sounds.append(_frequencies(words.sound[both], who, int(words.sound.max()) + 1)[:, words.sound])
    together = learn(
        words.sound[np.concatenate([a.forename, b.forename])], words.sound[np.concatenate([a.surname, b.surname])],
        who, np.concatenate([first_january(a), first_january(b)]), GROUPS,
    )  # fmt: skip
    weights = Weights(
        names_[0], names_[1], sounds[0], sounds[1],
        Births.of(np.concatenate([a.birth, b.birth]), who, GROUPS), together, Namesakes.of(a), words.sound, u,
    )  # fmt: skip
    for name, start in _STARTS.items():
        weights.m[name] = start.copy()
    weights.m["ethnicity"] = _given_theirs(np.zeros((GROUPS, GROUPS)))
    return weights
