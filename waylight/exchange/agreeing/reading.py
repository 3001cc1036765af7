"""Read the claims of one child from a JSON file; every fault at once, each with its place and its remedy."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from waylight.engine.claims import (
    Absent,
    By,
    Claim,
    Correction,
    End,
    Found,
    InError,
    Returned,
    Teller,
    Whereabouts,
    WhereaboutsChanged,
)
from waylight.engine.when import When, parse

MISSING = object()


class Unreadable(Exception):
    """The file cannot be used; `faults` says why, a sentence each, with the place and what to do."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class Story:
    """One child's claims: `now` (aware), the birth date if it is known, the claims in the order of the file."""

    now: datetime
    born: date | None
    claims: tuple[Claim, ...]


def read_story(path: Path) -> Story:
    """Raises Unreadable with every fault of the file."""
    try:
        found = json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise Unreadable(
            [f"{path}: cannot be opened ({error.strerror}). Give the path of a JSON file."]
        ) from None
    except UnicodeDecodeError:
        raise Unreadable([f"{path}: is not UTF-8. Save it as UTF-8."]) from None
    except json.JSONDecodeError as error:
        place = f"{path}, line {error.lineno}, column {error.colno}"
        raise Unreadable([f"{place}: is not JSON ({error.msg}). Mend the file there."]) from None
    except RecursionError:
        raise Unreadable([f"{path}: is nested too deeply to be read. Give one object with claims."]) from None
    return _Reader(str(path)).story(found)


class _Reader:
    def __init__(self, name: str) -> None:
        self.name, self.faults = name, list[str]()

    def story(self, found: object) -> Story:
        if not isinstance(found, Mapping):
            raise Unreadable([f'{self.name}: give one object {{"now": ..., "born": ..., "claims": [...]}}.'])
        now = self._get(found, "", "now", _moment)
        born = self._get(found, "", "born", _day, default=None)
        listed = found.get("claims")
        claims: list[Claim] = []
        if isinstance(listed, list):
            for index, row in enumerate(listed):
                claims.extend(self._claim(row, f"claims[{index}]"))
        else:
            self.faults.append(f"{self.name}, claims: give a list of claims.")
        self._check_ids(claims)
        if self.faults or now is None:
            raise Unreadable(self.faults)
        return Story(now, born, tuple(claims))

    def _claim(self, row: object, place: str) -> list[Claim]:
        if not isinstance(row, Mapping):
            self.faults.append(f"{self.name}, {place}: a claim is an object with id, by, told_at and kind.")
            return []
        shape = SHAPES.get(row["kind"]) if isinstance(row.get("kind"), str) else None
        if shape is None:
            self.faults.append(f"{self.name}, {place}.kind: use one of {', '.join(SHAPES)}.")
            return []
        before = len(self.faults)
        fields = {**COMMON, **shape.fields}
        for name in row.keys() - fields.keys() - {"kind"}:
            known = ", ".join(fields)
            self.faults.append(
                f"{self.name}, {place}.{name}: no such field of {row['kind']}. It has {known}."
            )
        if shape.makes is Correction:
            values = {name: self._get(row, place, name, COMMON[name]) for name in COMMON}
            values["about"] = self._get(row, place, "about", _text)
            names = [name for name in shape.fields if name != "about" and name in row]
            read = [
                (ATTRIBUTES.get(n, n), self._get(row, place, n, _or_none(n, shape.fields[n]))) for n in names
            ]
            values["changes"] = tuple(read)
        else:
            values = {
                ATTRIBUTES.get(name, name): self._get(
                    row, place, name, read, shape.defaults.get(name, MISSING)
                )
                for name, read in fields.items()
            }
        return [shape.makes(**values)] if len(self.faults) == before else []

    def _get(
        self,
        row: Mapping[str, Any],
        place: str,
        name: str,
        read: Callable[[Any], Any],
        default: object = MISSING,
    ) -> Any:
        where = f"{place}.{name}" if place else name
        value = row.get(name, MISSING)
        if value is MISSING or (value is None and default is None):
            if default is MISSING:
                self.faults.append(f"{self.name}, {where}: is missing. Add it.")
                return None
            return default
        try:
            return read(value)
        except ValueError as error:
            self.faults.append(f"{self.name}, {where}: {error}.")
            return None

    def _check_ids(self, claims: list[Claim]) -> None:
        seen: set[str] = set()
        for claim in claims:
            if claim.id in seen:
                self.faults.append(f"{self.name}, claim {claim.id}: the id is used twice. Give each its own.")
            seen.add(claim.id)
        for claim in claims:
            if isinstance(claim, Absent) and claim.until and claim.until.last < claim.start.earliest:
                place = f"{self.name}, claim {claim.id}, until"
                self.faults.append(f"{place}: it ends before it starts. Put one of the two times right.")


def _text(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or not value:
        raise ValueError("give a text that is not empty")
    return value


def _by(value: object) -> By:
    kind, _, node = value.partition(":") if isinstance(value, str) else ("", "", "")
    if kind not in set(Teller) or not node:
        raise ValueError(f"say who as kind:name, for example home:H1; the kind is one of {', '.join(Teller)}")
    return By(Teller(kind), node)


def _when(value: object) -> When:
    if not isinstance(value, str):
        raise ValueError("write a time as 2026-03-01T19:00 or, where only the day is known, 2026-03-01")
    return parse(value)


def _moment(value: object) -> datetime:
    """When somebody was told, or now: of a day, its last moment."""
    return _when(value).last


def _day(value: object) -> date:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else _wrong_day()
    except ValueError:
        return _wrong_day()


def _wrong_day() -> date:
    raise ValueError("write a birth date as 2010-05-04, or null where it is not known")


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("write true or false")
    return value


def _whereabouts(value: object) -> Whereabouts:
    if value not in set(Whereabouts):
        raise ValueError("write unknown or known")
    return Whereabouts(str(value))


def _end(value: object) -> End:
    if value not in set(End):
        raise ValueError("write open or not recorded")
    return End(str(value))


def _or_none(name: str, read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """A correction may take a value away where a claim need not have one."""
    return (
        (lambda value: None if value is None else read(value)) if name in ("until", "expected_at") else read
    )


@dataclass(frozen=True)
class _Shape:
    makes: Callable[..., Claim]
    fields: Mapping[str, Callable[[Any], Any]]
    defaults: Mapping[str, object]


COMMON: Mapping[str, Callable[[Any], Any]] = {"id": _text, "by": _by, "told_at": _moment}
ATTRIBUTES = {"from": "start"}
_ABSENT: Mapping[str, Callable[[Any], Any]] = {
    "from": _when,
    "expected_at": _when,
    "whereabouts": _whereabouts,
    "concern": _flag,
    "reported": _flag,
    "until": _when,
    "end": _end,
}
SHAPES: Mapping[str, _Shape] = {
    "absent": _Shape(Absent, _ABSENT, {"expected_at": None, "until": None, "end": End.OPEN}),
    "whereabouts": _Shape(WhereaboutsChanged, {"at": _when, "whereabouts": _whereabouts}, {}),
    "found": _Shape(Found, {"at": _when}, {}),
    "returned": _Shape(Returned, {"at": _when}, {}),
    "in error": _Shape(InError, {"about": _text}, {}),
    "correction": _Shape(Correction, {"about": _text, "at": _when, **_ABSENT}, {}),
}
