"""How sensitive each column of this room is (`waylight.engine.sensitivity`)."""

from __future__ import annotations

from collections.abc import Mapping

from waylight.engine.sensitivity import Sensitivity as S

SENSITIVITY: Mapping[str, Mapping[str, str]] = {
    "Node": {
        "id": S.NONE, "kind": S.NONE, "name": S.NONE, "code": S.NONE, "parent": S.NONE, "force": S.NONE,
        "area": S.NONE, "country": S.NONE, "sends_files_only": S.NONE, "since": S.NONE, "until": S.NONE,
    },
    "NodeReach": {"id": S.NONE, "above": S.NONE, "below": S.NONE},
    "Person": {
        "id": S.NONE, "name": S.PERSONAL, "email": S.PERSONAL, "password": S.SECRET, "is_active": S.NONE,
        "joined_at": S.NONE, "last_login": S.PERSONAL,
    },
    "RoleGrant": {
        "id": S.NONE, "person": S.PERSONAL, "role": S.NONE, "node": S.NONE, "during": S.NONE,
        "granted_by": S.PERSONAL, "why": S.PERSONAL,
    },
    "OnDuty": {"id": S.NONE, "node": S.NONE, "role": S.NONE, "person": S.PERSONAL, "during": S.NONE},
}  # fmt: skip
