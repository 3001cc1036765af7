"""How sensitive each column of this room is (`waylight.engine.sensitivity`)."""

from __future__ import annotations

from collections.abc import Mapping

from waylight.engine.sensitivity import Sensitivity as S

JUDGED: Mapping[str, str] = {
    "id": S.NONE, "child": S.PERSONAL, "code": S.PERSONAL, "record": S.NONE, "also": S.NONE, "subject": S.PERSONAL,
    "episode": S.PERSONAL, "owner": S.NONE, "owners": S.PERSONAL, "begun_by": S.PERSONAL,
    "began_earliest": S.PERSONAL, "began_latest": S.PERSONAL, "began_said": S.PERSONAL,
    "within": S.PERSONAL, "due_from": S.PERSONAL, "due_at": S.PERSONAL,
    "met_earliest": S.PERSONAL, "met_latest": S.PERSONAL, "met_said": S.PERSONAL, "met_by": S.PERSONAL,
    "ended_earliest": S.PERSONAL, "ended_latest": S.PERSONAL, "ended_said": S.PERSONAL,
    "ended_by": S.PERSONAL, "why_ended": S.PERSONAL, "open": S.PERSONAL,
}  # fmt: skip
SENSITIVITY: Mapping[str, Mapping[str, str]] = {
    "Owed": JUDGED,
    "OwedOverAll": {**JUDGED, "records": S.PERSONAL},
    "Reckoned": {"child": S.PERSONAL, "facts": S.NONE, "at": S.NONE, "again_at": S.PERSONAL, "rules": S.NONE},
}
