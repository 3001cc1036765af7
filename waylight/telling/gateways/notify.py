"""Texts and e-mails through GOV.UK Notify's web interface: as much of it as telling needs.

Each call is signed with a token made from the key (a JSON Web Token, HS256): who asks, and when. The message's id goes
along as the reference, so that a repeat can be seen there too. Source: Notify's own documentation of its interface.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

from django.conf import settings

from waylight.telling.gateways.message import Away, Became, Message, Refusal

PATIENCE = 10
# A key ends in two ids of this length: the service's, then the secret.
ID = 36
ADDRESS = {"text": ("sms", "phone_number"), "e-mail": ("email", "email_address")}
# Too many, or a fault over there: tried again. Anything else from 400 on is about the message.
TRY_AGAIN = (403, 408, 429)
# The last word on a message; every other status is on the way to one of these.
STATUSES = {
    "delivered": Became.DELIVERED,
    "permanent-failure": Became.NEVER,
    "temporary-failure": Became.NOT_IN_TIME,
    "technical-failure": Became.NOT_SENT,
}


def hand_over(message: Message) -> str:
    """Give the message to Notify. Returns its id there. Raises: Away, Refusal."""
    path, to = ADDRESS[message.channel]
    said: dict[str, Any] = {
        to: message.to,
        "template_id": settings.NOTIFY["templates"][message.channel],
        "personalisation": {"subject": message.subject, "text": message.text},
        "reference": str(message.id),
    }
    return str(_call(f"/v2/notifications/{path}", "id", said))


def became(name: str) -> Became:
    """What became of the message that Notify calls so. Raises: Away; Refusal where Notify does not know it any more."""
    return STATUSES.get(str(_call(f"/v2/notifications/{quote(name, safe='')}", "status")), Became.ON_ITS_WAY)


def _call(path: str, wanted: str, said: dict[str, Any] | None = None) -> Any:
    """What stands under `wanted` in the answer; with something to say it is posted."""
    data = None if said is None else json.dumps(said).encode()
    request = Request(f"{settings.NOTIFY['url']}{path}", data)  # noqa: S310 - from our own settings
    request.add_header("Content-Type", "application/json")
    request.add_header("Authorization", f"Bearer {token(settings.NOTIFY['key'], int(time.time()))}")
    try:
        with urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
            return json.load(answer)[wanted]
    except HTTPError as fault:
        again = fault.code in TRY_AGAIN or fault.code >= 500
        raise (Away if again else Refusal)(f"notify {fault.code}") from fault
    except URLError as fault:
        raise Away(type(fault).__name__, sure=isinstance(fault.reason, ConnectionRefusedError)) from fault
    except (OSError, ValueError, KeyError) as fault:
        raise Away(type(fault).__name__, sure=False) from fault


def token(key: str, at: int) -> str:
    """The signed token for a call at that second."""
    service, secret = key[-2 * ID - 1 : -ID - 1], key[-ID:]
    head, claims = ({"typ": "JWT", "alg": "HS256"}, {"iss": service, "iat": at})
    signed = b".".join(_plain(json.dumps(part, separators=(",", ":")).encode()) for part in (head, claims))
    signature = hmac.new(secret.encode(), signed, hashlib.sha256).digest()
    return b".".join((signed, _plain(signature))).decode()


def _plain(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")
