"""Evidence in words: what each level of each field means to somebody who never saw a log odds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from waylight.reconcile.settings import Birth, Name, Order, Place, Sex, Time


@dataclass(frozen=True)
class Line:
    """One line of evidence. `weight` is the log odds that it adds; `leans` is "for", "against" or "none".

    `same`: both records say the same. `compares` is false where it weighs something else than the two records."""

    field: str
    words: str
    police: str
    authority: str
    weight: float
    same: bool = False
    compares: bool = True

    @property
    def agrees(self) -> bool:
        """Whether both records say the same here, or what they say points to this child."""
        return self.compares and not self.unlike and (self.same or self.leans == "for")

    @property
    def differs(self) -> bool:
        """Whether the records differ here, or one of them is silent."""
        return self.compares and not self.agrees

    @property
    def leans(self) -> str:
        if abs(self.weight) < LITTLE:
            return "none"
        return "for" if self.weight > 0 else "against"

    @property
    def strength(self) -> str:
        return strength(self.weight)

    @property
    def unlike(self) -> bool:
        """Whether both wrote a name or a birth date, and not the same. Codes of two lists cannot be compared so."""
        given = self.police not in _NOTHING and self.authority not in _NOTHING
        return self.field in _AS_WRITTEN and given and self.police.casefold() != self.authority.casefold()


_NOTHING = ("", "blank")
_AS_WRITTEN = ("Forename", "Surname", "Date of birth")
_SHOWN = 0.005  # a line of less than this would show as 0.0
# Natural log odds: 0.7 doubles the odds, 2.3 is ten times, 4.6 a hundred, 6.9 a thousand times.
LITTLE, SOME, STRONG, VERY = 0.7, 2.3, 4.6, 6.9


def strength(weight: float) -> str:
    """A weight as people say it: which way it points, and how far it is to be trusted."""
    if abs(weight) < LITTLE:
        return "tells little"
    side = "to this child" if weight > 0 else "away from this child"
    size = abs(weight)
    if size < SOME:
        return f"points weakly {side}"
    if size < STRONG:
        return f"points {side}"
    if size < VERY:
        return f"points strongly {side}"
    return f"points very strongly {side}"


_NAME = {
    Name.BLANK: "one side is blank",
    Name.SAME: "the same",
    Name.KNOWN_AS: "a short form, or sounds the same",
    Name.TYPING: "differs by a slip or two of the finger",
    Name.PART: "one side has a part of the other",
    Name.LIKE: "alike, more than slips apart",
    Name.OTHER: "another name",
}
_BIRTH = {
    Birth.BLANK: "one side is blank",
    Birth.SAME: "the same",
    Birth.SAME_FIRST_JANUARY: "the same year, both 1 January, which is often an assigned date",
    Birth.SWAPPED: "the same with day and month swapped",
    Birth.BY_ONE: "two of day, month and year agree, the third is a slip away",
    Birth.ONE_PART: "two of day, month and year agree",
    Birth.ASSIGNED: "1 January on one side and a near year: assigned and re-assessed",
    Birth.NEAR: "near: within a month, or two slips",
    Birth.OTHER: "another date",
}
_SEX = {Sex.BLANK: "one side is blank", Sex.SAME: "the same", Sex.OTHER: "differs"}
# The engine's level is a pair of broad groups: the police's times this, plus the authority's; 0 is blank.
_GROUPS, _MIXED = 6, 2


class _Ethnicity(dict[int, str]):
    """Words for a pair of groups."""

    def __missing__(self, level: int) -> str:
        police, authority = divmod(int(level), _GROUPS)
        if 0 in (police, authority):
            return "one side is blank or not stated"
        if police == authority:
            return "the same broad group"
        return "one side says mixed" if _MIXED in (police, authority) else "another broad group"


_ORDER = {
    Order.AS_ASKED: "each stands in its own box",
    Order.SWAPPED: "swapped: each stands in the other's box",
}
_PLACE = {
    Place.BLANK: "no postcode, or one that many reports share",
    Place.PLACED: "the child's placement on that night",
    Place.PLACED_NEAR_DATES: "a placement that began or ended within weeks",
    Place.PLACED_ONCE: "a placement of the child at another time",
    Place.HOME: "the family's address",
    Place.AREA: "the district of the placement on that night",
    Place.ELSEWHERE: "another place",
    Place.UNPLACED: "the authority gives no placement for that night",
}
_TIME = {
    Time.NONE: "the authority has no row within two days",
    Time.MINUTES: "within five minutes of the authority's row",
    Time.HALF_HOUR: "within half an hour of the authority's row",
    Time.HOURS: "within three hours of the authority's row",
    Time.CLOCK: "the authority's time but for a clock fault",
    Time.WITHIN: "inside a time away that the authority recorded",
    Time.DAY: "on the day that the authority recorded",
    Time.NEAR: "within two days of the authority's row",
}
# What says that both records have the same.
_ALIKE = {_NAME[Name.SAME], _ORDER[Order.AS_ASKED], "the same broad group"}
# Field, its heading, the words of its levels, and whose columns it compares.
_FIELDS: tuple[tuple[str, str, Mapping[Any, str], str, str], ...] = (
    ("forename", "Forename", _NAME, "forename", "forename"),
    ("surname", "Surname", _NAME, "surname", "surname"),
    ("order", "Names the right way round", _ORDER, "", ""),
    ("birth", "Date of birth", _BIRTH, "date_of_birth", "date_of_birth"),
    ("sex", "Sex", _SEX, "sex", "sex"),
    ("ethnicity", "Ethnicity", _Ethnicity(), "ethnicity", "ethnicity"),
    ("place", "Place", _PLACE, "postcode", ""),
    ("time", "Time", _TIME, "", ""),
)
# What compares no field: its heading and words. With these the lines add up to the log odds of the probability.
_OTHERS = (
    (
        "further",
        "Spelling in other reports",
        "how police wrote this child's name and birth date at other times",
    ),
    (
        "kept",
        "Brothers and sisters",
        "place and time fit the whole family, so they choose none of its children",
    ),
    (
        "shared",
        "Other reports of the same person",
        "reports with the same name and birth date were weighed together",
    ),
    (
        "prior",
        "How rare it is",
        "few of all reports are about any one child, and two people can share a name",
    ),
    (
        "unlisted",
        "A child on none of the lists",
        "it could be a brother, sister, housemate or namesake whom no authority here has listed",
    ),
    ("rivals", "Other children on the lists", "the report could be about one of them"),
)


def lines_of(body: Mapping[str, Any], police: Any, child: Any) -> list[Line]:
    """The evidence about one incident and one child, in the order of the fields."""
    lines = []
    for name, heading, words, ours, theirs in _FIELDS:
        weight = float(body.get(f"{name}_weight") or 0)
        if name not in body or (name == "order" and body[name] == Order.AS_ASKED and abs(weight) < _SHOWN):
            continue
        said = words[body[name]]
        same = said in _ALIKE
        lines.append(Line(heading, said, _said(police, ours), _said(child, theirs), weight, same))
    for name, heading, words_of in _OTHERS:
        weight = float(body.get(f"{name}_weight") or 0)
        if abs(weight) >= _SHOWN:
            lines.append(Line(heading, words_of, "", "", weight, compares=False))
    return lines


def _said(record: Any, column: str) -> str:
    value = getattr(record, column, None) if column and record is not None else None
    if value is None or value == "":
        return "" if not column else "blank"
    return f"{value.day} {value:%B %Y}" if column == "date_of_birth" else str(value)
