"""How sensitive each column of this room is (`waylight.engine.sensitivity`)."""

from __future__ import annotations

from collections.abc import Mapping

from waylight.engine.sensitivity import Sensitivity as S

SENSITIVITY: Mapping[str, Mapping[str, str]] = {
    "Alert": {
        "id": S.NONE, "pattern": S.PERSONAL, "child": S.PERSONAL, "children": S.PERSONAL, "records": S.NONE,
        "anchor": S.NONE, "episodes": S.PERSONAL, "count": S.PERSONAL, "evidence": S.SPECIAL, "at": S.PERSONAL,
        "noticed_at": S.PERSONAL, "expires_at": S.PERSONAL, "withdrawn_at": S.PERSONAL, "withdrawn_by": S.NONE,
    },
    "Night": {
        "episode": S.NONE, "child": S.PERSONAL, "began": S.PERSONAL, "until": S.PERSONAL, "night": S.PERSONAL,
        "sector": S.WHEREABOUTS, "home": S.PERSONAL, "named": S.PERSONAL,
    },
    "Chance": {"day": S.NONE, "nights": S.NONE, "left": S.NONE, "finds": S.PERSONAL, "areas": S.PERSONAL},
    "Watch": {"child": S.PERSONAL, "next_at": S.PERSONAL},
    "Heard": {"fact": S.NONE, "child": S.PERSONAL, "at": S.NONE},
    "Named": {
        "id": S.NONE, "entry": S.NONE, "child": S.PERSONAL, "kind": S.NONE, "value": S.SPECIAL, "record": S.NONE,
        "since": S.PERSONAL,
    },
    "EntryRead": {"entry": S.NONE, "ended": S.NONE},
}  # fmt: skip
