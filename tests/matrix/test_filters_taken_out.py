"""Every filter of the selectors taken out: what the pages would show a stranger is still nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from waylight.access.gate import Allowed, Tie
from waylight.agencies.refusals import NotThere

if TYPE_CHECKING:
    from tests.support.record import Region


@pytest.fixture
def story(region: Region, now: datetime) -> dict[str, Any]:
    """A child with a pack and an address who is away, and strangers of every role at agencies of their own."""
    from tests.episodes.telling import Telling
    from waylight.access.grid import roles

    record = region.record
    filed = Telling(region, now).absent(words={"clothes": "red coat", "medication": "inhaler"})
    record.db.execute(
        "INSERT INTO episodes_packentry (id, child_id, part, field, value, record, since, reviewed_at, by_id, "
        "by_node_id) VALUES (gen_random_uuid(), %s, 'P', 'F', 'a friend', 'grab pack', now(), now(), %s, %s)",
        [region.child, region.night_worker.person_id, region.home],
    )
    record.db.execute(
        "INSERT INTO homes_address (id, node_id, household, lines, town, postcode, phone, during) VALUES "
        "(gen_random_uuid(), %s, '', '4 Beech Lane', '', '', '', '[2020-01-01,)')",
        [region.home],
    )
    far = record.node("other", "A far agency")
    strangers = {role: record.person(f"Far {role}", role, far) for role in roles()}
    # Somebody who was here yesterday: the same role at the same home, ended.
    gone = record.person("Gone", "night worker", region.home)
    record.db.execute(
        "UPDATE agencies_rolegrant SET during = tstzrange(lower(during), now() - interval '1 minute') "
        "WHERE person_id = %s",
        [gone.person_id],
    )
    return {"filed": filed, "strangers": [*strangers.values(), gone]}


@pytest.fixture
def no_filters(region: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every place where a selector asks what it may show says: everything."""
    from waylight.access import reach
    from waylight.episodes.selectors import export
    from waylight.episodes.selectors import reach as of_episodes

    nodes = [row[0] for row in region.record.rows("SELECT id FROM agencies_node")]
    monkeypatch.setattr(reach, "reasons", lambda ids, *_: dict.fromkeys(ids, "no filter"))
    monkeypatch.setattr(reach, "may_nodes", lambda *_: nodes)
    monkeypatch.setattr(reach, "may_children", lambda *_: [region.child])
    monkeypatch.setattr(of_episodes, "may_read", lambda *_: True)
    monkeypatch.setattr(of_episodes, "may_write", lambda *_: True)
    tie = Tie("responsible", region.team, None, datetime(2020, 1, 1, tzinfo=UTC), None)
    monkeypatch.setattr(export, "may", lambda actor, *_, **__: Allowed(actor.grants[0], tie))


Shown = Callable[[Any, "Region", Any, datetime], Any]


