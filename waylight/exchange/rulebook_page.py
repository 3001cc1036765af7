"""`waylight rulebook`: the tables of the rulebook as a page that people read, each rule in a sentence with its source.

It is made by looking at what stands in the room, so that no rule can be left out: every row that carries a source
is printed, in the order in which it is written.
"""

from __future__ import annotations

import argparse
import dataclasses
import pkgutil
import sys
from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from itertools import groupby
from types import ModuleType
from typing import Any

import waylight.rulebook
from waylight.engine.access import Cell
from waylight.engine.calendars import Holiday
from waylight.engine.checks import Check, Module
from waylight.engine.climbing import Ladder, Telling
from waylight.engine.codes import Code, Step
from waylight.engine.definitions import Grade, Wording
from waylight.engine.keeping import Keep
from waylight.engine.measuring import Measure, Unit
from waylight.engine.owing import Duty, Elsewhere, Event, Joins, NotYet
from waylight.engine.pack import PackField
from waylight.engine.patterns import HomeRule, NamedRule, Pattern, TogetherRule, local_numbers
from waylight.engine.reviews import Climb, Part, Stage
from waylight.engine.sittings import Length, Limit, Opens
from waylight.engine.tables import tables
from waylight.engine.words import Proof, Rule, Source
from waylight.exchange import telling_words

DONE, STALE = 0, 1
PROOFS = {Proof.FOUND: "found", Proof.MEMORY: "from memory: verify", Proof.DESIGN: "our design"}
HEAD = """# The rulebook

Made from the tables in `waylight/rulebook/` by `waylight rulebook > docs/rulebook.md`; do not edit it here. A rule
marked **local** may be set by an authority for itself, as a dated row too. In brackets: where a rule comes from,
whether that was found, is from memory and must be verified, or is our own design, and since when it holds.
"""


def rulebook_command(args: argparse.Namespace) -> int:
    """Print the page; with `args.check` (a path) say whether that file is current. Returns 1 where it is not."""
    page = rulebook_page()
    if args.check is None:
        print(page, end="")
        return DONE
    if args.check.exists() and args.check.read_text("utf-8") == page:
        return DONE
    print(f"{args.check} is not current: waylight rulebook > {args.check}", file=sys.stderr)
    return STALE


def rulebook_page() -> str:
    """The whole page as Markdown."""
    parts = [HEAD]
    for module in modules():
        lines = [line for name, value in tables(module) for line in _table(name, value)]
        if lines:
            parts.append("\n".join([f"## {_title(module)}", "", _about(module), "", *lines]))
    return "\n".join(part.rstrip("\n") + "\n" for part in parts)


def modules() -> list[ModuleType]:
    """Every module of the room, by name."""
    names = sorted(found.name for found in pkgutil.iter_modules(waylight.rulebook.__path__))
    return [import_module(f"waylight.rulebook.{name}") for name in names]


def _table(name: str, rows: Sequence[Any]) -> list[str]:
    lines = [f"### {name.replace('_', ' ').capitalize()}", ""] if len(rows) > 1 else []
    for source, own in groupby(rows, key=lambda row: getattr(row, "source", None)):
        sentences = [f"* {said(row)}" for row in own]
        if source is None:
            lines += [*sentences, ""]
        elif len(sentences) == 1:
            lines += [f"{sentences[0]} [{sourced(source)}]", ""]
        else:
            lines += [f"[{sourced(source)}]", "", *sentences, ""]
    return lines


def said(row: Any) -> str:
    """One row in a sentence; of a kind that has no sentence of its own, its fields."""
    for kind, says in SAYS:
        if isinstance(row, kind):
            return says(row)
    fields = [(f.name.replace("_", " "), getattr(row, f.name)) for f in dataclasses.fields(row)]
    given = [(name, value) for name, value in fields if name != "source" and value not in ("", None, ())]
    return "; ".join(f"{name}: {value}" for name, value in given)


def _rule(row: Rule[Any]) -> str:
    return f"**{row.name}**{' (local)' if row.local else ''}: {row.says}"


def _grade(row: Grade) -> str:
    return f"**{row.label}** (`{row.code}`): {row.meaning}"


def _wording(row: Wording) -> str:
    maps = f"counts as {row.category}" if row.category else "maps by the whereabouts"
    return f"**{row.label}** (`{row.code}`): {row.meaning}; {maps}: {row.why}"


def _keep(row: Keep) -> str:
    periods = " or ".join(f"{period.lasts} from {period.counted_from}" for period in row.periods)
    return f"**{row.record}**: {'; '.join(part for part in (periods, row.note) if part)}"


def _cell(row: Cell) -> str:
    narrower = f", {row.condition}" if row.condition else ""
    return f"{row}{narrower}: {row.why}"


def _code(row: Code) -> str:
    return f"{row.label} (`{row.code}`){f': {row.note}' if row.note else ''}"


