from __future__ import annotations

from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from waylight.desk.people import DEMONSTRATION, demonstration_person
from waylight.desk.services.sitting import sit_down


@login_not_required
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The invented people; choosing one is a POST."""
    if request.method == "POST":
        person = demonstration_person(request.POST.get("person"))
        if person is not None:
            login(request, sit_down(person=person))
            return redirect("desk")
    request.person = demonstration_person(request.user.get_username())  # type: ignore[attr-defined]
    return render(request, "waylight/sign_in.html", {"people": DEMONSTRATION})


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("sign_in")
