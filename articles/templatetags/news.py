"""The filters and the tag of Django's own templates. None asks the database but `display_name`, which says when."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from newsroom.shared import times

from ..body import characters
from ..desk import records

register = template.Library()

for shown in (times.days_left, times.iso, times.stamp, times.time_left):
    register.filter(shown.__name__, shown)


@register.filter
def strip_invisible(text: str) -> str:
    """Without what nobody can see: XML can't hold some of it."""
    return characters.remove_invisible(text)


@register.filter
def display_name(user: Any) -> str:
    """As the newsroom calls people. Reads the account's reporter; if not loaded, that costs a query."""
    return records.display_name(user)


@register.simple_tag
def include_jinja(name: str, **context: Any) -> SafeString:
    """A template that Jinja2 draws, given what is named here and nothing else."""
    return mark_safe(get_template(name, using="jinja2").render(context))  # it escapes what it is given
