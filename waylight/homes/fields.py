"""How sensitive each column of this room is (`waylight.engine.sensitivity`)."""

from __future__ import annotations

from collections.abc import Mapping

from waylight.engine.sensitivity import Sensitivity as S

SENSITIVITY: Mapping[str, Mapping[str, str]] = {
    "Address": {
        "id": S.NONE, "node": S.NONE, "household": S.PERSONAL, "lines": S.WHEREABOUTS, "town": S.WHEREABOUTS,
        "postcode": S.WHEREABOUTS, "phone": S.PERSONAL, "during": S.NONE,
    },
    "Running": {
        "id": S.NONE, "node": S.NONE, "provider": S.NONE, "owner": S.NONE, "responsible_individual": S.PERSONAL,
        "manager": S.PERSONAL, "places": S.NONE, "during": S.NONE,
    },
}  # fmt: skip
