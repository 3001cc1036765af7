"""Reporting that a child is not where expected: a child placed here, one named exactly, one nobody can name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction

from waylight.engine.when import When
from waylight.episodes.kinds.claims import Absent
from waylight.episodes.kinds.updates import PoliceReference, Told
from waylight.episodes.numbers import number_of
from waylight.episodes.projecting import project
from waylight.episodes.services.filing import Filed, not_in_future, receipt
from waylight.facts import services as facts
from waylight.facts.filing import Filing, keep
from waylight.facts.refusals import Refused


@dataclass(frozen=True)
class WhoWasTold:
    """One line of "who has been told": codes; `outcome` is "told", "no answer", "not yet" or "not told"."""

    whom: str
    how: str = ""
    outcome: str = "told"
    at: When | None = None
    name: str = ""
    why_not: str = ""


@dataclass(frozen=True)
class Report:
    """The answers of the report, as the last page reads them back.

    `since`: left, or last seen by a responsible adult. `words` by field: place, clothes, phone, with whom, how they
    were, different tonight, checks made, items taken, money, medication, notes; of an unknown child also `child`.
    `seen_in`: the force of the place last seen, where it is not that of the placement.
    """

    since: When
    whereabouts: str = "unknown"
    concern: bool = True
    reported: bool = True
    expected_at: When | None = None
    seen_in: UUID | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    told: tuple[WhoWasTold, ...] = ()
    police_reference: str = ""


@transaction.atomic
def report_absent(filing: Filing, *, child_id: UUID, report: Report) -> Filed:
    """The child is not where expected. While the child is away already, this is a claim on that episode.

    Raises: Refused, NotThere.
    """
    return _report(filing, child_id, report)


@transaction.atomic
def report_named(
    filing: Filing, *, given_names: str, family_name: str, born: date, report: Report, to_node: UUID
) -> Filed:
    """Police report a child by exact name and birth date. Where the record has exactly one such child the report is
    theirs; where not, it waits at `to_node` for a person to place it. The receipt looks the same.

    Raises: Refused.
    """
    from waylight.children.names import name_key

    with connection.cursor() as cursor:
        cursor.execute("SELECT child_named(%s, %s)", [name_key(given_names, family_name), born])
        (child,) = cursor.fetchone()
    if child is not None:
        seen_in = report.seen_in or filing.actor.node
        return _report(filing, child, replace(report, seen_in=seen_in))
    named = f"{given_names} {family_name}, born {born:%-d %B %Y}"
    return _unknown(filing, replace(report, words={**report.words, "child": named}), to_node)


@transaction.atomic
def report_unknown_child(filing: Filing, *, report: Report, to_node: UUID) -> Filed:
    """A child whom the system does not know. Never refused for that: it waits at `to_node` for a person to place it.

    `report.words["child"]` says who it is, as well as anybody can. Raises: Refused.
    """
    return _unknown(filing, report, to_node)


def _report(filing: Filing, child: UUID, report: Report) -> Filed:
    facts.lock(child)
    added = _absent(filing, report, child)
    if not added.already:
        _check(report, filing.now)
        _with_it(filing, report, child, added.id)
        project(child)
    return receipt(added.id, already=added.already)


def _unknown(filing: Filing, report: Report, to_node: UUID) -> Filed:
    if not report.words.get("child", "").strip():
        raise Refused(
            "Say who the child is as well as you can: a first name, an age, where they live. Somebody will find out.",
            field="child",
        )
    added = _absent(filing, report, None, to_node=to_node)
    if not added.already:
        _check(report, filing.now)
        _with_it(filing, report, None, added.id, to_node=to_node)
    return Filed(added.id, None, number_of(added.id), added.already)


def _absent(filing: Filing, report: Report, child: UUID | None, to_node: UUID | None = None) -> facts.Added:
    body = Absent(
        whereabouts=report.whereabouts,
        concern=report.concern,
        reported=report.reported,
        expected_at=report.expected_at,
        seen_in=report.seen_in,
    )
    return keep(
        filing, "absent", body, child=child, happened=report.since, words=report.words, to_node=to_node
    )


def _with_it(
    filing: Filing, report: Report, child: UUID | None, absent: UUID, to_node: UUID | None = None
) -> None:
    """Who was told, and the reference police gave, each a fact about the report."""
    for number, told in enumerate(report.told, 1):
        keep(
            filing.part(f"told {number}"),
            "told",
            Told(told.whom, told.how, told.outcome),
            child=child,
            happened=told.at,
            about=absent,
            words={"name": told.name, "why not": told.why_not},
            to_node=to_node,
        )
    if report.police_reference.strip():
        body = PoliceReference(report.police_reference.strip())
        keep(
            filing.part("police reference"),
            "police reference",
            body,
            child=child,
            about=absent,
            to_node=to_node,
        )


def _check(report: Report, now: datetime) -> None:
    not_in_future(report.since, now, "since", "The time when the child was last seen")
    for told in report.told:
        if told.at is not None:
            not_in_future(told.at, now, "told", "The time when somebody was told")
        if told.outcome == "not told" and not told.why_not.strip():
            raise Refused("Say why they were not told: in a few words is enough.", field="told")
