"""How sensitive each column of this room is (`waylight.engine.sensitivity`)."""

from __future__ import annotations

from collections.abc import Mapping

from waylight.engine.sensitivity import Sensitivity as S

SENSITIVITY: Mapping[str, Mapping[str, str]] = {
    "Cell": {"id": S.NONE, "role": S.NONE, "record": S.NONE, "action": S.NONE, "relation": S.NONE},
    "BrokenGlass": {
        "id": S.NONE, "child": S.PERSONAL, "person": S.PERSONAL, "node": S.NONE, "role": S.NONE,
        "reason": S.SPECIAL, "at": S.NONE, "until": S.NONE, "reviewed_by": S.PERSONAL, "reviewed_at": S.NONE,
        "review": S.SPECIAL,
    },
}  # fmt: skip
