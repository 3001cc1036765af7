"""python -m waylight.exports EXPORT PERSON: makes one file, signed in as the role that serves the pages."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from uuid import UUID

import django


def main(arguments: list[str]) -> int:
    """Started by the worker; reads the clock as it would."""
    django.setup()
    from waylight.exports.services import make

    export, person = (UUID(word) for word in arguments)
    make(export_id=export, person=person, now=datetime.now(UTC))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
