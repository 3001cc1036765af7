"""Django's own client, signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.test import Client

    from waylight.agencies.actor import Actor


def client_of(actor: Actor, **options: Any) -> Client:
    """A client of somebody with one role, signed in as in a demonstration: by the button with their name."""
    from django.test import Client

    from tests.support.officers import choice_of

    client = Client(**options)
    client.post("/sign-in/", {"way": "invented", "person": choice_of(actor)})
    return client
