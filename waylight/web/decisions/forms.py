"""A form of these pages as it was sent: its words, its days, its ids. What cannot be read is refused in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest, QueryDict

from waylight.agencies.actor import Actor
from waylight.facts.filing import Filing
from waylight.facts.refusals import Refused
from waylight.web.night.asking import actor, now


@dataclass(frozen=True)
class Form:
    """Who sent what, when, on which route."""

    actor: Actor
    sent: QueryDict
    now: datetime
    route: str

    @classmethod
    def of(cls, request: HttpRequest, route: str) -> Form:
        return cls(actor(request), request.POST, now(), route)

    @property
    def filing(self) -> Filing:
        return Filing(self.actor, self.now, self.sent.get("key", ""), route=self.route)

    def text(self, name: str) -> str:
        return self.sent.get(name, "").strip()

    def day(self, name: str) -> date | None:
        """A day, None where none was given. Raises: Refused."""
        given = self.text(name)
        try:
            return date.fromisoformat(given) if given else None
        except ValueError as wrong:
            raise Refused("That day cannot be read: write it as 2026-03-01.", field=name) from wrong

    def needed_day(self, name: str, sentence: str) -> date:
        """Raises: Refused."""
        given = self.day(name)
        if given is None:
            raise Refused(sentence, field=name)
        return given

    def id(self, name: str) -> UUID | None:
        """The id of something on the page, None where none was sent. Raises: Refused."""
        given = self.text(name)
        try:
            return UUID(given) if given else None
        except ValueError as wrong:
            raise Refused(
                "Open the page again: what this is about is not on it any more.", field=name
            ) from wrong
