from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from waylight.desk.people import Person, Refused, address_of, demonstration_person


@transaction.atomic
def sit_down(*, person: Person) -> Any:
    """The account behind an invented person: no password opens it, only the demonstration's own page does."""
    if demonstration_person(person.key) != person:
        raise Refused("Only the people of the demonstration can be chosen.")
    user, made = get_user_model().objects.get_or_create(
        email=address_of(person), defaults={"name": person.name}
    )
    if made:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user
