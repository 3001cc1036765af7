"""What allauth asks of us: who may try how often, and how secrets are kept in the database."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Nobody makes an account for themselves, and nothing is sent by e-mail."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        raise NotImplementedError("Nothing is sent by e-mail.")

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # By the account alone. allauth adds the host, which a guesser could vary: localhost:1, localhost:2.
        return f"login:{credentials.get('email', '').strip().lower()}"


class MfaAdapter(DefaultMFAAdapter):
    """Secrets of one-time codes are encrypted with the installation's key: a stolen backup opens nothing."""

    def encrypt(self, text: str) -> str:
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _keys().decrypt(encrypted_text.encode()).decode()

    def send_notification_mail(self, *args: object, **kwargs: object) -> None:
        """Changes are on the trail and on the person's own page; nothing is sent by e-mail."""


def _keys() -> MultiFernet:
    every = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return MultiFernet([Fernet(_key(secret)) for secret in every])


def _key(secret: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(b"waylight second factors " + secret.encode()).digest())
