"""The page around the sections: style and drawings inside it, a policy that lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

from waylight.drawings.markup import Markup, el, join
from waylight.exchange.report.findings import Findings
from waylight.exchange.report.sections import answer, differences, linkage, reading, sources, truth


def page(found: Findings) -> str:
    """The whole document. It is well-formed XML as well as HTML."""
    style, policy = _style()
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=policy),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="robots", content="noindex"),
        el("title", "Two lists made one: report of a reconciliation – Waylight"),
        el("style", Markup(style)),
    )
    main = el(
        "main",
        answer.section(found),
        differences.section(found),
        truth.section(found),
        differences.by_agency(found),
        linkage.section(found),
        sources.section(found),
        reading.section(found),
    )
    body = el("body", _header(), main, _footer(found))
    return f"<!DOCTYPE html>\n{el('html', head, body, lang='en-GB')}\n"


@cache
def _style() -> tuple[str, str]:
    css = (files("waylight.drawings") / "drawings.css").read_text("utf-8")
    css += (files("waylight.exchange.report") / "report.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return css, f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _header() -> Markup:
    # The lit window, as on every page of the desk.
    mark = el(
        "svg",
        el("path", d="M8 25V12a7 7 0 0 1 14 0v13z", fill="#ffffff"),
        el("path", d="M15 5.5V25M8.3 15.5h13.4", stroke="#14213d", stroke_width=2),
        el("rect", x=1, y=1, width=28, height=28, rx=3, fill="none", stroke="#ffffff", stroke_width=2),
        viewBox="0 0 30 30",
        width=26,
        height=26,
        aria_hidden="true",
        focusable="false",
    )
    return el("header", el("p", mark, " Waylight", class_="mark"), class_="top")


def _footer(found: Findings) -> Markup:
    made = f"{found.made:%H:%M} on {found.made.day} {found.made:%B %Y}"
    return el(
        "footer",
        join(
            el("p", f"Made at {made} by Waylight {found.version}. This page holds counts only: no name and no date of "
               "birth. Small counts can still point to a child: share it as you would the records themselves."),
        ),
    )  # fmt: skip
