"""E-mail by SMTP, through Django's own mail: one connection for a batch."""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from waylight.telling.gateways.message import Away, Message, Refusal

log = logging.getLogger(__name__)
# From here on a reply of the server is for good.
FOR_GOOD = 500


@contextmanager
def mailbox() -> Iterator[Callable[[Message], str]]:
    """A connection to the mail server. Raises: Away where there is none."""
    connection = get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as fault:
        raise Away(type(fault).__name__) from fault

    def hand_over(message: Message) -> str:
        try:
            _mail(message, connection).send()
        except smtplib.SMTPRecipientsRefused as fault:
            codes = [code for code, _ in fault.recipients.values()]
            raise (Refusal if min(codes, default=0) >= FOR_GOOD else Away)(f"smtp {codes[0]}") from fault
        except smtplib.SMTPResponseException as fault:
            raise Away(f"smtp {fault.smtp_code}") from fault
        except (OSError, smtplib.SMTPException) as fault:
            raise Away(type(fault).__name__, sure=False) from fault
        return message_id(message)

    try:
        yield hand_over
    finally:
        try:
            connection.close()
        except (OSError, smtplib.SMTPException):
            # The server went away first: what it took is kept already.
            log.warning("the mail server closed the connection first")


def message_id(message: Message) -> str:
    """The same for the same message, however often it is sent: by it a mail program knows a repeat."""
    return f"<{message.id}@{settings.TELLING_HOST}>"


def _mail(message: Message, connection: BaseEmailBackend) -> EmailMessage:
    return EmailMessage(
        message.subject, message.text, settings.DEFAULT_FROM_EMAIL, [message.to], connection=connection,
        headers={"Message-ID": message_id(message), "Auto-Submitted": "auto-generated"},
    )  # fmt: skip
