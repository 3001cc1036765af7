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


# Acts at the door, where nobody is the actor of the transaction yet, or no longer.
AT_THE_DOOR = (Act.SIGNED_IN, Act.SIGNED_OUT, Act.FAILED_SIGN_IN)
# Acts by which somebody came to see a child: these, with what was written, make "who looked".
LOOKS = (Act.READ, Act.LISTED, Act.SEARCHED, Act.EXPORTED, Act.BROKE_GLASS)
