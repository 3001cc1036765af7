"""What is shown where there is no page, and where the program failed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from waylight.web.kept import when_broken


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What is not there and what may not be seen look the same."""
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """A fault of the program, or the record is away: nothing of what was typed is shown or logged."""
    return when_broken(request) or render(request, "500.html", status=500)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from our own page, or from a page that is too old."""
    return render(request, "403_csrf.html", status=403)
