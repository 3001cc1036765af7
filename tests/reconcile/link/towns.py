"""A small town to link people in: children of many names, each at an address, each reported once or more."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np

from tests.reconcile.extracts import Case

FORENAMES = (
    "Amara", "Ben", "Chloe", "Daniel", "Esme", "Farid", "Grace", "Hugo", "Imogen", "Jakub", "Keira", "Luca", "Maryam",
    "Nathan", "Orla", "Piotr", "Rhys", "Saskia", "Tobias", "Yusuf",
)  # fmt: skip
SURNAMES = (
    "Abbott", "Baptiste", "Cartwright", "Dunmore", "Eastwood", "Farrow", "Goldsmith", "Hussain", "Ingram", "Jarvis",
    "Kowalski", "Lindqvist", "Mackenzie", "Norwood", "Okafor", "Pemberton", "Quigley", "Rahman", "Sutcliffe", "Tarrant",
)  # fmt: skip


def postcode(number: int) -> str:
    return f"ZE{number % 9 + 1} {number // 9 % 10}{'ABDEFGHJLN'[number // 90 % 10]}{'PQRSTU'[number % 6]}"


def born(number: int) -> str:
    return (datetime(2008, 1, 1) + timedelta(days=number * 37 % 2_300)).date().isoformat()


def left_at(number: int, time: int = 0) -> datetime:
    """When child `number` went missing the `time`-th time: never two at once, all in one year."""
    return datetime(2025, 4, 3, 11, 0) + timedelta(
        days=(number * 7 + time * 41) % 340, minutes=number * 53 % 600
    )


def town(children: int = 120, times: int = 2) -> Case:
    """Children X0, X1, ... at homes of four, `times` absences of each known to both sides, and other people's
    reports, as many again, from the same streets."""
    case, rng = Case(), np.random.default_rng(8)
    for n in range(children):
        name = FORENAMES[n % 20], SURNAMES[(n // 20 + n) % 20]
        case.child(f"X{n}", *name, born(n), sex="FM"[n % 2], home_postcode=postcode(500 + n))
        case.placed(f"X{n}", postcode(n // 4), "2024-01-01")
        for time in range(times):
            away(case, n, time, *name, born(n), sex="FM"[n % 2], postcode=postcode(n // 4))
    for n in range(children * times):
        name = FORENAMES[rng.integers(20)], SURNAMES[rng.integers(20)]
        at = left_at(n + 3, 2) + timedelta(minutes=17)
        other = (datetime(2008, 1, 9) + timedelta(days=int(rng.integers(2_300)))).date().isoformat()
        case.report(
            f"o{n}", *name, other, _text(at), _text(at + timedelta(hours=6)), postcode=postcode(300 + n % 150)
        )
    return case


def away(case: Case, child: int, time: int, *who: str | None, **more: str | None) -> None:
    """The same absence on both sides: report x{child}.{time} typed as said, row r{child}.{time}."""
    start, end = left_at(child, time), left_at(child, time) + timedelta(hours=9)
    case.report(f"x{child}.{time}", *who, _text(start + timedelta(minutes=child % 4)), _text(end), **more)
    case.row(f"r{child}.{time}", f"X{child}", _text(start), _text(end))


def _text(at: datetime) -> str:
    return at.isoformat()[:16]
