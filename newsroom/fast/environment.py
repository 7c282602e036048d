"""How public pages are rendered: by Jinja2, which compiles a template to Python. docs/adr/0013 has the reasons.

All of `templates/` but what is Django's own: the admin, the site maps, and the pages that have to stand alone.
"""

from __future__ import annotations

import json
from collections.abc import MutableMapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from django.contrib.humanize.templatetags.humanize import intcomma
from django.template.defaultfilters import default_if_none, linebreaks_filter
from django.utils import formats
from django.utils.translation import gettext
from jinja2 import ChainableUndefined, Environment, FileSystemLoader, TemplateNotFound
from markupsafe import Markup

from ..shared import times
from ..shared.paths import path_to, path_to_file
from .fragments import render

DJANGO_TEMPLATES = ("admin/", "sitemaps/", "400.html", "403.html", "403_csrf.html", "500.html")
TIMES: list[Any] = [
    *[times.clock, times.clock_from, times.date_line, times.iso, times.iso_day, times.list_time, times.month_and_day],
    *[times.plain_day, times.stamp, times.year_and_month],
]


_JSON_ESCAPES = {character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def json_ld(things: Any) -> Markup:
    """JSON that no text in it can end the script element of."""
    text = json.dumps(things, ensure_ascii=False)
    for character, escaped in _JSON_ESCAPES.items():
        text = text.replace(character, escaped)
    return Markup(text)


FILTERS = [*TIMES, default_if_none, intcomma, json_ld]
"""The filters that are functions of the same name."""


PAGE_DEFAULTS: dict[str, Any] = {
    **{"is_preview": False, "link": None, "ranked_by": "", "section": None, "stood_at": None, "structured": ()},
}
"""Names that templates ask for and only some views give, and what they are for the others."""


class PublicTemplates(FileSystemLoader):
    def get_source(self, environment: Environment, template: str) -> Any:
        if template.startswith(DJANGO_TEMPLATES):
            raise TemplateNotFound(template)
        return super().get_source(environment, template)


class PublicEnvironment(Environment):
    """Jinja2's own, but for what holds the globals: a plain dictionary, as nothing is added to them once templates are
    loaded. Each import of a component compares them with the page's, and a `ChainMap` takes a tenth of a page for that.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


def create_environment(loader: FileSystemLoader, **options: Any) -> Environment:
    """What `TEMPLATES` names. A name that a page was not given is empty, and so is whatever is asked of it; in tests it
    is an error (tests/settings.py).
    """
    options = {"undefined": ChainableUndefined, **options}
    made = PublicEnvironment(loader=PublicTemplates(loader.searchpath), **options, trim_blocks=True)
    assert made.autoescape is True  # by Django's backend
    made.globals |= PAGE_DEFAULTS
    made.globals |= {"_": cached_gettext, "fragment": render, "static": path_to_file, "url": path_to}
    made.filters |= {shown.__name__: shown for shown in FILTERS}
    made.filters |= {"date": format_date, "linebreaks": linebreaks_filter, "quoted": quote_value}
    return made


@lru_cache(maxsize=1000)
def cached_gettext(text: str) -> str:
    """Public pages are in the one language of `LANGUAGE_CODE`."""
    return gettext(text)


def quote_value(text: object) -> str:
    """For a parameter in an address."""
    return quote(str(text), safe="")


def format_date(moment: date | datetime, form: str) -> str:
    """In Seoul; `form` as Django's filter of the name `date` takes it."""
    return formats.date_format(times.seoul_time(moment) if isinstance(moment, datetime) else moment, form)
