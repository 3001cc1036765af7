"""What stands on top of the page on which its reader arrives: what nobody has taken on yet, to be taken on with one
press; and who will be on duty and cannot be woken."""

from __future__ import annotations

from django.http import HttpRequest

from waylight.telling.selectors.inbox import Item, waiting
from waylight.telling.selectors.reach import Unreached, unreached
from waylight.telling.services import own
from waylight.web.landing import LANDS
from waylight.web.night.asking import actor, fresh_key, now

# As many as leave the page itself in sight; the others are counted, and lead to the page of what one was told.
SHOWN = 3


def waiting_here(request: HttpRequest) -> list[tuple[Item, str]]:
    """The longest waits of whoever asks, each with a key for its form, on a page on which somebody arrives."""
    match = request.resolver_match
    if match is None or match.url_name not in LANDS.values():
        return []
    who, at, route = actor(request), now(), str(match.url_name)
    items = waiting(actor=who, most=SHOWN, route=route)
    own.seen(actor=who, notices=[item.id for item in items], now=at)
    return [(item, fresh_key()) for item in items]


def unreached_here(request: HttpRequest) -> tuple[Unreached, ...]:
    """Those on duty in the night ahead whom no message reaches, where whoever keeps their rota arrives."""
    match = request.resolver_match
    if match is None or match.url_name not in LANDS.values():
        return ()
    return unreached(actor=actor(request), now=now())
