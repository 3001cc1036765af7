"""How sensitive each column of this room is (`waylight.engine.sensitivity`)."""

from __future__ import annotations

from collections.abc import Mapping

from waylight.engine.sensitivity import Sensitivity as S

SENSITIVITY: Mapping[str, Mapping[str, str]] = {
    "Intake": {
        "id": S.NONE,
        "run": S.NONE,
        "node": S.NONE,
        "by_person": S.PERSONAL,
        "by_name": S.PERSONAL,
        "asked_at": S.NONE,
        "done_at": S.NONE,
        "counts": S.PERSONAL,
        "taken_back_at": S.NONE,
        "taken_back_by": S.PERSONAL,
    },
    "Freshness": {
        "id": S.NONE,
        "node": S.NONE,
        "kind": S.NONE,
        "as_of": S.NONE,
        "rows": S.NONE,
    },
}
