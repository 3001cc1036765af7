"""What is not there, or not for this person: one and the same to whoever asked."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404


class NotThere(Http404):
    """No such child, episode or home, or none that this person may know of: the two look the same, as a page that
    does not exist. What was asked for goes onto the trail as refused, after everything else was rolled back.
    """

    def __init__(
        self, *, record: str = "", child: UUID | None = None, subject: UUID | None = None, reason: str = ""
    ) -> None:
        # Nothing of what was asked for stands in the message: messages reach logs.
        super().__init__("not there")
        self.record = record
        self.child = child
        self.subject = subject
        self.reason = reason
