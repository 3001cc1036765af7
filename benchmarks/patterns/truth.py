"""An invented nation of children who go missing: what is true, with habits and groups planted, and hard look-alikes.

Sizes follow published ones: 100,000 children looked after in the year, 85,000 times away of about 13,000 of them.
Places are on a grid of our own; nobody and nowhere in it exists.
"""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

from waylight.engine.patterns.places import Place

SPACE = UUID(int=2026)
YEAR = datetime(2025, 10, 1, tzinfo=UTC)
NOW = datetime(2026, 10, 1, 6, tzinfo=UTC)
DAYS = 365
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FESTIVALS = (30, 91, 233)


@dataclass
class Night:
    """One time away as it was. `planted`: the habit or group it was planted for."""

    child: int
    start: datetime
    end: datetime
    place: Place | None = None
    planted: str = ""
    home: int = 0
    lived_since: datetime | None = None
    court: datetime | None = None

    @property
    def id(self) -> UUID:
        return uuid5(SPACE, f"{self.child} {self.start.isoformat()}")


@dataclass
class World:
    """`habits`: the children planted for each habit; `groups`: those planted as away together."""

    children: int
    home: list[int]
    town_of_home: list[int]
    nights: dict[int, list[Night]] = field(default_factory=lambda: defaultdict(list))
    habits: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    groups: list[tuple[int, ...]] = field(default_factory=list)
    look_alikes: set[tuple[int, int]] = field(default_factory=set)
    moved: dict[int, datetime] = field(default_factory=dict)
    courts: dict[int, list[datetime]] = field(default_factory=lambda: defaultdict(list))


