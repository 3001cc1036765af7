"""Second factors: one-time codes, recovery codes and passkeys, kept by allauth. All that is its own stands here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.internal import auth as webauthn
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection

from waylight.agencies.models import Person
from waylight.signin.refusals import Refused

PERIOD_SECONDS = 30
# Puts the counter forward; a code that is not newer than the last one changes nothing.
NEWER = """
INSERT INTO signin_lastcode (person_id, counter) VALUES (%s, %s)
ON CONFLICT (person_id) DO UPDATE SET counter = EXCLUDED.counter WHERE signin_lastcode.counter < EXCLUDED.counter
"""
NOT_IT = "The passkey was not accepted. Try again, or use your password and a code."


def has_factor(person: Person) -> bool:
    """Whether the person has enrolled a one-time code or a passkey. Recovery codes alone do not count."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return bool(Authenticator.objects.filter(user=person, type__in=kinds).exists())


@dataclass(frozen=True)
class Factor:
    """One way to sign in, as its owner sees it. `counts`: it is a second factor and not only a way back."""

    id: int
    called: str
    since: datetime
    used_at: datetime | None
    counts: bool


def factors_of(person: Person) -> list[Factor]:
    """What the person has enrolled, oldest first."""
    kept = Authenticator.objects.filter(user=person).order_by("created_at")
    return [Factor(one.pk, _called(one), one.created_at, one.last_used_at, _counts(one)) for one in kept]


def _called(factor: Authenticator) -> str:
    if factor.type == Authenticator.Type.TOTP:
        return "Authenticator app"
    if factor.type == Authenticator.Type.WEBAUTHN:
        return str(factor.wrap().name)
    return f"Recovery codes ({len(factor.wrap().get_unused_codes())} left)"


def _counts(factor: Authenticator) -> bool:
    return bool(factor.type != Authenticator.Type.RECOVERY_CODES)


def code_opens(person: Person, code: str, now: datetime) -> str:
    """Which factor the code is of: "code", "recovery code", or nothing where it is wrong or was used before."""
    typed = "".join(code.split())
    if not typed.isdigit():
        return ""
    if len(typed) == 6:
        return "code" if _one_time(person, typed, now) else ""
    kept = Authenticator.objects.filter(user=person, type=Authenticator.Type.RECOVERY_CODES).first()
    return "recovery code" if kept is not None and kept.wrap().validate_code(typed) else ""


def _one_time(person: Person, typed: str, now: datetime) -> bool:
    kept = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).first()
    if kept is None:
        return False
    counter = counter_of(get_adapter().decrypt(kept.data["secret"]), typed, now)
    if counter is None or not _is_newer(person, counter):
        return False
    Authenticator.objects.filter(pk=kept.pk).update(last_used_at=now)
    return True


def counter_of(secret: str, typed: str, now: datetime) -> int | None:
    """The period whose code was typed, within what a phone's clock may be off; None where it is none of them."""
    middle = int(now.timestamp()) // PERIOD_SECONDS
    off = settings.MFA_TOTP_TOLERANCE
    for counter in range(middle - off, middle + off + 1):
        if totp.format_hotp_value(totp.hotp_value(secret, counter)) == typed:
            return counter
    return None


def _is_newer(person: Person, counter: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(NEWER, [person.pk, counter])
        return cursor.rowcount == 1


def new_secret() -> str:
    """A secret for an authenticator app, not yet enrolled."""
    return totp.generate_totp_secret()


def picture_of(person: Person, secret: str) -> str:
    """The secret as a square to be scanned: an SVG element without the lines before it."""
    drawn: str = get_adapter().build_totp_svg(get_adapter().build_totp_url(person, secret))
    return drawn[drawn.index("<svg") :]


def enrol_code(*, person: Person, secret: str, typed: str, now: datetime) -> None:
    """Enrol the authenticator app that has just shown `typed`, in place of any before. Raises: Refused."""
    counter = counter_of(secret, "".join(typed.split()), now)
    if counter is None:
        raise Refused(
            "That is not the code that the app shows now. Wait for the next one and type it.", field="code"
        )
    Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).delete()
    totp.TOTP.activate(person, secret)
    _is_newer(person, counter)


def new_recovery_codes(*, person: Person) -> list[str]:
    """Ten codes that each open once, in place of any before. They are shown once."""
    Authenticator.objects.filter(user=person, type=Authenticator.Type.RECOVERY_CODES).delete()
    codes: list[str] = RecoveryCodes.activate(person).generate_codes()
    return codes


def ask_to_enrol_passkey(person: Person) -> Mapping[str, Any]:
    """What the browser needs to make a passkey. The question is kept in the session of the request."""
    return webauthn.begin_registration(person, passwordless=True)


def enrol_passkey(*, person: Person, name: str, answer: Any) -> None:
    """Keep the passkey that the browser made. Raises: Refused where it does not fit the question."""
    try:
        webauthn.parse_registration_response(answer)
        made = webauthn.complete_registration(answer)
    except (ValidationError, ValueError, KeyError, AttributeError) as wrong:
        raise Refused(NOT_IT) from wrong
    if not made.is_user_verified():
        raise Refused("This key did not ask for a finger, a face or a PIN, so it is not enough alone.")
    webauthn.WebAuthn.add(person, name.strip() or "Passkey", answer)


def ask_for_passkey() -> Mapping[str, Any]:
    """What the browser needs to show a passkey. The question is kept in the session of the request."""
    return webauthn.begin_authentication()


def passkey_opens(answer: Any) -> Person:
    """The person whose passkey answered the question. Raises: Refused."""
    try:
        webauthn.parse_authentication_response(answer)
        person: Person = webauthn.extract_user_from_response(answer)
        factor = webauthn.complete_authentication(person, answer)
    except (ValidationError, ValueError, KeyError, AttributeError, TypeError) as wrong:
        raise Refused(NOT_IT) from wrong
    factor.record_usage()
    return person


def forget(*, person: Person, factor_id: int) -> str:
    """Take a factor away and say which it was. Raises: Refused where it is the last."""
    chosen = Authenticator.objects.filter(user=person, pk=factor_id).first()
    if chosen is None:
        raise Refused("That is no longer among your ways to sign in. Look at the list again.")
    others = Authenticator.objects.filter(user=person).exclude(pk=chosen.pk)
    if not others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists():
        raise Refused("This is your only second factor. Add another first, then take this one away.")
    said = _called(chosen)
    chosen.delete()
    return said


def forget_all(*, person: Person) -> None:
    """Take every factor away: somebody starts again with an invitation."""
    Authenticator.objects.filter(user=person).delete()
