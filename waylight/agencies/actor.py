"""Who acts: a person with the roles they hold now. Every read and every write takes one."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Grant:
    """A role held at a node, now."""

    role: str
    node_id: UUID
    node_name: str
    node_kind: str

    def __str__(self) -> str:
        return f"{self.role}, {self.node_name}"


@dataclass(frozen=True)
class Actor:
    """Somebody who acts, as facts and the trail name them.

    `grants` is the one role chosen for this sitting, whose id `sitting` is: what somebody holds elsewhere opens nothing
    until they sit there. Where none is chosen (a task that acts for somebody) it is all that they hold. `via` says how
    they came in: "password and code", "passkey", "enrolled device", "one shift", "worker", "demonstration".
    """

    person_id: UUID
    name: str
    grants: tuple[Grant, ...]
    via: str = ""
    sitting: UUID | None = None

    @property
    def chosen(self) -> Grant | None:
        """The grant of this sitting; None where a person holds no role any more."""
        return self.grants[0] if self.grants else None

    @property
    def role(self) -> str:
        """The role of this sitting; empty where there is none."""
        return self.grants[0].role if self.grants else ""

    @property
    def node(self) -> UUID | None:
        """The node of this sitting."""
        return self.grants[0].node_id if self.grants else None

    @property
    def node_name(self) -> str:
        """The name of that node; empty where there is none."""
        return self.grants[0].node_name if self.grants else ""

    def holds(self, *roles: str) -> bool:
        """Whether one of the roles is held at any node."""
        return any(grant.role in roles for grant in self.grants)

    def __str__(self) -> str:
        return f"{self.name}, {self.chosen}" if self.chosen else self.name
