"""The pages of the door: short, without script, and readable on any phone."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from html import escape
from zoneinfo import ZoneInfo

from waylight.door.keeping import Kept

RING = "POLICE NOT YET TOLD: RING 101, OR 999 IF IN IMMEDIATE DANGER"
LONDON = ZoneInfo("Europe/London")
TITLE = "Report that a child is not here"


def form(trouble: str = "", sent: Mapping[str, Sequence[str]] | None = None) -> str:
    """The form, with what was typed before where it comes back."""
    given = {name: next(iter(values), "") for name, values in (sent or {}).items()}

    def value(name: str) -> str:
        return escape(given.get(name, ""), quote=True)

    def ticked(name: str, one: str) -> str:
        return " checked" if given.get(name) == one else ""

    key = value("key") or secrets.token_hex(16)
    said = f'<p role="alert"><strong>{escape(trouble)}</strong></p>' if trouble else ""
    return _page(
        TITLE,
        f"""{said}<p>The record cannot be reached at the moment. What you send here is kept, and is filed once it is
back.</p>
<p><strong>{RING}</strong></p>
<form method="post"><input type="hidden" name="key" value="{key}"><input type="hidden" name="since" value="other">
<p><label for="child">Which child? Name, age, where they live</label><br>
<input id="child" name="child" size="40" autocomplete="off" value="{value("child")}"></p>
<p><label for="day">On which day were they last seen?</label><br>
<input id="day" type="date" name="since_day" value="{value("since_day")}"></p>
<p><label for="time">At what time, as well as you know?</label><br>
<input id="time" type="time" name="since_time" value="{value("since_time")}"></p>
<fieldset><legend>Do you know where they are?</legend>
<p><label><input type="radio" name="known" value="no"{ticked("known", "no")}> No</label></p>
<p><label><input type="radio" name="known" value="yes"{ticked("known", "yes")}> Yes</label></p></fieldset>
<p><label for="clothes">What are they wearing?</label><br>
<textarea id="clothes" name="clothes" rows="3" cols="40">{value("clothes")}</textarea></p>
<p><label for="different">What is different tonight?</label><br>
<textarea id="different" name="different" rows="3" cols="40">{value("different")}</textarea></p>
<p><label for="by">Your name, and whom you work for</label><br>
<input id="by" name="by" size="40" maxlength="250" autocomplete="off" value="{value("by")}"></p>
<p><button type="submit">Send</button></p></form>""",
    )


def missing(sent: Mapping[str, Sequence[str]]) -> str:
    """What must be answered before it can be kept, in a sentence; empty where everything is there."""
    given = {name: next(iter(values), "").strip() for name, values in sent.items()}
    if not given.get("key"):
        return "This page came without its key: open it again."
    if not given.get("child"):
        return "Say which child, as well as you can."
    if not given.get("since_day"):
        return "Give the day on which the child was last seen."
    if given.get("known") not in ("yes", "no"):
        return "Say whether you know where the child is."
    return ""


def kept(one: Kept) -> str:
    """What happens next, with the number and the time."""
    at = one.at.astimezone(LONDON)
    return _page(
        "Your report is kept",
        f"""<p>Number <strong>{one.number}</strong>, {at:%H:%M} on {at.day} {at:%B %Y}.</p>
<p><strong>{RING}</strong></p>
<p>Nobody has read it yet: the record cannot be reached. It is filed in your name as soon as it is back. Tell the
authority's out-of-hours team by telephone, as you would on paper.</p>""",
    )


def full() -> str:
    """Too many."""
    return _page(
        "Too many reports from here",
        f"<p><strong>{RING}</strong></p><p>Wait ten minutes and send again, or report by telephone.</p>",
    )


def stranger() -> str:
    """For whoever has no pass."""
    return _page(
        "Not from here",
        f"""<p>Reports are taken here from people who were signed in before the record went away.</p>
<p><strong>{RING}</strong></p><p>Then tell the authority's out-of-hours team.</p>""",
    )


def _page(title: str, body: str) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8"><title>{title} – Waylight</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"></head>\n'
        f"<body><main><h1>{title}</h1>{body}</main></body></html>\n"
    )
