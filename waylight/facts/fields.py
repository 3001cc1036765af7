"""How sensitive each column of this room is (`waylight.engine.sensitivity`)."""

from __future__ import annotations

from collections.abc import Mapping

from waylight.engine.sensitivity import Sensitivity as S

SENSITIVITY: Mapping[str, Mapping[str, str]] = {
    "Fact": {
        "id": S.NONE,
        "kind": S.NONE,
        "version": S.NONE,
        "record": S.NONE,
        "happened_earliest": S.PERSONAL,
        "happened_latest": S.PERSONAL,
        "happened_said": S.PERSONAL,
        "told": S.PERSONAL,
        "recorded_at": S.NONE,
        "child": S.PERSONAL,
        "about": S.NONE,
        "by_node": S.PERSONAL,
        "by_person": S.PERSONAL,
        "to_node": S.NONE,
        "door": S.NONE,
        "source_key": S.PERSONAL,
        "content_hash": S.PERSONAL,
        "salt": S.NONE,
        "body": S.SPECIAL,
        "tx": S.NONE,
    },
    "Words": {
        "id": S.NONE,
        "fact": S.NONE,
        "child": S.PERSONAL,
        "by_node": S.PERSONAL,
        "to_node": S.NONE,
        "record": S.NONE,
        "field": S.NONE,
        "text": S.SPECIAL,
    },
}
