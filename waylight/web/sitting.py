"""Who sits here, found anew with every request: before any view runs a sitting that is over has ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from waylight.access.acting import acting
from waylight.agencies.actor import Actor
from waylight.agencies.models import Person
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.engine.sittings import Via
from waylight.signin import duties, on_duty, sittings
from waylight.signin.door import Came
from waylight.signin.duties import Duty
from waylight.signin.sittings import Sitting

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
# Where the reason for a sitting's end waits for the page on which one signs in again.
WHY = "why_signed_out"
# Which row of those on duty this sitting ends when somebody signs out.
ON_DUTY = "on_duty"


class SittingMiddleware:
    """Gives every request its `sitting` and its `actor`, or neither."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        _find(request)
        response = self.get_response(request)
        # Nothing that a page showed stays in the browser's store on a shared computer.
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        return response


def _find(request: HttpRequest) -> None:
    request.sitting, request.actor = None, None  # type: ignore[attr-defined]
    if not request.user.is_authenticated:
        return
    now = timezone.now()
    person = _person(request)
    sitting = sittings.kept(request.session)
    held = duties.duties_of(person.id, now)
    why = sittings.why_over(sitting, person.id, held, now) if sitting else "Sign in again."
    if sitting is None or why:
        end(request, why)
        request.session[WHY] = why
        return
    _sits(request, sittings.touch(request.session, sitting, now), held)


def _sits(request: HttpRequest, sitting: Sitting, held: list[Duty]) -> None:
    actor = duties.actor_on(_person(request), held, sitting.grant, sitting.via)
    request.sitting = sitting  # type: ignore[attr-defined]
    request.actor = replace(actor, name=f"{actor.name}: {sitting.said}") if sitting.said else actor  # type: ignore[attr-defined]


def _person(request: HttpRequest) -> Person:
    """The account of whoever is signed in."""
    assert isinstance(request.user, Person)
    return request.user


def begin(request: HttpRequest, came: Came, *, said: str = "") -> list[Duty]:
    """Sit down. Returns the duties to choose from; where there is one alone it is taken."""
    now = timezone.now()
    open_to_them = duties.duties_of(came.person.id, now)
    chosen = next((d for d in open_to_them if d.grant_id == came.grant), None)
    if chosen is None and len(open_to_them) == 1:
        chosen = open_to_them[0]
    login(request, came.person, backend=BACKEND)
    sitting = Sitting(via=came.via, began=now, seen=now, strong=came.strong, device=came.device, said=said)
    if chosen is not None:
        sitting = replace(sitting, grant=chosen.grant_id, role=chosen.role)
    sittings.begin(request.session, sitting)
    _sits(request, sitting, open_to_them)
    note(
        actor=actor_of_request(request), act=Act.SIGNED_IN, record="account", subject=came.person.id, route="sign_in",
        basis=came.via,
    )  # fmt: skip
    _answers(request)
    return open_to_them


def duties_of_request(request: HttpRequest) -> list[Duty]:
    """What whoever sits here may sit down as now; the one of last time stands first."""
    person = _person(request)
    return duties.last_first(person.id, duties.duties_of(person.id, timezone.now()))


def choose(request: HttpRequest, duty: Duty) -> None:
    """Sit on that duty from here on."""
    now = timezone.now()
    sitting: Sitting = replace(request.sitting, grant=duty.grant_id, role=duty.role)  # type: ignore[attr-defined]
    person = _person(request)
    sittings.begin(request.session, sitting)
    duties.remember(person_id=person.id, grant_id=duty.grant_id, now=now)
    _sits(request, sitting, duties.duties_of(person.id, now))
    _answers(request)


def _answers(request: HttpRequest) -> None:
    """Whoever sits here answers for the place of their duty from now on, and for that of no earlier one."""
    _leaves(request)
    actor, sitting = actor_of_request(request), request.sitting  # type: ignore[attr-defined]
    if sitting.grant is None or not sitting.strong or sitting.via is Via.REPORT_ONLY:
        return
    # Nobody acted yet when the request of a sign-in began.
    with acting(actor):
        request.session[ON_DUTY] = on_duty.sit_down(
            person_id=actor.person_id, grant=actor.grants[0], sitting=sitting, now=timezone.now()
        )


def _leaves(request: HttpRequest) -> None:
    row, actor = request.session.pop(ON_DUTY, None), getattr(request, "actor", None)
    if row is not None and actor is not None:
        with acting(actor):
            on_duty.leave(row=row, now=timezone.now())


def end(request: HttpRequest, why: str) -> None:
    """Sign out, with the reason on the trail."""
    _leaves(request)
    sitting = sittings.kept(request.session)
    if request.user.is_authenticated:
        person = _person(request)
        held = duties.duties_of(person.id, timezone.now())
        actor = duties.actor_on(
            person, held, sitting.grant if sitting else None, sitting.via if sitting else ""
        )
        note(
            actor=actor,
            act=Act.SIGNED_OUT,
            record="account",
            subject=person.id,
            route="sign_out",
            basis=why,
        )
    logout(request)
    request.sitting, request.actor = None, None  # type: ignore[attr-defined]


def keep(request: HttpRequest, sitting: Sitting) -> None:
    """Go on with a sitting that changed."""
    sittings.begin(request.session, sitting)
    request.sitting = sitting  # type: ignore[attr-defined]
    _answers(request)


def note_change(request: HttpRequest, what: str) -> None:
    """Put it on the trail that somebody changed how they sign in."""
    actor = actor_of_request(request)
    note(actor=actor, act=Act.WROTE, record="account", subject=actor.person_id, basis=what)


def actor_of_request(request: HttpRequest) -> Actor:
    """Who asks, as the gate found them."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
