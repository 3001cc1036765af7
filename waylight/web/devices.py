"""The cookie by which a shared phone or computer is known."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from waylight.signin import devices
from waylight.signin.models import Device

# As long as browsers keep a cookie.
SECONDS = 400 * 24 * 60 * 60


def device_of_request(request: HttpRequest) -> Device | None:
    """The shared device that the request came from, unless it was taken off the list."""
    return devices.device_of(request.COOKIES.get(settings.DEVICE_COOKIE_NAME))


def remember(response: HttpResponse, secret: str) -> None:
    """Make the browser that gets this response the shared device."""
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        secret,
        max_age=SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
