"""The desk with every filter of its selectors taken out: row security alone shows a stranger nothing."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from waylight.access.grid import roles

if TYPE_CHECKING:
    from tests.support.two_desks import TwoDesks


@pytest.fixture(scope="module")
def desks(cluster: Any, django_db_setup: None, django_db_blocker: Any) -> Iterator[TwoDesks]:
    from tests.support.throwaway import empty_tables
    from tests.support.two_desks import two_desks

    empty_tables(cluster)
    with django_db_blocker.unblock():
        made = two_desks(cluster)
        yield made
    made.region.record.db.close()
    empty_tables(cluster)


@pytest.fixture
def no_filters(desks: TwoDesks, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every question of what may be shown is answered with: everything."""
    from waylight.desk.selectors import aways, pairs, queue, reach, records, runs

    uploads = [desks.ours.upload_id, desks.theirs.upload_id]
    monkeypatch.setattr(reach, "uploads", lambda: uploads)
    monkeypatch.setattr(reach, "uploads_with_pairs", lambda: uploads)
    for module in (aways, pairs, queue, records, runs):
        monkeypatch.setattr(module, "must", lambda *_: None)


Shown = Callable[[Any, Any], Any]


def reads() -> dict[str, Shown]:
    """What every selector shows of a run: of a person at the desk and the run."""
    from waylight.desk.models import RunRow
    from waylight.desk.selectors import aways, pairs, queue, records, runs

    return {
        "uploads": lambda p, r: list(runs.uploads(p)),
        "upload": lambda p, r: runs.upload(p, r.upload_id),
        "run": lambda p, r: runs.run(p, r.id),
        "whole_run": lambda p, r: runs.whole_run(p, r.id),
        "run_before": lambda p, r: runs.run_before(p, r),
        "tally": lambda p, r: runs.tally(p, r).total,
        "reasons": lambda p, r: runs.reasons(p, r, "police", "matched"),
        "rows": lambda p, r: list(runs.rows(p, r, "police", {})),
        "times_away": lambda p, r: list(aways.times_away(p, r, {})),
        "places": lambda p, r: aways.places(p, r, "police", ["P1", "P2", "P3"]),
        "lines": lambda p, r: queue.lines(p, r),
        "pairs_at": lambda p, r: queue.pairs_at(p, r, [1]),
        "pair_view": lambda p, r: pairs.pair_view(p, r, 1),
        "last_own": lambda p, r: pairs.last_own(p, r),
        "with_times": lambda p, r: [
            line["record"]
            for line in records.with_times(p, r, "police", [RunRow(run=r, side="police", row_id="P1")])
            if line["record"]
        ],
        "row_view": lambda p, r: records.row_view(p, r, "police", 1),
    }


def shown(actor: Any, read: Shown, run: Any) -> Any:
    from waylight.access.acting import acting
    from waylight.desk.people import desk_person

    with acting(actor):
        return read(desk_person(actor), run)


# What the small desk holds nothing of.
EMPTY = {"run_before", "last_own"}


def test_the_officer_of_that_agency_is_shown_something_by_each(desks: TwoDesks) -> None:
    """The control: none of the calls is empty for everybody."""
    for name, read in reads().items():
        assert name in EMPTY or shown(desks.officer, read, desks.ours), name


def test_without_any_filter_a_stranger_of_any_role_is_shown_nothing(
    desks: TwoDesks, no_filters: None
) -> None:
    record = desks.region.record
    far: UUID = record.node("force", "A far force")
    strangers = [record.person(f"Far {role}", role, far) for role in roles()]
    leaks = [
        (actor.role, name)
        for actor in strangers
        for name, read in reads().items()
        if shown(actor, read, desks.ours)
    ]
    assert leaks == []


def test_without_any_filter_an_officer_is_shown_nothing_of_another_agency(
    desks: TwoDesks, no_filters: None
) -> None:
    for name, read in reads().items():
        if name != "uploads":
            assert not shown(desks.officer, read, desks.theirs), name
    ids = {upload.id for upload in shown(desks.officer, reads()["uploads"], desks.ours)}
    assert ids == {desks.ours.upload_id}


def test_every_selector_of_the_desk_is_called_here() -> None:
    from waylight.desk.selectors import aways, pairs, queue, records, runs

    public = {
        name
        for module in (aways, pairs, queue, records, runs)
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and "actor" in inspect.signature(function).parameters
        and not name.startswith("_")
    }
    # What a list can be narrowed by, from counts of a run that is shown already.
    assert public - set(reads()) == {"choices"}
