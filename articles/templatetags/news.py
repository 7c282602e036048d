"""The filters of Django's own templates. None of them asks the database but `person`, which says when."""

from __future__ import annotations

from typing import Any

from django import template

from newsroom.shared import times

from ..body import characters
from ..desk.records import name_of

register = template.Library()

for shown in (times.days_left, times.iso, times.stamp, times.time_left):
    register.filter(shown.__name__, shown)


@register.filter
def seen(text: str) -> str:
    """Without what nobody can see: XML can't hold some of it."""
    return characters.remove_invisible(text)


@register.filter
def person(user: Any) -> str:
    """As the newsroom calls people. Reads the account's reporter; if not loaded, that costs a query."""
    return name_of(user)
