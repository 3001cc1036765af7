from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction

from waylight.desk.people import Person, Refused, demonstration_person


@transaction.atomic
def sit_down(*, person: Person) -> User:
    """The account behind an invented person: no password opens it, only the demonstration's own page does."""
    if demonstration_person(person.key) != person:
        raise Refused("Only the people of the demonstration can be chosen.")
    user, made = User.objects.get_or_create(username=person.key)
    if made:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user
