"""The children of the authorities, kept ready: who is the child of this one report?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from threading import Lock

import numpy as np
import polars as pl

from waylight.reconcile import decided
from waylight.reconcile.index.incident import Incident, clean, minutes
from waylight.reconcile.index.keys import ChildKeys, Finder
from waylight.reconcile.index.places import Places
from waylight.reconcile.index.vocabulary import Vocabulary
from waylight.reconcile.link.block import NO_DATE, People
from waylight.reconcile.link.decide import Candidates, Decision
from waylight.reconcile.link.evidence import PairLevels, compare
from waylight.reconcile.link.link import link
from waylight.reconcile.link.names import NameLevels
from waylight.reconcile.link.pairs import Setting, candidates, setting
from waylight.reconcile.prepare.tables import ethnicity_group, prepared, sex_code, sides
from waylight.reconcile.tables import Extracts

_DAY = 1440


@dataclass(frozen=True)
class Candidate:
    """A child that a report may be about. `levels` are those of the settings page, by field."""

    child_id: str
    probability: float
    levels: dict[str, int]
    weights: dict[str, float]  # log odds by field


class ChildIndex:
    """Learns the weights from the extracts once; then scores reports one at a time with those weights.

    A report is held against names, birth dates, placements and times away by the same levels and weights as
    a whole file of them. What a file adds is left out: other reports of the same typed identity.
    """

    def __init__(self, extracts: Extracts) -> None:
        ready, both = prepared(extracts), sides(extracts)
        linked = link(ready, both, decided.latest(extracts))
        self._ids = extracts.children["child_id"].to_list()
        # A child's records: the authority's own, and what the police were found to call the child.
        self._known, self._record = linked.records, linked.record_of
        self._persons, self._person = linked.person, linked.person[linked.record_of]
        self._weights, self._around = linked.weights, linked.context
        self._care, self._expected = linked.decision.care, linked.decision.expected
        self._vocabulary = Vocabulary(both.words)
        self._names = NameLevels(self._vocabulary.words, workers=1)
        self._keys = ChildKeys(linked.records, self._vocabulary.words)
        self._places = Places(ready, setting(ready, both, linked.person))
        self._records = Finder(self._person, np.arange(len(self._person)))
        self._one = replace(both, identity_of=np.zeros(1, dtype=np.int64))
        self._lock = Lock()  # the vocabulary has room for one report

    def score(self, incident: Incident, most: int = 5) -> list[Candidate]:
        """The likeliest children, the first the likeliest; what is left of 1 is "none of them"."""
        with self._lock:
            self._vocabulary.forget()
            return self._score(incident, most)

    def _score(self, incident: Incident, most: int) -> list[Candidate]:
        one = self._read(incident)
        at = _At.of(incident, self._places)
        rows = self._possible(one, at)
        if not len(rows):
            return []
        levels = compare(one, self._known, np.zeros(len(rows), dtype=np.int64), rows, self._names)
        known = self._weights.parts(levels, one, self._known)
        c = candidates(
            levels, np.sum(list(known.values()), axis=0), self._one, at.within(self._places.setting),
            self._persons, self._record,
        )  # fmt: skip
        around = self._around.parts(c)
        decision = Decision(c, np.zeros(len(c), dtype=bool), self._expected)
        decision.care = self._care
        share = decision.update(decision.hear(known, around))
        best = np.argsort(-share, kind="stable")[:most]
        known = {name: weight[c.pair] for name, weight in known.items()} | {
            "place": around[0], "time": around[1]
        }  # fmt: skip
        return [self._told(int(i), c, levels, share, known) for i in best]

    def _read(self, incident: Incident) -> People:
        code = self._vocabulary.code
        (first, other), (second, third) = clean(incident.forename), clean(incident.surname)
        further = other or third or clean(incident.aliases)[0]
        if not (first and second) and " " in (first or second):  # the whole name in one box
            words = (first or second).split(" ")
            if all(self._vocabulary.known(w) for w in (words[0], words[-1])):
                first, second = words[0], words[-1]
        born = incident.date_of_birth
        year, month, day = (born.year, born.month, born.day) if born else (0, 0, 0)
        born_on = born.toordinal() - _EPOCH if born else int(NO_DATE)
        birth = [np.array([value], dtype=np.int32) for value in (born_on, year, month, day)]
        forename, surname, third_name = (np.array([code(word)]) for word in (first, second, further))
        sex, ethnicity = _groups(incident.sex, incident.ethnicity)
        return People(forename, surname, third_name, birth[0], birth[1], birth[2], birth[3], sex, ethnicity)

    def _possible(self, one: People, at: _At) -> np.ndarray:
        """Records worth comparing: by name and birth date, by place that night, by time."""
        found = self._keys.find(one)
        persons = []
        if at.place and not at.unusable:
            persons.append(self._places.persons(at.place, at.day))
            found.append(self._places.children(at.place))
        if at.start >= 0 and at.start == at.start_hi:
            persons.append(self._places.begun(at.start))
        for person in np.unique(np.concatenate(persons)) if persons else ():
            found.append(self._records.find(person))
        return np.unique(np.concatenate(found)) if found else np.zeros(0, dtype=np.int64)

    def _told(self, i: int, c: Candidates, levels: PairLevels, share: np.ndarray,
              known: dict[str, np.ndarray]) -> Candidate:  # fmt: skip
        pair = int(c.pair[i])
        said = {
            name: int(getattr(levels, name)[pair])
            for name in ("forename", "surname", "order", "birth", "sex")
        }
        said |= {"place": int(c.place[i]), "time": int(c.time[i])}
        weights = {name: round(float(weight[i]), 2) for name, weight in known.items()}
        return Candidate(
            self._ids[int(self._record[levels.right[pair]])], round(float(share[i]), 4), said, weights
        )


@dataclass(frozen=True)
class _At:
    """Place and time of the report as codes."""

    place: int
    area: int
    unusable: bool
    start: int
    start_hi: int
    reported: int

    @classmethod
    def of(cls, incident: Incident, places: Places) -> _At:
        place, area = places.codes(incident.postcode)
        when, told = incident.last_seen_at, incident.reported_at
        start, high = minutes(when, incident.day_only) if when else (-1, -1)
        reported = minutes(told, False)[0] if told else -1
        return cls(place, area, place in places.unusable, start, high, reported)

    @property
    def day(self) -> int:
        return self.start // _DAY

    def within(self, s: Setting) -> Setting:
        """The setting with this report as its only incident."""
        return replace(
            s, place=_one(self.place), area=_one(self.area), start=_one(self.start),
            start_hi=_one(self.start_hi), reported=_one(self.reported), day=_one(self.day),
            unusable=np.array([self.unusable]), alone=np.ones(1),
        )  # fmt: skip


def _one(value: int) -> np.ndarray:
    return np.array([value], dtype=np.int64)


@lru_cache(1_000)
def _groups(sex: str, ethnicity: str) -> tuple[np.ndarray, np.ndarray]:
    return sex_code(pl.Series([sex])), ethnicity_group(pl.Series([ethnicity]))


_EPOCH = 719_163  # 1970-01-01 as a proleptic ordinal
