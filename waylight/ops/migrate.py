"""Brings the tables up to this version as their owner, with the rights of the other two roles over them."""

from __future__ import annotations

import sys

import django
from django.db import connection

from waylight.ops.postgres.roles import RIGHTS
from waylight.ops.startup import WrongDatabase, check_version


def main(arguments: list[str]) -> int:
    """Run as the role `waylight_owner`. `--quiet` says nothing but faults. Returns 1 for a server that is too old."""
    django.setup()
    from django.core.management import call_command

    with connection.cursor() as cursor:
        try:
            check_version(cursor)
        except WrongDatabase as refused:
            print(refused, file=sys.stderr)
            return 1
        cursor.execute(RIGHTS)
    call_command("migrate", interactive=False, verbosity=0 if "--quiet" in arguments else 1)
    # The grid of the rulebook becomes the database's.
    from waylight.access.grid import write_cells

    write_cells()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
