"""How sensitive each column of this room is (`waylight.engine.sensitivity`)."""

from __future__ import annotations

from collections.abc import Mapping

from waylight.engine.sensitivity import Sensitivity as S

SENSITIVITY: Mapping[str, Mapping[str, str]] = {
    "Notice": {
        "id": S.NONE, "about": S.PERSONAL, "origin_kind": S.NONE, "origin": S.NONE, "child": S.PERSONAL,
        "claim": S.NONE, "reference": S.PERSONAL, "urgency": S.NONE, "raised_at": S.PERSONAL,
        "away_since": S.PERSONAL, "private": S.NONE, "ended_at": S.PERSONAL, "ended_why": S.PERSONAL,
    },
    "Climb": {
        "id": S.NONE, "notice": S.NONE, "child": S.PERSONAL, "private": S.NONE, "ladder": S.NONE,
        "node": S.PERSONAL, "acknowledged_at": S.PERSONAL, "acknowledged_by": S.PERSONAL,
        "ended_at": S.PERSONAL, "next_at": S.PERSONAL,
    },
    "Step": {
        "id": S.NONE, "climb": S.NONE, "child": S.PERSONAL, "private": S.NONE, "step": S.NONE, "role": S.NONE,
        "due_at": S.PERSONAL, "taken_at": S.PERSONAL, "reached": S.NONE, "how": S.NONE,
        "failed_at": S.NONE,
    },
    "Receipt": {
        "id": S.NONE, "notice": S.NONE, "child": S.PERSONAL, "private": S.NONE, "person": S.PERSONAL,
        "step": S.NONE, "role": S.PERSONAL, "asked": S.NONE, "told_at": S.PERSONAL, "seen_at": S.PERSONAL,
        "acknowledged_at": S.PERSONAL, "next_look": S.PERSONAL,
    },
    "Heard": {
        "fact": S.NONE, "child": S.PERSONAL, "notice": S.NONE, "why": S.NONE, "at": S.NONE,
    },
    "Delivery": {
        "id": S.NONE, "person": S.PERSONAL, "channel": S.NONE, "urgency": S.NONE, "state": S.NONE,
        "wanted_at": S.NONE, "try_at": S.NONE, "tries": S.NONE, "repeats": S.NONE, "trying_since": S.NONE,
        "handed_at": S.NONE, "delivered_at": S.NONE, "ask_at": S.NONE, "gateway_id": S.NONE, "fault": S.NONE,
    },
    "Carried": {
        "id": S.NONE, "delivery": S.NONE, "notice": S.NONE, "child": S.PERSONAL, "private": S.NONE,
        "person": S.PERSONAL, "channel": S.NONE, "instead": S.PERSONAL,
    },
    "Confirmation": {
        "id": S.NONE, "person": S.PERSONAL, "channel": S.NONE, "asked_at": S.NONE, "address": S.PERSONAL,
        "code": S.NONE, "sent_at": S.NONE, "tries": S.NONE, "confirmed_at": S.NONE,
    },
    "Mobile": {"person": S.PERSONAL, "number": S.PERSONAL, "since": S.NONE},
}  # fmt: skip
