"""The catalogue of kinds. Each room declares its own when it starts; a kind that nobody declared is not kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

# Lifts a body one version up. Pure: the same old body gives the same new one, for ever.
Upcaster = Callable[[Mapping[str, Any]], dict[str, Any]]


@dataclass(frozen=True)
class Kind:
    """A kind of fact: `name`, its present `version`, the frozen dataclass of its `body`.

    `record` is the record of the access grid whose readers may read such facts. `words` names each free text that
    may come with one, and under which record it is read. `upcasters[n]` lifts version n to n + 1.
    """

    name: str
    record: str
    body: type
    version: int = 1
    words: Mapping[str, str] = field(default_factory=dict)
    upcasters: Mapping[int, Upcaster] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if sorted(self.upcasters) != list(range(1, self.version)):
            raise TypeError(f"{self.name}: every version before {self.version} needs one upcaster.")


class UnknownKind(Exception):
    """A fact of a kind, version or field that this program does not know."""


_KINDS: dict[str, Kind] = {}
KINDS: Mapping[str, Kind] = MappingProxyType(_KINDS)


def declare(*kinds: Kind) -> None:
    """Add kinds to the catalogue. Called once by each room, from its AppConfig."""
    for kind in kinds:
        known = _KINDS.get(kind.name)
        if known is not None and known is not kind:
            raise TypeError(f"Two rooms declare the kind {kind.name!r}.")
        _KINDS[kind.name] = kind


def kind_of(name: str) -> Kind:
    """Raises: UnknownKind."""
    if name not in _KINDS:
        raise UnknownKind(f"No room declares facts of the kind {name!r}.")
    return _KINDS[name]


def lifted(kind: Kind, version: int, body: Mapping[str, Any]) -> dict[str, Any]:
    """A stored body of any version as the present version would have stored it. Raises: UnknownKind."""
    if not 1 <= version <= kind.version:
        raise UnknownKind(
            f"{kind.name!r} has no version {version}: a newer program wrote it. Update this one."
        )
    now = dict(body)
    for step in range(version, kind.version):
        now = kind.upcasters[step](now)
    return now
