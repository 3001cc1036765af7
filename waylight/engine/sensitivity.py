"""How sensitive a field is. Each field of the record declares one of these words in its room's `fields.py`.

The one declaration says what a page may show, an export hold, a log never hold, and a demonstration must invent.
"""

from __future__ import annotations

from enum import StrEnum


class Sensitivity(StrEnum):
    """From what may stand anywhere to what never leaves its table."""

    # Says nothing of a person.
    NONE = "none"
    # Of a person: never in a log, an address of a page, the argument of a task or an error page.
    PERSONAL = "personal"
    # Health, harm, origin, offences, the words of a child: as personal, and only under a record of its own.
    SPECIAL = "special"
    # Where a child can be found: as special, and never in an export or beyond who may read that record.
    WHEREABOUTS = "whereabouts"
    # Passwords, keys, salts: never shown to anybody.
    SECRET = "secret"  # noqa: S105 - the word itself
