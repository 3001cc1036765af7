"""One transaction a request: who acts is set, the view runs, the page is made, the trail is written, all is kept.

Where something was refused, or broke, everything is rolled back first; what was refused is then put on the trail in a
transaction of its own, so that it stays there. An error that a view handles itself undoes that view alone
(`ATOMIC_REQUESTS` makes each view a savepoint in this transaction).
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from waylight.access.acting import say
from waylight.agencies.actor import Actor
from waylight.agencies.refusals import NotThere
from waylight.audit.acts import Act
from waylight.audit.services import note_afterwards


class StreamedToSomebody(Exception):
    """A page was sent bit by bit to somebody who acts: it would be read after their transaction ended."""


class ActorMiddleware:
    """Stands after whatever finds out who is there and sets `request.actor`. Without one nobody acts: somebody who is
    signed in and has not shown the second factor, or whose sitting ended, is a stranger."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        refused: list[NotThere] = []
        request.refused = refused  # type: ignore[attr-defined]
        with transaction.atomic():
            actor: Actor | None = getattr(request, "actor", None)
            _say(actor)
            response = self.get_response(request)
            if actor is not None and response.streaming:
                raise StreamedToSomebody
            if refused or response.status_code >= 500:
                transaction.set_rollback(True)
        if refused:
            self._keep(actor, refused, request)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Remembers what was refused, also where a view made another error of it; the page is the one of an address
        that does not exist."""
        cause: BaseException | None = exception
        while cause is not None and not isinstance(cause, NotThere):
            cause = cause.__cause__
        if cause is not None:
            request.refused.append(cause)  # type: ignore[attr-defined]

    def _keep(self, actor: Actor | None, refused: list[NotThere], request: HttpRequest) -> None:
        route = request.resolver_match.view_name if request.resolver_match else ""
        for one in refused:
            note_afterwards(
                actor=actor,
                act=Act.REFUSED,
                record=one.record,
                child=one.child,
                subject=one.subject,
                route=route,
                basis=one.reason,
            )


def _say(actor: Actor | None) -> None:
    say(actor.person_id if actor else None, actor.sitting if actor else None)
