"""The addresses of the whole site: all of them are pages of `web`."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("", include("waylight.web.urls"))]
handler404 = "waylight.web.views.faults.not_found"
handler500 = "waylight.web.views.faults.broken"
