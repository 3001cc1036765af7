"""Elements of HTML and SVG as strings in which everything that is not already markup is escaped.

What comes out is well-formed XML and holds no script, no event handler and no `style` attribute, so that it
may stand in a page under a strict Content-Security-Policy.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

_ALONE = frozenset(
    {"rect", "path", "line", "circle", "polyline", "meta", "br", "hr", "img", "use", "col", "link"}
)


class Markup(str):
    """Text that is markup already and is not escaped again."""

    __slots__ = ()

    def __html__(self) -> str:
        """Django's templates take it as safe."""
        return str(self)


Content = str | int | None | Iterable["Content"]


def _inner(content: Content) -> str:
    if content is None:
        return ""
    if isinstance(content, Markup):
        return content
    if isinstance(content, str):
        return escape(content)
    if isinstance(content, int):
        return str(content)
    return "".join([_inner(c) for c in content])


def _value(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return escape(str(value))


def el(name: str, /, *content: Content, **attributes: object) -> Markup:
    """`el("text", "Away", x=1, text_anchor="end")`: underscores become hyphens, a last one is dropped.

    An attribute that is None is left out.
    """
    said = "".join(
        [f' {k.rstrip("_").replace("_", "-")}="{_value(v)}"' for k, v in attributes.items() if v is not None]
    )
    if name in _ALONE:
        return Markup(f"<{name}{said}/>")
    return Markup(f"<{name}{said}>{_inner(content)}</{name}>")


def join(*content: Content) -> Markup:
    """Several pieces as one."""
    return Markup(_inner(content))
