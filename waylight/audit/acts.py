"""What the trail can say that somebody did."""

from __future__ import annotations

from enum import StrEnum


class Act(StrEnum):
    """One word for each kind of act, as it stands in the trail and as the page of who looked shows it."""

    READ = "read"
    LISTED = "listed"
    SEARCHED = "searched"
    WROTE = "wrote"
    REFUSED = "refused"
    EXPORTED = "exported"
    SIGNED_IN = "signed in"
    SIGNED_OUT = "signed out"
    FAILED_SIGN_IN = "failed sign-in"
    BROKE_GLASS = "broke glass"
    COUNTED = "counted"
    ERASED = "erased"
