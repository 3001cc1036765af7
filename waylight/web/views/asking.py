from __future__ import annotations

from django.http import HttpRequest

from waylight.desk.people import Person


def person_of(request: HttpRequest) -> Person:
    """Who asks, as the gate found them."""
    person: Person = request.person  # type: ignore[attr-defined]
    return person
