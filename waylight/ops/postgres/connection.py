"""What a program needs to know to reach the server, and the words that every module here shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

# The role that owns and alters tables; the role of the web pages; the role of the background worker; the role that
# reads numbers and nothing else.
OWNER, WEB, WORKER, COUNT = "waylight_owner", "waylight_web", "waylight_worker", "waylight_count"
ROLES = (OWNER, WEB, WORKER, COUNT)
# Who makes the cluster and the roles. Nothing but the launcher ever signs in as this one.
ADMIN = "waylight_admin"
DATABASE = "waylight"

# What a database was made for. Only invented data goes into a demonstration; a test's is thrown away.
Kind = Literal["demo", "test"]


class PostgresError(Exception):
    """The server cannot be made, started or reached; the message says what to do."""


@dataclass(frozen=True)
class Address:
    """Where the server listens (a folder holding its socket) and one role's way in."""

    socket: str
    role: str
    password: str
    database: str = DATABASE

    @property
    def url(self) -> str:
        """The same as a `postgresql://` address, for `DATABASE_URL`; it holds the password."""
        return (
            f"postgresql://{quote(self.role)}:{quote(self.password)}@/{quote(self.database)}"
            f"?host={quote(self.socket, safe='')}"
        )

    def __repr__(self) -> str:
        # A password must not reach a log through a traceback.
        return f"Address({self.role}@{self.database})"
