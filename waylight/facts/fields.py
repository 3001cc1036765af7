"""How sensitive each column of this room is: what a page may show, an export hold, and a log never hold."""

from __future__ import annotations

from collections.abc import Mapping

# "none" says nothing of a person; "personal" is of a person; "special" is health, harm, origin or offences.
NONE, PERSONAL, SPECIAL = "none", "personal", "special"

SENSITIVITY: Mapping[str, Mapping[str, str]] = {
    "Fact": {
        "id": NONE,
        "kind": NONE,
        "version": NONE,
        "record": NONE,
        "happened_earliest": PERSONAL,
        "happened_latest": PERSONAL,
        "happened_said": PERSONAL,
        "told": PERSONAL,
        "recorded_at": NONE,
        "child": PERSONAL,
        "about": NONE,
        "by_node": PERSONAL,
        "by_person": PERSONAL,
        "to_node": NONE,
        "door": NONE,
        "source_key": PERSONAL,
        "content_hash": PERSONAL,
        "salt": NONE,
        "body": SPECIAL,
        "tx": NONE,
    },
    "Words": {
        "id": NONE,
        "fact": NONE,
        "child": PERSONAL,
        "by_node": PERSONAL,
        "to_node": NONE,
        "record": NONE,
        "field": NONE,
        "text": SPECIAL,
    },
}
