"""Limits on guessing, counted in the database for all processes together by allauth."""

from __future__ import annotations

from allauth.core.internal import ratelimit
from django.http import HttpRequest

from waylight.signin.refusals import Shut

OTHER_WAYS = (
    "Meanwhile a passkey, your PIN on a shared device or a one-shift account still works, and your manager can "
    "let you in again. If a child is not where they should be, do not wait: ring 101, or 999 if in danger."
)


class Try:
    """One attempt that counts against a limit unless it is taken back because it succeeded."""

    def __init__(self, usage: ratelimit.RateLimitUsage) -> None:
        self._usage = usage

    def succeeded(self) -> None:
        """Do not count this one."""
        self._usage.rollback()


SHUT = f"There were too many wrong tries. Wait five minutes and try again. {OTHER_WAYS}"


def attempt(request: HttpRequest, action: str, *, key: str = "", sentence: str = SHUT) -> Try:
    """Count one attempt at `action` (a name in ACCOUNT_RATE_LIMITS).

    Raises: Shut with the sentence where there were too many.
    """
    usage = ratelimit.consume(request, app="allauth.account", action=action, key=key or None)
    if usage is None:
        raise Shut(sentence)
    return Try(usage)
