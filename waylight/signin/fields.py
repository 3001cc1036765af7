"""How sensitive each column of this room is (`waylight.engine.sensitivity`)."""

from __future__ import annotations

from collections.abc import Mapping

from waylight.engine.sensitivity import Sensitivity as S

SENSITIVITY: Mapping[str, Mapping[str, str]] = {
    "Device": {
        "id": S.NONE, "node": S.NONE, "label": S.NONE, "secret_hash": S.SECRET, "enrolled_by": S.PERSONAL,
        "enrolled_at": S.NONE, "revoked_by": S.PERSONAL, "revoked_at": S.NONE,
    },
    "Pin": {
        "person": S.PERSONAL, "hash": S.SECRET, "set_at": S.NONE, "wrong": S.NONE, "shut_at": S.NONE,
    },
    "ShiftPass": {
        "id": S.NONE, "person": S.PERSONAL, "grant": S.NONE, "node": S.NONE, "code_hash": S.SECRET,
        "pin_hash": S.SECRET, "issued_by": S.PERSONAL, "issued_at": S.NONE, "ends_at": S.NONE,
        "ended_at": S.NONE, "wrong": S.NONE,
    },
    "ReportSheet": {
        "id": S.NONE, "node": S.NONE, "person": S.NONE, "grant": S.NONE, "code_hash": S.SECRET,
        "made_by": S.PERSONAL, "made_at": S.NONE, "ends_at": S.NONE, "ended_at": S.NONE,
    },
    "Invitation": {
        "id": S.NONE, "person": S.PERSONAL, "code_hash": S.SECRET, "made_by": S.PERSONAL, "made_at": S.NONE,
        "ends_at": S.NONE, "used_at": S.NONE,
    },
    "LastCode": {
        "person": S.PERSONAL, "counter": S.SECRET,
    },
    "LastDuty": {
        "person": S.PERSONAL, "grant": S.NONE, "at": S.NONE,
    },
}  # fmt: skip
