"""The words of the access grid: who may do what to which record while their agency is what to the child."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from waylight.engine.words import Source


class Action(StrEnum):
    """Writing implies reading, reading implies counting; `count` gives numbers only, after disclosure control."""

    COUNT = "count"
    READ = "read"
    WRITE = "write"

    @property
    def implied_by(self) -> tuple[Action, ...]:
        """The actions whose cell also gives this one."""
        order = tuple(Action)
        return order[order.index(self) :]


class Relation(StrEnum):
    """What a node, or one person at it, is to a child; of a record that is no child's, to the home or the area."""

    RESPONSIBLE = "responsible"
    CARING = "caring"
    HOST = "host"
    POLICE = "police"
    # The force from the report until the return: narrower than `police`, which lasts longer.
    SEARCHING = "searching"
    INTERVIEWING = "interviewing"
    CONCERN = "concern"
    INSPECTING = "inspecting"
    NATIONAL = "national"
    SELF = "self"
    BREAK_GLASS = "break glass"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Cell:
    """The role may do the action to the record while the role's node is the relation. `condition` says in words
    what an interest of that relation already holds to, where that is narrower than the word."""

    role: str
    record: str
    action: Action
    relation: Relation
    why: str
    source: Source
    condition: str = ""

    def __str__(self) -> str:
        return f"{self.role} may {self.action} {self.record} while {self.relation}"