class Nation:
    """Makes a world from a seed: `Nation(100_000, 7).made()`."""

    def __init__(self, children: int, seed: int) -> None:
        self.chance = random.Random(seed)
        towns, homes = max(children // 400, 2), max(children // 16, 8)
        town_of_home = [self.chance.randrange(towns) for _ in range(homes)]
        self.world = World(children, [self.chance.randrange(homes) for _ in range(children)], town_of_home)
        self.towns = towns
        # A few places in each town where many are found, the first most of all.
        self.hot = [[self.point(town, 3000) for _ in range(8)] for town in range(towns)]
        # Nights from Friday are fuller, and three nights of the year are very full.
        weights = [1.3 if (YEAR + timedelta(days=day)).weekday() in (4, 5) else 1.0 for day in range(DAYS)]
        for day in FESTIVALS:
            weights[day] = 5.0
        self.weights = weights

    def made(self) -> World:
        share = self.world.children / 100_000
        self.ordinary(round(10_500 * share), 4.7)
        self.look_alike(round(300 * share))
        self.fairs()
        self.habit("weekday", round(300 * share))
        self.habit("hour", round(300 * share))
        self.habit("longer", round(300 * share))
        self.first_nights(round(400 * share))
        self.before_court(round(400 * share))
        self.together(max(round(60 * share), 3))
        for child, nights in self.world.nights.items():
            self.world.nights[child] = apart(nights)
        return self.world

    def point(self, town: int, reach: float) -> Place:
        """Somewhere in the town; towns lie 40 km from each other."""
        along, across = self.chance.gauss(0, reach / 2), self.chance.gauss(0, reach / 2)
        return spot(town, along, across)

    def evening(self, day: int) -> datetime:
        minute = round(self.chance.gauss(20.3, 2.6) * 60)
        return YEAR + timedelta(days=day, minutes=minute)

    def length(self) -> timedelta:
        return timedelta(minutes=round(max(self.chance.lognormvariate(5.7, 1.0), 20)))

    def found(self, town: int) -> Place | None:
        """Half are found somewhere that is written down; most of these where many are found."""
        if self.chance.random() < 0.5:
            return None
        if self.chance.random() < 0.6:
            rank = min(int(self.chance.expovariate(0.5)), 7)
            return near(self.hot[town][rank], self.chance, 150)
        return self.point(town, 6000)

    def town(self, child: int) -> int:
        return self.world.town_of_home[self.world.home[child]]

    def add(self, child: int, start: datetime, **more: object) -> None:
        if YEAR <= start < NOW - timedelta(days=2):
            facts = {"end": start + self.length(), "place": self.found(self.town(child))}
            night = Night(child, start, home=self.world.home[child], **{**facts, **more})  # type: ignore[arg-type]
            self.world.nights[child].append(night)

    def ordinary(self, children: int, mean: float) -> None:
        """Most are away once or twice, a few very often: the mean is published, the rest is a long tail."""
        for child in self.chance.sample(range(self.world.children), children):
            count = max(1, round(self.chance.lognormvariate(0.9, 1.15) * mean / 4.75))
            for day in self.chance.choices(range(DAYS), self.weights, k=min(count, 90)):
                self.add(child, self.evening(day))

    def look_alike(self, pairs: int) -> None:
        """Two of one home, brother and sister, each away often and on their own, found where many are found."""
        taken: set[int] = set()
        by_home: dict[int, list[int]] = defaultdict(list)
        for child, home in enumerate(self.world.home):
            by_home[home].append(child)
        homes = [home for home, here in by_home.items() if len(here) > 1]
        for home in self.chance.sample(homes, min(pairs, len(homes))):
            one, other = self.chance.sample(by_home[home], 2)
            taken |= {one, other}
            self.world.look_alikes.add((min(one, other), max(one, other)))
            for child in (one, other):
                for day in self.chance.choices(range(DAYS), self.weights, k=self.chance.randrange(15, 45)):
                    self.add(child, self.evening(day))

    def fairs(self) -> None:
        """Two nights a year of a fair in each town: children who know nothing of each other at one place."""
        by_town: dict[int, list[int]] = defaultdict(list)
        for child in list(self.world.nights):
            by_town[self.town(child)].append(child)
        for town, here in by_town.items():
            ground = self.point(town, 3000)
            for day in self.chance.sample(range(DAYS), 2):
                for child in self.chance.sample(here, min(len(here), self.chance.randrange(8, 30))):
                    self.add(child, self.evening(day), place=near(ground, self.chance, 200))

    def fresh(self) -> int:
        """A child who is not away otherwise, or seldom."""
        while True:
            child = self.chance.randrange(self.world.children)
            busy = any(child in kept for kept in self.world.habits.values())
            if len(self.world.nights.get(child, ())) <= 1 and not busy:
                return child

    def habit(self, name: str, children: int) -> None:
        for _ in range(children):
            child = self.fresh()
            self.world.habits[name].add(child)
            day, hour = self.chance.randrange(30, 200), self.chance.gauss(20, 2)
            length = timedelta(minutes=self.chance.randrange(40, 90))
            for k in range(self.chance.randrange(5, 8)):
                on = day + (7 * k if name == "weekday" else round(k * self.chance.uniform(5, 14)))
                start = self.evening(on)
                if name == "hour":
                    minute = round(hour * 60 + self.chance.uniform(-10, 10))
                    start = YEAR + timedelta(days=on, minutes=minute)
                if name == "longer":
                    length *= self.chance.uniform(1.6, 2.2)
                    start = YEAR + timedelta(days=day + 11 * k, hours=19, minutes=self.chance.randrange(180))
                    self.add(child, start, end=start + length, planted=name)
                else:
                    self.add(child, start, planted=name)

    def first_nights(self, children: int) -> None:
        """A move in the afternoon and gone the same night; as many who moved and stayed three days."""
        for n in range(children * 2):
            child = self.fresh()
            moved = YEAR + timedelta(days=self.chance.randrange(5, 350), hours=15)
            self.world.moved[child] = moved
            later = timedelta(days=0 if n < children else 3)
            start = moved + later + timedelta(hours=self.chance.uniform(2, 8))
            self.world.nights.pop(child, None)
            self.add(child, start, planted="first night" if n < children else "")
            if n < children:
                self.world.habits["first night"].add(child)

    def before_court(self, children: int) -> None:
        """Gone one or two days before a day in court; as many whose day in court is two weeks ahead."""
        for n in range(children * 2):
            child = self.fresh()
            start = self.evening(self.chance.randrange(5, 340))
            ahead = timedelta(days=self.chance.uniform(0.6, 2.5) if n < children else 14)
            self.world.courts[child].append((start + ahead).replace(hour=10, minute=0))
            self.world.nights.pop(child, None)
            self.add(child, start, planted="court" if n < children else "")
            if n < children:
                self.world.habits["court"].add(child)

    def together(self, groups: int) -> None:
        """Groups of three to six over several homes and neighbouring towns, on five to nine nights."""
        for g in range(groups):
            size = self.chance.randrange(3, 7)
            children: list[int] = []
            town = self.chance.randrange(self.towns)
            homes = [h for h, t in enumerate(self.world.town_of_home) if t == town] or [0]
            while len(children) < size:
                child = self.fresh()
                self.world.home[child] = self.chance.choice(homes)
                children.append(child)
                self.world.habits["together"].add(child)
            self.world.groups.append(tuple(sorted(children)))
            begin = self.chance.randrange(20, 200)
            spots = [self.point(town, 5000), self.chance.choice(self.hot[town])]
            for _ in range(self.chance.randrange(5, 10)):
                start = self.evening(begin + self.chance.randrange(150))
                place = self.chance.choice(spots)
                end = start + self.length() + timedelta(hours=2)
                for child in children:
                    if self.chance.random() < 0.75:
                        found = near(place, self.chance, 150) if self.chance.random() < 0.8 else None
                        begins = start + timedelta(minutes=self.chance.randrange(90))
                        over = end + timedelta(minutes=self.chance.randrange(120))
                        self.add(child, begins, end=over, place=found, planted=f"together {g}")


def spot(town: int, along: float, across: float) -> Place:
    east, north = 100_000 + town % 16 * 40_000 + along, 100_000 + town // 16 * 40_000 + across
    letters = LETTERS[town // 26 % 26] + LETTERS[town % 26]
    x, y = int((along + 9000) // 1500) % 12, int((across + 9000) // 1500) % 10
    return Place(f"{letters}{x} {y}", round(east, 1), round(north, 1))


def near(place: Place, chance: random.Random, metres: float) -> Place:
    assert place.east is not None and place.north is not None
    return Place(place.sector, place.east + chance.gauss(0, metres), place.north + chance.gauss(0, metres))


def apart(nights: list[Night]) -> list[Night]:
    """In order, without those that begin before the one before them is over."""
    kept: list[Night] = []
    for night in sorted(nights, key=lambda one: one.start):
        if not kept or night.start > kept[-1].end + timedelta(hours=3):
            kept.append(night)
    return kept
