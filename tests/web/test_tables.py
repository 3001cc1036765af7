"""Tables as cards on a telephone: what each cell says of itself."""

from __future__ import annotations

import re
from pathlib import Path

from django.template import Context, Template

import waylight.web

TEMPLATES = Path(waylight.web.__file__).parent / "templates"
TABLE = (
    '{% load tables %}{% filter stacked %}<table class="govuk-table"><thead><tr><th scope="col">Child</th>'
    '<th scope="col">Due &amp; <em>late</em></th><th scope="col">By "whom"</th></tr></thead><tbody>'
    '<tr><th scope="row">{{ name }}</th><td>today</td><td>the team</td></tr>'
    '<tr><th scope="row">All</th><td colspan="2">nothing</td></tr></tbody></table>{% endfilter %}'
)


def drawn(name: str = "Asha") -> str:
    return Template(TABLE).render(Context({"name": name}))


def test_each_cell_says_the_name_of_its_column() -> None:
    said = re.findall(r'<td[^>]*data-label="([^"]*)"[^>]*>([^<]*)', drawn())

    assert said == [
        ("Due &amp; late", "today"),
        ("By &quot;whom&quot;", "the team"),
        ("Due &amp; late", "nothing"),
    ]


def test_every_part_says_its_role_as_a_browser_that_takes_the_table_apart_does_not() -> None:
    roles = re.findall(r'<(\w+)[^>]* role="(\w+)"', drawn())

    assert [role for name, role in roles if name == "th"] == ["columnheader"] * 3 + ["rowheader"] * 2
    assert {name: role for name, role in roles if name != "th"} == {
        "table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell",
    }  # fmt: skip


def test_what_people_typed_stays_escaped() -> None:
    assert "&lt;td&gt;" in drawn("<td>")


def test_every_table_that_would_scroll_sideways_stands_as_cards_instead() -> None:
    boxes = [
        path.name
        for path in sorted(TEMPLATES.rglob("*.html"))
        for box in re.findall(r'class="wl-scroll"[^>]*>\s*(.{20})', path.read_text(), re.DOTALL)
        if not box.startswith("{% filter stacked %}")
    ]

    assert boxes == []
