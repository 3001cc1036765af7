"""By which ways this installation tells people: from its environment (docs/server.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from waylight.ops.state import closed_folder

SMTP = "django.core.mail.backends.smtp.EmailBackend"
FILES = "django.core.mail.backends.filebased.EmailBackend"
NOTIFY_URL = "https://api.notifications.service.gov.uk"
# Seconds until what was not taken is tried again: at first, and at the longest.
RETRY = "5 60"


class MailSettingMissing(Exception):
    """A way of telling was named and something that it needs was not."""


@dataclass(frozen=True)
class Mail:
    """Django's settings of mail. `folder`: where a demonstration lays its mails down instead of sending them."""

    backend: str = SMTP
    folder: str | None = None
    host: str = ""
    port: int = 587
    user: str = ""
    password: str = ""
    tls: bool = True
    sender: str = "waylight@localhost"
    timeout: int = 10


def telling(
    environment: Mapping[str, str], *, demo: bool
) -> tuple[dict[str, str], tuple[float, float], str, dict[str, Any], Mail]:
    """Which gateway each channel has; the seconds between tries; the name in message ids; Notify; mail."""
    mail = _mail(environment, demo)
    notify = _notify(environment)
    templates = notify.get("templates", {})
    ways = {
        "e-mail": "smtp" if mail.host or mail.folder else "notify" if "e-mail" in templates else "",
        "text": "notify" if "text" in templates else "",
    }
    first, longest = map(float, environment.get("WAYLIGHT_RETRY_SECONDS", RETRY).split())
    host = mail.sender.rpartition("@")[2]
    return ways, (first, longest), host, notify, mail


def _mail(environment: Mapping[str, str], demo: bool) -> Mail:
    if demo:
        # Nobody in it has a mailbox: what would be sent can be read in this folder.
        return Mail(backend=FILES, folder=str(closed_folder("mail")))
    host = environment.get("WAYLIGHT_MAIL_HOST", "")
    if host and "WAYLIGHT_MAIL_FROM" not in environment:
        raise MailSettingMissing("Set WAYLIGHT_MAIL_FROM to the address that e-mails come from.")
    return Mail(
        host=host,
        port=int(environment.get("WAYLIGHT_MAIL_PORT", "587")),
        user=environment.get("WAYLIGHT_MAIL_USER", ""),
        password=_secret(environment, "WAYLIGHT_MAIL_PASSWORD_FILE"),
        tls=environment.get("WAYLIGHT_MAIL_TLS", "1") == "1",
        sender=environment.get("WAYLIGHT_MAIL_FROM", "waylight@localhost"),
    )


def _notify(environment: Mapping[str, str]) -> dict[str, Any]:
    key = _secret(environment, "WAYLIGHT_NOTIFY_KEY_FILE")
    if not key:
        return {}
    names = {"text": "WAYLIGHT_NOTIFY_TEXT_TEMPLATE", "e-mail": "WAYLIGHT_NOTIFY_EMAIL_TEMPLATE"}
    templates = {channel: environment[name] for channel, name in names.items() if name in environment}
    if not templates:
        raise MailSettingMissing(f"Set {' or '.join(names.values())} to the id of a template of that key.")
    return {"key": key, "url": environment.get("WAYLIGHT_NOTIFY_URL", NOTIFY_URL), "templates": templates}


def _secret(environment: Mapping[str, str], name: str) -> str:
    """Secrets stand in files that only this user may read, not in the environment of every process."""
    return Path(environment[name]).read_text("utf-8").strip() if name in environment else ""
