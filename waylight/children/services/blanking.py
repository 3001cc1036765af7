"""Takes out of the record who a child is. Run as the worker, beside the fact that says so."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import Q

from waylight.children.models import Child, ChildIdentifier, Sibling


@transaction.atomic
def blank(child: UUID) -> None:
    """Names, birth date, numbers and ties to siblings go; the row and its care periods and placements stay: dates and
    places without anybody, by which what was counted can be counted again."""
    Child.objects.filter(pk=child).update(
        given_names="", family_name="", known_as="", born=None, sex="", ethnicity="", language="", died=None,
        name_key="", called_key="",
    )  # fmt: skip
    ChildIdentifier.objects.filter(child_id=child).delete()
    Sibling.objects.filter(Q(child_id=child) | Q(other_id=child)).delete()


@transaction.atomic
def seal(child: UUID) -> None:
    """Close the record to everybody but those named for it."""
    Child.objects.filter(pk=child).update(sealed=True)
