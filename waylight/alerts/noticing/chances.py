"""What chance gives, once a day: the same all day, so that looking twice finds the same."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import connection

from waylight.alerts.models import Chance, Night
from waylight.alerts.noticing.nights import out_of
from waylight.engine.patterns.chances import chances_of
from waylight.engine.patterns.together import Chances, Crowds
from waylight.engine.when import LONDON, midnight
from waylight.rulebook.patterns import TOGETHER

_KEPT: dict[date, Chances] = {}


def chances_on(now: datetime) -> Chances:
    """Those of the London day, from the nights that were known as it began; counted by the first who asks."""
    day = now.astimezone(LONDON).date()
    row = Chance.objects.filter(day=day).first() if day not in _KEPT else None
    if row is None and day not in _KEPT:
        Chance.objects.bulk_create([_counted(day)], ignore_conflicts=True)
        row = Chance.objects.get(day=day)
    if row is not None:
        _KEPT.clear()
        _KEPT[day] = Chances(row.nights, row.left, row.finds, row.areas)
    return _KEPT[day]


def forget() -> None:
    """For tests, which begin with another record."""
    _KEPT.clear()


def _counted(day: date) -> Chance:
    until = midnight(day)
    since = until - TOGETHER.within.span
    rows = Night.objects.filter(began__gt=since, began__lte=until)
    outs = (out_of(row, until) for row in rows.iterator(2000))
    days = TOGETHER.within.span // timedelta(days=1)
    chances, _ = chances_of(outs, days, TOGETHER.left_apart)
    return Chance(
        day=day, nights=chances.nights, left=chances.left, finds=dict(chances.finds),
        areas=dict(chances.found_in_area),
    )  # fmt: skip


def crowds_at(sectors: Iterable[str], since: datetime) -> Crowds:
    """How many were found in each of these sectors on each night."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sector, night, count(*) FROM alerts_night WHERE sector = ANY(%s) AND sector <> '' AND began > %s "
            "GROUP BY sector, night",
            [list(sectors), since],
        )
        return {(sector, night): count for sector, night, count in cursor.fetchall()}
