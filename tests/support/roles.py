"""Another of the database's roles for the length of a block; tests are the pages' role otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from waylight.ops.postgres import Cluster
from waylight.ops.postgres.connection import OWNER, WORKER


@contextmanager
def worker(cluster: Cluster) -> Iterator[None]:
    """Django signs in as the worker."""
    with _signed_in(cluster, WORKER):
        yield


@contextmanager
def owner(cluster: Cluster) -> Iterator[None]:
    """Django signs in as the owner of the tables, which row security does not hold."""
    with _signed_in(cluster, OWNER):
        yield


@contextmanager
def _signed_in(cluster: Cluster, role: str) -> Iterator[None]:
    from django.db import connection

    from waylight.ops.database import from_address, planned

    before = dict(connection.settings_dict)
    new = from_address(cluster.address(role))
    connection.close()
    options = {**before["OPTIONS"], **planned(role)}
    connection.settings_dict |= {"USER": new["USER"], "PASSWORD": new["PASSWORD"], "OPTIONS": options}
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict |= {name: before[name] for name in ("USER", "PASSWORD", "OPTIONS")}


# Set in the thread of a worker and in those that it starts, which take its context over.
_WORKS: ContextVar[bool] = ContextVar("works", default=False)


@contextmanager
def worker_beside(cluster: Cluster) -> Iterator[None]:
    """This thread, and what it starts, signs in as the worker while others go on as the pages."""
    from django.db import connections

    from waylight.ops.database import from_address

    new = from_address(cluster.address(WORKER))
    make = connections.create_connection

    def made(alias: str) -> Any:
        connection = make(alias)
        if _WORKS.get():
            own = {"USER": new["USER"], "PASSWORD": new["PASSWORD"]}
            connection.settings_dict = {**connection.settings_dict, **own}
        return connection

    connections.create_connection = made  # type: ignore[method-assign]
    begun = _WORKS.set(True)
    try:
        yield
    finally:
        _WORKS.reset(begun)
        connections.create_connection = make  # type: ignore[method-assign]
