"""The server's settings: a socket only, passwords always, nothing personal in its log."""

from __future__ import annotations

INCLUDED = "waylight.conf"

ALWAYS = """
# No network: the only way in is a socket in a folder that is closed to others.
listen_addresses = ''
unix_socket_directories = '{socket}'
unix_socket_permissions = 0700
password_encryption = 'scram-sha-256'
max_connections = 60
timezone = 'UTC'
log_timezone = 'UTC'
# Values stand in an error's detail and in its statement: keep both out of the log.
log_error_verbosity = terse
log_min_error_statement = panic
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_statement = none
"""
DURABLE = """
fsync = on
full_page_writes = on
synchronous_commit = on
"""
# A test's database is deleted with the test; waiting for the disk would only slow it.
THROW_AWAY = """
fsync = off
full_page_writes = off
synchronous_commit = off
wal_level = minimal
max_wal_senders = 0
shared_buffers = 64MB
"""


def configuration(socket: str, kind: str) -> str:
    """The text of the settings file for a cluster whose socket is in the folder `socket`."""
    return ALWAYS.format(socket=socket.replace("'", "''")) + (THROW_AWAY if kind == "test" else DURABLE)


def host_rules() -> str:
    """Who may sign in and how: everyone by password, through the socket; there is no other line."""
    return "local all all scram-sha-256\n"
