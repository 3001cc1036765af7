"""How sensitive each column of this room is (`waylight.engine.sensitivity`)."""

from __future__ import annotations

from collections.abc import Mapping

from waylight.engine.sensitivity import Sensitivity as S

SENSITIVITY: Mapping[str, Mapping[str, str]] = {
    "Episode": {
        "id": S.NONE, "number": S.PERSONAL, "version": S.NONE, "child": S.PERSONAL,
        "started_earliest": S.PERSONAL, "started_latest": S.PERSONAL, "started_said": S.PERSONAL,
        "ended_earliest": S.PERSONAL, "ended_latest": S.PERSONAL, "ended_said": S.PERSONAL,
        "ended_by": S.PERSONAL, "found_at": S.PERSONAL, "returned_at": S.PERSONAL,
        "expected_at": S.PERSONAL, "category": S.PERSONAL, "precision": S.NONE, "open": S.PERSONAL,
        "searching": S.PERSONAL, "stretches": S.PERSONAL, "differences": S.PERSONAL, "claims": S.NONE,
        "seen_by": S.NONE, "told_at": S.PERSONAL, "police_reference": S.PERSONAL,
        "police_reference_at": S.PERSONAL, "grade": S.SPECIAL, "graded_at": S.PERSONAL,
    },
    "EpisodeClaim": {
        "id": S.NONE, "fact": S.NONE, "episode": S.NONE, "child": S.PERSONAL,
    },
    "PackEntry": {
        "id": S.NONE, "child": S.PERSONAL, "part": S.NONE, "field": S.NONE, "value": S.SPECIAL,
        "record": S.NONE, "since": S.NONE, "until": S.NONE, "reviewed_at": S.NONE,
        "reviewed_by": S.PERSONAL, "by": S.PERSONAL, "by_node": S.PERSONAL,
    },
    "PackPhoto": {
        "id": S.NONE, "child": S.PERSONAL, "jpeg": S.PERSONAL, "width": S.NONE, "height": S.NONE,
        "taken_on": S.PERSONAL, "since": S.NONE, "until": S.NONE, "by": S.PERSONAL, "by_node": S.PERSONAL,
    },
}  # fmt: skip
