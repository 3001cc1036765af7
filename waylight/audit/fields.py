"""How sensitive each column of this room is (`waylight.engine.sensitivity`)."""

from __future__ import annotations

from collections.abc import Mapping

from waylight.engine.sensitivity import Sensitivity as S

SENSITIVITY: Mapping[str, Mapping[str, str]] = {
    "Trail": {
        "id": S.NONE, "at": S.NONE, "tx": S.NONE, "person": S.PERSONAL, "actor_name": S.PERSONAL,
        "role": S.NONE, "node": S.NONE, "node_name": S.NONE, "act": S.NONE, "record": S.NONE,
        "child": S.PERSONAL, "subject": S.PERSONAL, "route": S.NONE, "basis": S.PERSONAL, "page": S.NONE,
        "digest": S.NONE, "salt": S.SECRET,
    },
    "Chain": {
        "position": S.NONE, "entry": S.NONE, "leaf": S.NONE, "head": S.NONE,
    },
    "Anchored": {
        "id": S.NONE, "at": S.NONE, "position": S.NONE, "head": S.NONE, "to": S.NONE,
    },
}  # fmt: skip