def _length(row: Length) -> str:
    role = f" as {row.role}" if row.role else ""
    return f"by {row.via}{role}: {row.longest} at the most, {row.idle} without a touch: {row.why}"


def _opens(row: Opens) -> str:
    whom = f" for a {row.for_role}" if row.for_role else ""
    return f"a {row.role} may {row.act}{whom}: {row.why}"


def _pattern(row: Pattern) -> str:
    own = f"; an authority may set {', '.join(local_numbers(row.when))}" if row.local else ""
    return f"{_noticed(row)} Looks for: {row.when}{own}."


def _noticed(row: Pattern | TogetherRule | HomeRule | NamedRule) -> str:
    head = f"**{row.name}** (`{row.code}`{', local' if row.local else ''}): {row.says}"
    return f"{head} Tells the {' and the '.join(row.tell)}; asks for `{row.asks_for}`; stands {row.lasts}."


def _duty(row: Duty) -> str:
    """The duty, who owes it, its clock, what meets and ends it, what it counts in the scorecard."""
    only = f", if {row.only_if}" if row.only_if else ""
    parts = [
        f"**{row.says}** (`{row.code}`{', local' if row.local else ''}) Owed by {row.owed_by} to {row.to}",
        f"begins with: {row.begins}{only}",
        "due before that takes effect, owed from when it is planned"
        if row.ahead
        else f"within: {row.within}",
        f"met by: {_any(row.met_by)}",
        f"ended by: {_any(row.ended_by)}" if row.ended_by else "",
        str(row.joins) if row.joins is not Joins.NEVER else "",
        f"counted as {', '.join(row.counts)}" if row.counts else "",
    ]
    return f"{'; '.join(part for part in parts if part)}."


def _not_yet(row: NotYet) -> str:
    path = f" To judge it, {row.said_by} would keep here {row.needs}." if row.needs else ""
    return f"**{row.says}** (`{row.code}`) Not judged. {row.why}{path}"


def _check(row: Check) -> str:
    cells = {name: f"`{name.partition('_')[2]}`" for name in row.told}
    return f"**{row.code}** ({', '.join(row.over)}): {row.says} Told: {row.tells.format_map(cells)}"


def _measure(row: Measure) -> str:
    """What it counts of what, which way is better, and until when it is to be looked at again."""
    without = f" In neither: {row.without}." if row.without else ""
    each = "for each of the" if row.unit is Unit.RATE else "of all"
    return (
        f"**{row.name}** (`{row.code}`): {row.that}, {each} {row.of}.{without} {row.better.capitalize()}. {row.why} "
        f"To be looked at again by {_day(row.next_review)}."
    )


def _module(row: Module) -> str:
    return f"**{row.table}**: {', '.join(row.columns)}"


def _any(events: Sequence[Event]) -> str:
    return " or ".join(map(str, events))


SAYS: tuple[tuple[type[Any], Callable[[Any], str]], ...] = (
    (Rule, _rule),
    (Wording, _wording),
    (Grade, _grade),
    (Keep, _keep),
    (Cell, _cell),
    (Code, _code),
    (Step, lambda row: f"**{row.do}** {row.how}"),
    (PackField, lambda row: f"{row.label}: {row.asks} (`{row.code}`, of the {row.record})"),
    (Length, _length),
    (Limit, lambda row: f"{row.what}: {row.tries} tries: {row.why}"),
    (Opens, _opens),
    (Telling, telling_words.telling),
    (Ladder, telling_words.ladder),
    (Pattern, _pattern),
    (TogetherRule, _noticed),
    (HomeRule, _noticed),
    (NamedRule, _noticed),
    (Duty, _duty),
    (NotYet, _not_yet),
    (
        Elsewhere,
        lambda row: f"**{row.says}** (`{row.code}`) Held by {' and '.join(row.held_by)}, for every child",
    ),
    (Part, lambda row: f"the {' or the '.join(row.roles)} may {row.act}: {row.why}"),
    (Climb, lambda row: f"**{row.name} {row.within}** (local): {row.says}"),
    (Stage, lambda row: f"**{row.label}** (`{row.code}`, local): {row.says} Answered within {row.within}"),
    (Check, _check),
    (Module, _module),
    (Measure, _measure),
    (Holiday, lambda row: f"**{row.name}**: {row.falls}"),
)


def sourced(source: Source) -> str:
    """Where a row comes from, how sure that is, and when it holds."""
    parts = [f"{source.title}, {source.where}", PROOFS[source.mark]]
    if source.since:
        parts.append(f"since {_day(source.since)}")
    if source.until:
        parts.append(f"until {_day(source.until)}")
    return "; ".join(parts)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _title(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2].replace("_", " ").capitalize()


def _about(module: ModuleType) -> str:
    return (module.__doc__ or "").strip()
