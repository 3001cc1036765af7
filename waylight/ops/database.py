"""Which database Django talks to, and as which role."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from waylight.ops.postgres.connection import COUNT, OWNER, WEB, WORKER, Address
from waylight.ops.postgres.place import read_papers
from waylight.ops.state import demo_cluster_folder

# The variable that names the address for each role on a real server. A web process is given only its own.
ADDRESS_VARIABLES = {
    WEB: "DATABASE_URL",
    OWNER: "DATABASE_OWNER_URL",
    WORKER: "DATABASE_WORKER_URL",
    COUNT: "DATABASE_COUNT_URL",
}
# A page waits four seconds for a connection, then says that the record is away. The pool stops trying after three,
# so that the next page tries anew: left to itself it would wait twice as long each time, after the server is back.
PLANNED_AFTER = 3
# The server would plan each of them anew for its values: of a list it must know the length to see that a plan for any
# list is as good.
KEPT_PLANNED = "-c plan_cache_mode=force_generic_plan"
POOLED = {"min_size": 1, "max_size": 8, "timeout": 4, "reconnect_timeout": 3}


class DatabaseSettingMissing(Exception):
    """An address that this process needs was not given."""


def role_of(environment: Mapping[str, str]) -> str:
    """The role of this process: the web pages', unless the command line started it for another purpose."""
    return {"owner": OWNER, "worker": WORKER}.get(environment.get("WAYLIGHT_ROLE", ""), WEB)


def is_real(environment: Mapping[str, str]) -> bool:
    """Whether a server was named; without one the embedded PostgreSQL serves the demonstration."""
    return "DATABASE_URL" in environment


def database_settings(environment: Mapping[str, str]) -> dict[str, Any]:
    """Django's `DATABASES["default"]` for this process."""
    role = role_of(environment)
    settings = _real(environment, role) if is_real(environment) else _embedded(role)
    # Pooled connections serve page after page; the owner and the worker hold one connection of their own.
    if role == WEB:
        settings["OPTIONS"]["pool"] = dict(POOLED)
    return settings


def count_address(environment: Mapping[str, str]) -> dict[str, Any] | None:
    """How psycopg signs in as the role that reads numbers alone; None where this process was given no way in."""
    if is_real(environment) and ADDRESS_VARIABLES[COUNT] not in environment:
        return None
    papers = None if is_real(environment) else read_papers(demo_cluster_folder() / "postgres.json")
    if papers is not None and COUNT in papers.passwords:
        return of_address(Address(papers.socket, COUNT, papers.passwords[COUNT]))
    return conninfo_to_dict(environment[ADDRESS_VARIABLES[COUNT]]) if is_real(environment) else None


def of_address(address: Address) -> dict[str, Any]:
    """psycopg's words for the way into an embedded cluster."""
    return {
        "host": address.socket, "user": address.role, "password": address.password, "dbname": address.database,
    }  # fmt: skip


def from_address(address: Address) -> dict[str, Any]:
    """Django's words for the way into an embedded cluster."""
    return _settings(
        address.role, NAME=address.database, USER=address.role, PASSWORD=address.password, HOST=address.socket,
        PORT="",
    )  # fmt: skip


def _embedded(role: str) -> dict[str, Any]:
    papers = read_papers(demo_cluster_folder() / "postgres.json")
    if papers is None:
        # Nothing made yet: commands that need no database still run; the others say what is missing.
        return _settings(
            role, NAME="waylight", USER=role, PASSWORD="", HOST=str(demo_cluster_folder()), PORT=""
        )
    return from_address(Address(papers.socket, role, papers.passwords[role]))


def _real(environment: Mapping[str, str], role: str) -> dict[str, Any]:
    variable = ADDRESS_VARIABLES[role]
    if variable not in environment:
        raise DatabaseSettingMissing(f"Set {variable} to the address of the database for the role {role}.")
    parts = {key: str(value) for key, value in conninfo_to_dict(environment[variable]).items()}
    settings = _settings(
        role,
        NAME=parts.pop("dbname", "waylight"),
        USER=parts.pop("user", role),
        PASSWORD=parts.pop("password", ""),
        HOST=parts.pop("host", ""),
        PORT=parts.pop("port", ""),
    )
    settings["OPTIONS"] |= parts
    return settings


def planned(role: str) -> dict[str, Any]:
    """Django's options by which the worker's connection keeps statements planned (`waylight.facts.asked`): those that
    came a few times. The pages' connections keep none."""
    return {"prepare_threshold": PLANNED_AFTER, "options": KEPT_PLANNED} if role == WORKER else {}


def _settings(role: str, **parts: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        # One request is one transaction: either everything that a page did is kept, or nothing.
        "ATOMIC_REQUESTS": True,
        "OPTIONS": {"application_name": "waylight", "connect_timeout": "4", **planned(role)},
        **parts,
    }
