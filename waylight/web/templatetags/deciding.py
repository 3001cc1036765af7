"""What the pages of decisions need beside the filters of the record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.template import Context

register = template.Library()


@register.filter
def word(words: Mapping[str, str], field: str) -> str:
    """The words of a field whose name is more than one word."""
    return words.get(field, "")


@register.simple_tag(takes_context=True)
def sent_action(context: Context, number: object) -> Mapping[str, Any]:
    """What was typed into one line of actions, so that a refused form loses nothing."""
    sent, n = context["sent"], f"-{number}"
    return {"n": n, **{name: sent.get(f"{name}{n}", "") for name in ("what", "owner", "name", "by")}}
