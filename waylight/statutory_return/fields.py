"""How sensitive each column of this room is (`waylight.engine.sensitivity`)."""

from __future__ import annotations

from collections.abc import Mapping

from waylight.engine.sensitivity import Sensitivity as S

SENSITIVITY: Mapping[str, Mapping[str, str]] = {
    "Built": {
        "id": S.NONE, "authority": S.NONE, "year": S.NONE, "built_at": S.NONE, "digest": S.NONE, "compared": S.NONE,
        "lodged_at": S.NONE, "lodged_by": S.PERSONAL,
    },
    "BuiltLine": {
        "id": S.NONE, "built": S.NONE, "position": S.NONE, "what": S.NONE, "number": S.PERSONAL, "why": S.PERSONAL,
        "child": S.PERSONAL, "episode": S.PERSONAL, "away": S.PERSONAL, "rule": S.NONE, "born": S.PERSONAL,
        "category": S.PERSONAL, "start": S.PERSONAL, "end": S.PERSONAL,
    },
}  # fmt: skip
