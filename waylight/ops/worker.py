"""The worker: looks at the database as every process does, then carries out tasks until told to stop."""

from __future__ import annotations

import sys

import django

from waylight.ops.startup import WrongDatabase, check_database


def main() -> int:
    """Run until interrupted. Returns 1 where this database must not be worked on."""
    django.setup()
    try:
        check_database()
    except WrongDatabase as wrong:
        print(wrong, file=sys.stderr)
        return 1
    from procrastinate.contrib.django import app

    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]
    with app.replace_connector(connector) as working:
        working.run_worker(concurrency=1, delete_jobs="successful")
    return 0


if __name__ == "__main__":
    sys.exit(main())