def reads() -> dict[str, Shown]:
    from waylight.audit import selectors as trail
    from waylight.children import selectors as children
    from waylight.children.selectors import one
    from waylight.episodes.selectors import export, lists, live, pack, people, receipts
    from waylight.homes import selectors as homes

    day = date(2026, 1, 1)
    return {
        "the child": lambda a, r, f, n: children.child(actor=a, child_id=r.child),
        "in care": lambda a, r, f, n: one.in_care(actor=a, child_id=r.child, now=n),
        "placements": lambda a, r, f, n: children.placements(actor=a, child_id=r.child, now=n),
        "placement": lambda a, r, f, n: one.placement(actor=a, placement=_placement(r)),
        "search": lambda a, r, f, n: children.search(actor=a, words="Kim Invented"),
        "placed here": lambda a, r, f, n: children.placed_here(actor=a),
        "home": lambda a, r, f, n: homes.home(actor=a, node=r.home, day=day),
        "history": lambda a, r, f, n: homes.history(actor=a, node=r.home),
        "register": lambda a, r, f, n: [h for h in homes.register(actor=a, day=day) if h.address],
        "open now": lambda a, r, f, n: lists.open_now(actor=a, now=n),
        "away among": lambda a, r, f, n: lists.away_among(actor=a, children=[r.child], now=n),
        "tonight": lambda a, r, f, n: lists.tonight(actor=a, node=r.home, now=n),
        "force now": lambda a, r, f, n: lists.force_now(actor=a, node=r.force, now=n),
        "recent": lambda a, r, f, n: lists.recent(actor=a, since=n - timedelta(days=9), now=n),
        "live": lambda a, r, f, n: live.live(actor=a, episode_id=f.episode, now=n),
        "live page": lambda a, r, f, n: live.live_page(actor=a, episode_id=f.episode, now=n),
        "live core": lambda a, r, f, n: live.live_core(actor=a, episode_id=f.episode, now=n),
        "export": lambda a, r, f, n: export.export(actor=a, child_id=r.child, now=n),
        "chronology": lambda a, r, f, n: live.chronology(actor=a, child_id=r.child, now=n),
        "unplaced": lambda a, r, f, n: live.unplaced(actor=a),
        "pack": lambda a, r, f, n: [s for s in pack.pack(actor=a, child_id=r.child, now=n).sheets if s.lines],
        "picture": lambda a, r, f, n: pack.picture(actor=a, child_id=r.child),
        "to report": lambda a, r, f, n: people.to_report(actor=a, child_id=r.child, now=n),
        "receipt": lambda a, r, f, n: receipts.receipt(actor=a, fact_id=f.fact, now=n),
        "who looked": lambda a, r, f, n: trail.who_looked(
            actor=a, child_id=r.child, before=n + timedelta(days=1)
        ),
    }


def _placement(region: Region) -> Any:
    ((placement,),) = region.record.rows(
        "SELECT id FROM children_placement WHERE child_id = %s", region.child
    )
    return placement


def shown(read: Shown, actor: Any, region: Region, filed: Any, now: datetime) -> Any:
    """What the actor is shown; nothing where it is not there."""
    from waylight.access.acting import acting

    with acting(actor):
        try:
            return read(actor, region, filed, now)
        except NotThere:
            return None


# An empty agency list is shown to nobody in particular; these show something to the people of the region.
OF_THE_REGION = (
    "the child",
    "search",
    "tonight",
    "open now",
    "away among",
    "live",
    "chronology",
    "to report",
    "receipt",
    "home",
    "history",
)


def test_those_of_the_region_are_shown_something(
    region: Region, story: dict[str, Any], now: datetime
) -> None:
    """The control: the same calls are not empty for everybody."""
    for name in OF_THE_REGION:
        assert shown(reads()[name], region.night_worker, region, story["filed"], now), name
    assert shown(reads()["placement"], region.social_worker, region, story["filed"], now)


def test_without_any_filter_a_stranger_of_any_role_is_shown_nothing(
    region: Region, story: dict[str, Any], now: datetime, no_filters: None
) -> None:
    leaks: list[tuple[str, str]] = []
    for actor in story["strangers"]:
        for name, read in reads().items():
            if actor.role == "inspector" and name in ("register", "home", "history"):
                # The inspectorate reads the register of every home.
                continue
            if shown(read, actor, region, story["filed"], now):
                leaks.append((f"{actor.name} ({actor.role})", name))
    assert leaks == []


def test_every_selector_that_shows_children_is_called_here() -> None:
    """A new one must be added above: whatever takes an actor and is public."""
    import inspect

    from waylight.audit import selectors as trail
    from waylight.children.selectors import area, one, search
    from waylight.episodes.selectors import export, lists, live, pack, people, receipts
    from waylight.homes import selectors as homes

    modules = (trail, area, one, search, export, lists, live, pack, people, receipts, homes)
    public = {
        name
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and "actor" in inspect.signature(function).parameters
        and not name.startswith("_")
    }
    called = {name.replace(" ", "_") for name in reads()} | {"child"}
    # Numbers only; agencies only; whether a page of a child that is shown offers the file.
    harmless = {"homes_counted", "receivers", "may_export"}
    assert public - called - harmless == set()
