"""How sensitive each column of this room is (`waylight.engine.sensitivity`)."""

from __future__ import annotations

from collections.abc import Mapping

from waylight.engine.sensitivity import Sensitivity as S

SENSITIVITY: Mapping[str, Mapping[str, str]] = {
    "EpisodeCount": {
        "id": S.NONE, "authority": S.NONE, "authority_name": S.NONE, "month": S.NONE, "category": S.NONE,
        # A small number can point at a child.
        "lived_in": S.PERSONAL, "times_away": S.PERSONAL, "as_of": S.NONE,
    },
}  # fmt: skip
