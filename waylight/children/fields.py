"""How sensitive each column of this room is (`waylight.engine.sensitivity`)."""

from __future__ import annotations

from collections.abc import Mapping

from waylight.engine.sensitivity import Sensitivity as S

SENSITIVITY: Mapping[str, Mapping[str, str]] = {
    "Child": {
        "id": S.NONE, "given_names": S.PERSONAL, "family_name": S.PERSONAL, "known_as": S.PERSONAL,
        "born": S.PERSONAL, "sex": S.PERSONAL, "ethnicity": S.SPECIAL, "language": S.SPECIAL,
        "unaccompanied": S.SPECIAL, "trafficked": S.SPECIAL, "restricted": S.PERSONAL, "sealed": S.PERSONAL,
        "died": S.PERSONAL, "name_key": S.PERSONAL, "called_key": S.PERSONAL,
    },
    "ChildIdentifier": {
        "id": S.NONE, "child": S.PERSONAL, "scheme": S.NONE, "node": S.NONE, "value": S.PERSONAL,
    },
    "Sibling": {"id": S.NONE, "child": S.PERSONAL, "other": S.PERSONAL},
    "CarePeriod": {
        "id": S.NONE, "child": S.PERSONAL, "node": S.PERSONAL, "during": S.PERSONAL, "legal_status": S.SPECIAL,
    },
    "Placement": {
        "id": S.NONE, "child": S.PERSONAL, "node": S.WHEREABOUTS, "kind": S.PERSONAL, "during": S.PERSONAL,
        "host": S.WHEREABOUTS,
    },
    "Allocation": {
        "id": S.NONE, "child": S.PERSONAL, "person": S.PERSONAL, "node": S.NONE, "role": S.NONE,
        "relation": S.NONE, "during": S.NONE,
    },
    "Cover": {"id": S.NONE, "person": S.PERSONAL, "for_person": S.PERSONAL, "during": S.NONE},
    "Inspection": {"id": S.NONE, "node": S.NONE, "person": S.PERSONAL, "during": S.NONE},
    "Away": {"id": S.NONE, "child": S.PERSONAL, "since": S.PERSONAL, "until": S.PERSONAL, "forces": S.PERSONAL},
    "Interest": {
        "id": S.NONE, "child": S.PERSONAL, "node": S.WHEREABOUTS, "person": S.PERSONAL, "relation": S.PERSONAL,
        "during": S.PERSONAL, "basis_kind": S.NONE, "basis_id": S.NONE, "why": S.SPECIAL,
    },
}  # fmt: skip
