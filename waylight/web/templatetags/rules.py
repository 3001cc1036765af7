"""Sentences of the rulebook on a page: they carry the few marks of Markdown that `docs/rulebook.md` needs."""

from __future__ import annotations

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
STRONG, CODE = re.compile(r"\*\*(.+?)\*\*"), re.compile(r"`(.+?)`")


@register.filter
def marked(sentence: str) -> SafeString:
    """Bold and codes as elements; everything else escaped first."""
    text = STRONG.sub(r"<strong>\1</strong>", escape(sentence))
    return mark_safe(CODE.sub(r"<code>\1</code>", text))  # noqa: S308 - escaped in the line above
