"""Another of the database's roles for the length of a block; tests are the pages' role otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from waylight.ops.postgres import Cluster
from waylight.ops.postgres.connection import WORKER


@contextmanager
def worker(cluster: Cluster) -> Iterator[None]:
    """Django signs in as the worker."""
    from django.db import connection

    from waylight.ops.database import from_address

    before = dict(connection.settings_dict)
    new = from_address(cluster.address(WORKER))
    connection.close()
    connection.settings_dict |= {"USER": new["USER"], "PASSWORD": new["PASSWORD"]}
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict |= {"USER": before["USER"], "PASSWORD": before["PASSWORD"]}
