"""A drawing: the same picture for wide and narrow paper, and the table that says the same in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from waylight.drawings.markup import Content, Markup, el, join
from waylight.drawings.palette import INK, SANS


@dataclass(frozen=True)
class Table:
    """Numbers as rows under headings; the first cell of a row is its heading."""

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[Content]]
    foot: Sequence[Content] | None = None

    def html(self) -> Markup:
        """A table of HTML with row and column scopes, in a box that scrolls by itself, also by keyboard, where
        it must."""
        head = el(
            "tr", [el("th", h, scope="col", class_="number" if i else None) for i, h in enumerate(self.head)]
        )
        body = [self._row(row) for row in self.rows]
        foot = el("tfoot", self._row(self.foot)) if self.foot else None
        table = el(
            "table",
            el("caption", self.caption),
            el("thead", head),
            el("tbody", body),
            foot,
            class_="drawing-table",
        )
        return el("div", table, class_="drawing-scroll", tabindex=0, role="region", aria_label=self.caption)

    @staticmethod
    def _row(row: Sequence[Content]) -> Markup:
        rest = [el("td", cell, class_="number") for cell in row[1:]]
        return el("tr", el("th", row[0], scope="row"), rest)


@dataclass(frozen=True)
class Drawing:
    """`wide` for 640 px and more and for paper, `narrow` for a phone (None: the wide one serves both)."""

    wide: Markup
    table: Table
    narrow: Markup | None = None

    def figure(self, *, summary: str = "The same in numbers", caption: str | None = None) -> Markup:
        """The drawing with its table folded beneath it. Needs `drawings.css` in the page."""
        said = el("figcaption", caption) if caption else None
        wide = el("div", self.wide, class_="drawing-wide" if self.narrow else "drawing-any")
        narrow = el("div", self.narrow, class_="drawing-narrow") if self.narrow else None
        folded = el("details", el("summary", summary), self.table.html(), class_="drawing-numbers")
        return el("figure", said, wide, narrow, folded, class_="drawing")


def svg(
    ident: str, wide: float, high: float, title: str, said: str, *content: Content, links: bool = False
) -> Markup:
    """The root: scales with its box, is named by its title and described in a sentence.

    With links inside it is a group, because the children of an image are hidden from a screen reader.
    """
    return el(
        "svg",
        el("title", title, id=f"{ident}-title"),
        el("desc", said, id=f"{ident}-said"),
        join(*content),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {wide:g} {high:g}",
        width="100%",
        role="group" if links else "img",
        aria_labelledby=f"{ident}-title",
        aria_describedby=f"{ident}-said",
        font_family=SANS,
        fill=INK,
        focusable="false",
    )


def text(x: float, y: float, said: str, size: float = 14, **more: object) -> Markup:
    """One line of text at a baseline."""
    return el("text", said, x=x, y=y, font_size=size, **more)
