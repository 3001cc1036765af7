"""Records of processing and the retention schedule, made from the tables of the rooms and of the rulebook."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec

import waylight
from waylight.engine.keeping import Keep
from waylight.engine.sensitivity import Sensitivity
from waylight.exchange.rulebook_page import sourced
from waylight.rulebook import exports, retention
from waylight.web.about.purposes import purpose_of
from waylight.web.about.sheet import Section, Sheet, Table

HEAD = ("table", "why it is held", "fields, by how sensitive they are", "opened by", "kept")
SAYS = {
    Sensitivity.NONE: "says nothing of a person",
    Sensitivity.PERSONAL: "of a person: in no log, address of a page, argument of a task or error page",
    Sensitivity.SPECIAL: "health, harm, origin, offences, a child's words: only under a record of its own",
    Sensitivity.WHEREABOUTS: "where a child can be found: as special, and in no export",
    Sensitivity.SECRET: "passwords, keys, salts: shown to nobody",
}


def declarations() -> dict[str, Mapping[str, Mapping[str, str]]]:
    """What each room declares of its tables, by room."""
    rooms = sorted(found.name for found in pkgutil.iter_modules(waylight.__path__))
    found = {
        room: import_module(f"waylight.{room}.fields")
        for room in rooms
        if find_spec(f"waylight.{room}.fields")
    }
    return {room: module.SENSITIVITY for room, module in found.items()}


def records() -> Sheet:
    """Every field of every table of the record."""
    meaning = Table(("word", "what it means"), tuple((str(word), says) for word, says in SAYS.items()))
    rooms = [
        Section(
            room.capitalize(), table=Table(HEAD, tuple(_row(room, name, of[name]) for name in sorted(of)))
        )
        for room, of in declarations().items()
    ]
    return Sheet(
        "records",
        "Records of processing",
        "Every table of the record with each of its fields, made from what the program itself declares. Under "
        "“opened by” stand the records of the access grid; where there is none, the table's own rule says "
        "who sees a row, and no cell of the grid opens it.",
        (Section("How sensitive", table=meaning), *rooms),
    )


def _row(room: str, table: str, fields: Mapping[str, str]) -> tuple[str, ...]:
    held = purpose_of(room, table)
    opened = ", ".join(held.opened_by) or "no cell"
    return (table, held.why, _by_sensitivity(fields), opened, _kept(held.kept))


def _by_sensitivity(fields: Mapping[str, str]) -> str:
    groups = [(word, [name for name, said in fields.items() if said == word]) for word in Sensitivity]
    return "; ".join(f"{word}: {', '.join(names)}" for word, names in groups if names)


def _kept(name: str) -> str:
    row = next((row for row in retention.KEPT if row.record == name), None)
    return f"{name}: {how_long(row)}" if row else name


def how_long(row: Keep) -> str:
    """The periods of a row of the schedule, and its note."""
    periods = " or ".join(f"{period.lasts} from {period.counted_from}" for period in row.periods)
    return "; ".join(part for part in (periods, row.note) if part)


def schedule() -> Sheet:
    """The retention schedule, from the rulebook."""
    kept = tuple((row.record, how_long(row), sourced(row.source)) for row in retention.KEPT)
    rules = (
        retention.BY_TWO,
        retention.ADOPTED,
        retention.PACK_AFTER_CARE,
        retention.OTHER_CHILDREN,
        retention.RUN_OPEN_AT_MOST,
        retention.RUN_SILENT_AT_MOST,
        retention.DEMONSTRATION_UPLOADS,
        exports.KEPT,
    )
    desk = tuple((rule.name, rule.says, sourced(rule.source)) for rule in rules)
    head = ("record", "how long", "where that is from")
    return Sheet(
        "retention",
        "How long records are kept",
        "From the rulebook. Each night the worker says what is past its time in the living record, by rule and in "
        "numbers, and then lets it go by a fact; what goes earlier is asked for by one person and decided by a "
        "second. Nothing goes of a child who is still missing. At the desk, files and the rows of other agencies' "
        "children go by themselves.",
        (
            Section("The living record", table=Table(head, kept)),
            Section("Files and the desk", table=Table(head, desk)),
        ),
    )
