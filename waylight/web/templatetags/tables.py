"""Tables that stand as cards on a telephone: each cell says its column, and what the table is is still told.

A style sheet that takes a table apart also takes away what some browsers tell a screen reader about it, so every
part says its role; `data-label` is what the style sheet writes before the cell.
"""

from __future__ import annotations

import re

from django import template
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

register = template.Library()

PART = re.compile(r"<(table|thead|tbody|tr|th|td)\b([^>]*)>")
HEADING = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
SPAN = re.compile(r'colspan="(\d+)"')
ROLES = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}


@register.filter
def stacked(table: SafeString) -> SafeString:
    """`{% filter stacked %}<table>...</table>{% endfilter %}`: one table with a thead of one row, of our own
    templates, whose values are escaped already."""
    head, end, body = table.partition("</thead>")
    labels = [strip_tags(heading).strip().replace('"', "&quot;") for heading in HEADING.findall(head)]
    head = PART.sub(lambda part: _with_role(part, "columnheader"), head)
    return SafeString(head + end + _labelled(body, labels))


def _labelled(body: str, labels: list[str]) -> str:
    column = 0

    def of_body(part: re.Match[str]) -> str:
        nonlocal column
        name, attributes = part.groups()
        if name == "tr":
            column = 0
        if name not in ("th", "td"):
            return _with_role(part, "rowheader")
        label = f' data-label="{labels[column]}"' if name == "td" and column < len(labels) else ""
        span = SPAN.search(attributes)
        column += int(span[1]) if span else 1
        return _with_role(part, "rowheader", label)

    return PART.sub(of_body, body)


def _with_role(part: re.Match[str], heading: str, more: str = "") -> str:
    name, attributes = part.groups()
    if name == "table":
        attributes = attributes.replace('class="', 'class="wl-stacked ', 1)
    return f'<{name} role="{ROLES.get(name, heading)}"{more}{attributes}>'
