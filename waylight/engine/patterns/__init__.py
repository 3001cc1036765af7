"""What must be noticed: patterns in the agreed times away of one child, and of children away together. Pure."""

from waylight.engine.patterns.around import (
    Before,
    FirstNights,
    GradedAs,
    GradesDiffer,
    Marked,
    Misfiled,
    Overnight,
    YoungerThan,
)
from waylight.engine.patterns.conditions import (
    ABSENT,
    MISSING,
    AtLeast,
    Condition,
    Lasts,
    changed,
    local_numbers,
)
from waylight.engine.patterns.effect import Effect, effect
from waylight.engine.patterns.habits import LongerEachTime, SameHour, SameWeekday
from waylight.engine.patterns.homes import HomeRule, raised_of_home
from waylight.engine.patterns.naming import NamedRule, Naming, SharedName, named_in, shared_names
from waylight.engine.patterns.raising import Pattern, Raised, raised
from waylight.engine.patterns.seen import Ahead, Graded, Line, Mark, TimeAway
from waylight.engine.patterns.together import Edge, Out, TogetherRule, edge, rings

__all__ = [
    "ABSENT",
    "MISSING",
    "Ahead",
    "AtLeast",
    "Before",
    "Condition",
    "Edge",
    "Effect",
    "FirstNights",
    "Graded",
    "GradedAs",
    "GradesDiffer",
    "HomeRule",
    "Lasts",
    "Line",
    "LongerEachTime",
    "Mark",
    "Marked",
    "Misfiled",
    "NamedRule",
    "Naming",
    "Out",
    "Overnight",
    "Pattern",
    "Raised",
    "SameHour",
    "SameWeekday",
    "SharedName",
    "TimeAway",
    "TogetherRule",
    "YoungerThan",
    "changed",
    "edge",
    "effect",
    "local_numbers",
    "named_in",
    "raised",
    "raised_of_home",
    "rings",
    "shared_names",
]
