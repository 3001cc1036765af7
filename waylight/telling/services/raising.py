"""Which matter a fact raises, from how the child's record stands once it is kept. Run as the worker."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from waylight.engine.climbing import Telling
from waylight.episodes.models import Episode
from waylight.episodes.numbers import number_of
from waylight.facts.models import Fact
from waylight.rulebook import telling as rows
from waylight.telling.models import Climb, Notice, Receipt
from waylight.telling.rules import HIGH, WHILE_AWAY
from waylight.telling.services.climbing import raise_notice
from waylight.telling.services.writing import Writing
from waylight.telling.standing import episode_with, notices_of

RAISED, JOINED, NOTHING, OLD, OVER = "raised", "joined", "nothing to tell", "old news", "over"
MISSING_CATEGORY = "M"
BACK, IN_ERROR, MISSING_NOW = "back", "said in error", "missing now"
Came = tuple[Notice | None, str]


def away(child: UUID, said: Fact, *, now: datetime) -> Came:
    """A claim about where the child is: tells that the child is missing or away, unless that is told already."""
    episode = Episode.objects.filter(child_id=child, searching=True).order_by("-started_earliest").first()
    if episode is None:
        return None, OVER
    missing = episode.category == MISSING_CATEGORY
    told = _open(episode, rows.MISSING) or (None if missing else _open(episode, rows.AWAY))
    if told is not None:
        return told, JOINED if said.kind == "absent" else NOTHING
    if said.door == "import" and episode.started_latest < said.told - rows.OLD_NEWS.value.span:
        return None, OLD
    if missing:
        _end(notices_of(episode).filter(about=rows.AWAY.code), said.told, MISSING_NOW)
    return _raise(rows.MISSING if missing else rows.AWAY, episode, said, now), RAISED


def graded(said: Fact, *, now: datetime) -> Came:
    """Police graded the risk. Graded high again within the time of the row, it joins what was told."""
    episode = episode_with(said.about)
    if said.body is None or said.body.get("grade") not in HIGH or episode is None or not episode.searching:
        return None, NOTHING
    joins = rows.GRADED_HIGH.again_after
    since = said.told - joins.span if joins else said.told
    told = notices_of(episode).filter(about=rows.GRADED_HIGH.code, raised_at__gte=since).first()
    if told is not None:
        return told, JOINED
    return _raise(rows.GRADED_HIGH, episode, said, now), RAISED


def unplaced(said: Fact, *, now: datetime) -> Came:
    """A report about a child whom nobody could name: whoever received it is told."""
    if said.kind != "absent" or said.to_node_id is None:
        return None, NOTHING
    if Fact.objects.filter(about=said.id, kind="absent", child__isnull=False).exists():
        return None, OVER
    notice = raise_notice(
        rows.UNPLACED, origin_kind="fact", origin=said.id, child=None, claim=said.id,
        reference=number_of(said.id), raised_at=said.told, away_since=said.happened_earliest, now=now,
        receiving=said.to_node_id,
    )  # fmt: skip
    return notice, RAISED


def placed(said: Fact) -> None:
    """The report that waited has its child: what was told of its waiting is over."""
    _end(
        Notice.objects.filter(claim=said.about, about=rows.UNPLACED.code, ended_at=None), said.told, "placed"
    )


def end_what_is_over(child: UUID, *, at: datetime, now: datetime) -> None:
    """End the climbs about a child who is back, or of whom it was said in error; tell those who had been told."""
    notices = list(Notice.objects.filter(child=child, ended_at=None, about__in=WHILE_AWAY))
    back: dict[UUID, list[Notice]] = {}
    for notice in notices:
        episode = episode_with(notice.claim)
        if episode is not None and episode.searching:
            continue
        _end(Notice.objects.filter(pk=notice.pk), at, BACK if episode else IN_ERROR)
        if episode is not None:
            back.setdefault(episode.id, []).append(notice)
    for ended in back.values():
        _tell_back(ended, at, now)


def _tell_back(ended: list[Notice], at: datetime, now: datetime) -> None:
    """Whoever was told that the child was away, in the role in which they were."""
    first = min(ended, key=lambda notice: notice.raised_at)
    notice = raise_notice(
        rows.BACK, origin_kind="notice", origin=first.id, child=first.child, claim=first.claim,
        reference=first.reference, raised_at=at, away_since=first.away_since, now=now, private=first.private,
    )  # fmt: skip
    told = Receipt.objects.filter(notice__in=ended).order_by("told_at").values_list("person_id", "role")
    writing = Writing(notice, None, now, new=False)
    for person, role in dict(reversed(list(told))).items():
        writing.tell([person], role=role, step=None, asked=False, channels=("e-mail",), due_at=at)
    writing.write()


def _raise(telling: Telling, episode: Episode, said: Fact, now: datetime) -> Notice:
    # Told of once for each time away; of the same one again where it went on after all.
    again = notices_of(episode).filter(about=telling.code).exists()
    return raise_notice(
        telling, origin_kind="fact" if again else "episode", origin=said.id if again else episode.id,
        child=episode.child_id, claim=episode.id, reference=episode.number, raised_at=said.told,
        away_since=episode.started_earliest, now=now,
    )  # fmt: skip


def _open(episode: Episode, telling: Telling) -> Notice | None:
    return notices_of(episode).filter(about=telling.code, ended_at=None).first()


def _end(notices: QuerySet[Notice], at: datetime, why: str) -> None:
    ids = list(notices.filter(ended_at=None).values_list("id", flat=True))
    Notice.objects.filter(id__in=ids).update(ended_at=at, ended_why=why)
    Climb.objects.filter(notice__in=ids, ended_at=None).update(ended_at=at, next_at=None)
