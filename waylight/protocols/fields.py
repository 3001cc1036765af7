"""How sensitive each column of this room is (`waylight.engine.sensitivity`)."""

from __future__ import annotations

from collections.abc import Mapping

from waylight.engine.sensitivity import Sensitivity as S

SENSITIVITY: Mapping[str, Mapping[str, str]] = {
    "Setting": {
        "id": S.NONE,
        "node": S.NONE,
        "rule": S.NONE,
        # Numbers by which an authority measures itself; the table holds no row about a person's life.
        "value": S.PERSONAL,
        "since": S.NONE,
        "until": S.NONE,
        "set_by": S.PERSONAL,
        "role": S.NONE,
        "why": S.PERSONAL,
        "set_at": S.NONE,
    },
}
