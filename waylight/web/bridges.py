"""The page of a finished run: the bridge drawn, every figure a link to the rows behind it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from waylight.desk.models import Run
from waylight.desk.people import Person
from waylight.desk.selectors import runs as read
from waylight.drawings.bridge import bridge
from waylight.drawings.classes import parts
from waylight.drawings.interval import interval
from waylight.web.narrowing import words_of

TITLES = {"police": "Police reports", "authority": "Authority rows"}
SIDES = tuple(TITLES)
BY = {"force": "By force", "authority": "By authority", "year": "By year", "category": "By category"}
NAMED = {"force": "Force", "authority": "Authority", "year": "Year", "category": "Category"}
SEEN = {"both": "Seen by both", "police": "Seen by police only", "authority": "Seen by the authority only"}


def bridge_page(actor: Person, run: Run) -> dict[str, Any]:
    """Everything that the template of a finished run shows."""
    tally = read.tally(actor, run)
    return {
        "run": run,
        "tally": tally,
        "picture": _picture(run),
        "stacks": [_stack(run, side) for side in SIDES],
        "breakdowns": [_breakdown(run, name) for name in BY if run.bridge.get("by", {}).get(name)],
        "seen": [_seen(run, run.bridge["episodes"], who) for who in SEEN],
        "told": _told(run),
        "changes": _changes(read.run_before(actor, run), run),
        "truth": _truth(run),
        "decided_since": tally.decided,
        "open": run.closed_at is None,
    }


def list_address(run: Run, side: str, **narrowed: str | None) -> str:
    """The list behind a figure."""
    words = urlencode({name: value for name, value in narrowed.items() if value})
    address = reverse("rows", args=[run.id, side])
    return f"{address}?{words}" if words else address


def _picture(run: Run) -> str:
    # Of how many rows the shared times are made stands beneath, where each figure is a link.
    said = {name: value for name, value in run.bridge.items() if name != "join"}

    def link(side: str, name: str) -> str:
        if side == "both":
            return str(_seen(run, run.bridge["episodes"], "both")["address"])
        return list_address(run, side, row_class=name)

    return bridge({**said, "both": run.bridge["episodes"]["both"]}, link=link).figure()


def _told(run: Run) -> list[dict[str, Any]]:
    """Of how many rows of each side the times away are made that both saw."""
    join = run.bridge.get("join", {})
    return [
        {
            "title": TITLES[side].lower(),
            "rows": join[side]["rows"],
            "address": list_address(run, side, seen_by="both"),
        }
        for side in SIDES
        if side in join
    ]


def _stack(run: Run, side: str) -> dict[str, Any]:
    classes = run.bridge[side]["classes"]
    lines = [
        {"words": part.words, "rows": part.count, "address": list_address(run, side, row_class=part.name)}
        for part in parts(classes, side)
    ]
    return {
        "side": side,
        "title": TITLES[side],
        "lines": lines,
        "rows": run.bridge[side]["rows"],
        "address": list_address(run, side),
    }


def _changes(before: Run | None, run: Run) -> list[dict[str, Any]] | None:
    """Counts that differ from the run before: what decisions, or a newer program, made of the same files."""
    if before is None:
        return None
    changes = []
    for side, title in TITLES.items():
        for part in parts(run.bridge[side]["classes"], side):
            was = before.bridge[side]["classes"].get(part.name, 0)
            if was != part.count:
                address = list_address(run, side, row_class=part.name)
                changes.append(
                    {"words": f"{title}, {part.words}", "was": was, "now": part.count, "address": address}
                )
    for who, words in SEEN.items():
        was, now = before.bridge["episodes"][who], run.bridge["episodes"][who]
        if was != now:
            changes.append({**_seen(run, run.bridge["episodes"], who), "words": f"Times away, {words.lower()}",
                            "was": was, "now": now})  # fmt: skip
    return changes


def _truth(run: Run) -> dict[str, Any] | None:
    """The estimate of the true number, drawn; or the reason that there is none."""
    said = run.estimate
    if not said:
        return None
    if not said.get("possible"):
        return {"reason": said.get("reason")}
    title = "What each side counted, and the true number"
    drawing = interval(said["episodes"], ident="true", title=title, of="times missing")
    rounded = {name: round(value) for name, value in said["episodes"].items()}
    return {**said, "times": rounded, "picture": drawing.figure(), "missing": _missing(run),
            "lists": f"{reverse('aways', args=[run.id])}?category=M"}  # fmt: skip


def _missing(run: Run) -> list[dict[str, Any]]:
    """The times missing in the lists, by who saw them: what the estimate starts from."""
    of = next((one for one in run.bridge["by"].get("category", ()) if one["value"] == "M"), None)
    return [_seen(run, of["episodes"], who, category="M") for who in SEEN] if of else []


def _seen(run: Run, counts: dict[str, int], who: str, **narrowed: str) -> dict[str, Any]:
    words = urlencode({"seen_by": who, **narrowed})
    address = f"{reverse('aways', args=[run.id])}?{words}"
    return {"words": SEEN[who], "times": counts[who], "address": address}


def _breakdown(run: Run, name: str) -> dict[str, Any]:
    lines = []
    for entry in run.bridge["by"][name]:
        value = str(entry["value"])
        line: dict[str, Any] = {"value": words_of(name, value)}
        line["seen"] = [_seen(run, entry["episodes"], who, **{name: value}) for who in SEEN]
        for side in SIDES:
            line[side] = {"rows": entry[side]["rows"], "address": list_address(run, side, **{name: value})}
        lines.append(line)
    return {"title": BY[name], "head": NAMED[name], "lines": lines}
