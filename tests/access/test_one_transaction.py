"""One transaction a request, in the name of whoever asks; refused and absent look the same; the refusal stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

if TYPE_CHECKING:
    from tests.support.record import Region

View = Callable[[HttpRequest], HttpResponse]


def asked(actor: Any, view: View) -> Any:
    """The view behind the middleware, with errors made into pages as Django does."""
    from django.core.handlers.exception import response_for_exception

    from waylight.access.middleware import ActorMiddleware

    def inner(request: HttpRequest) -> HttpResponse:
        try:
            return view(request)
        except Exception as error:
            middleware.process_exception(request, error)
            if type(error).__name__ == "NotThere":
                return response_for_exception(request, error)
            return HttpResponse("broken", status=500)

    middleware = ActorMiddleware(inner)
    request = RequestFactory().get("/")
    request.actor = actor  # type: ignore[attr-defined]
    return middleware(request)


def children(request: HttpRequest) -> HttpResponse:
    from waylight.children.models import Child

    return HttpResponse(",".join(str(id) for id in Child.objects.values_list("id", flat=True)))


def test_a_view_sees_what_the_actor_may_see_and_afterwards_nobody_acts(region: Region) -> None:
    from django.db import transaction

    from waylight.access.acting import who_acts

    assert asked(region.night_worker, children).content.decode() == str(region.child)
    assert asked(region.inspector, children).content == b""
    assert asked(None, children).content == b""
    with transaction.atomic():
        assert who_acts() is None


def test_who_is_signed_in_without_a_sitting_acts_as_nobody(region: Region) -> None:
    from waylight.access.middleware import ActorMiddleware
    from waylight.agencies.models import Person

    request = RequestFactory().get("/")
    request.user = Person.objects.get(pk=region.night_worker.person_id)
    assert ActorMiddleware(children)(request).content == b""


def one_child(child: Any) -> View:
    def view(request: HttpRequest) -> HttpResponse:
        from waylight.children.selectors import child as known

        found = known(actor=request.actor, child_id=child, route="child")  # type: ignore[attr-defined]
        return HttpResponse(found.child.given_names)

    return view


def test_refused_and_absent_look_the_same_and_both_are_on_the_trail(region: Region) -> None:
    nobody = uuid4()
    refused, absent = (
        asked(region.inspector, one_child(region.child)),
        asked(region.inspector, one_child(nobody)),
    )
    assert (refused.status_code, refused.content) == (absent.status_code, absent.content)
    assert refused.status_code == 404
    rows = region.record.rows("SELECT act, child, person, record FROM audit_trail ORDER BY id")
    assert rows == [
        ("refused", child, region.inspector.person_id, "child core") for child in (region.child, nobody)
    ]


def test_a_refusal_is_on_the_trail_also_where_a_view_made_another_error_of_it(region: Region) -> None:
    from waylight.agencies.refusals import NotThere

    def view(request: HttpRequest) -> HttpResponse:
        try:
            raise NotThere(record="episode", child=region.child)
        except NotThere as absent:
            raise LookupError from absent

    asked(region.inspector, view)
    assert region.record.rows("SELECT act, record, child FROM audit_trail") == [
        ("refused", "episode", region.child)
    ]


def test_a_read_is_on_the_trail_with_the_reason_in_the_same_transaction(region: Region) -> None:
    assert asked(region.night_worker, one_child(region.child)).content == b"Kim"
    assert region.record.rows("SELECT act, child, basis FROM audit_trail") == [
        ("read", region.child, "night worker at Beech House; caring")
    ]


def test_what_a_refused_or_broken_request_wrote_is_undone(region: Region) -> None:
    from waylight.agencies.refusals import NotThere
    from waylight.audit.acts import Act
    from waylight.audit.services import note

    def writes_then(error: Exception) -> View:
        def view(request: HttpRequest) -> HttpResponse:
            note(actor=region.night_worker, act=Act.WROTE, record="episode")
            raise error

        return view

    assert asked(region.night_worker, writes_then(NotThere(record="episode"))).status_code == 404
    assert asked(region.night_worker, writes_then(ValueError())).status_code == 500
    assert region.record.rows("SELECT act FROM audit_trail") == [("refused",)]


def test_nothing_is_streamed_to_somebody_who_acts(region: Region) -> None:
    from waylight.access.middleware import StreamedToSomebody

    with pytest.raises(StreamedToSomebody):
        asked(region.night_worker, lambda request: StreamingHttpResponse(iter(())))  # type: ignore[arg-type,return-value]


def test_nobody_acts_outside_a_transaction(region: Region) -> None:
    from waylight.access.acting import say

    with pytest.raises(RuntimeError, match="open one first"):
        say(region.night_worker.person_id)


def test_after_somebody_acted_within_it_the_first_acts_again(region: Region) -> None:
    from waylight.access.acting import acting, who_acts

    with acting(region.night_worker):
        with acting(region.inspector):
            assert who_acts() == region.inspector.person_id
        assert who_acts() == region.night_worker.person_id
