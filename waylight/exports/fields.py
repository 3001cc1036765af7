"""How sensitive each column of this room is (`waylight.engine.sensitivity`)."""

from __future__ import annotations

from collections.abc import Mapping

from waylight.engine.sensitivity import Sensitivity as S

SENSITIVITY: Mapping[str, Mapping[str, str]] = {
    "Export": {
        "id": S.NONE, "children": S.PERSONAL, "asked_by": S.PERSONAL, "by_name": S.PERSONAL, "node": S.NONE,
        "sitting": S.NONE, "asked_at": S.NONE, "second_needed": S.NONE, "agreed_by": S.PERSONAL,
        "agreed_name": S.PERSONAL, "agreed_at": S.NONE, "made_at": S.NONE, "until": S.NONE, "failed": S.NONE,
    },
    "ExportFile": {"export": S.NONE, "body": S.SPECIAL},
}  # fmt: skip
