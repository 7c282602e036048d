"""How public pages are rendered: by Jinja2, which compiles a template to Python. docs/adr/0013 has the reasons.

All of `templates/` but what is Django's own: the admin, the site maps, and the pages that have to stand alone.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from django.contrib.humanize.templatetags.humanize import intcomma
from django.template.defaultfilters import default_if_none, linebreaks_filter
from django.utils import formats
from django.utils.translation import gettext
from jinja2 import Environment, FileSystemLoader, TemplateNotFound

from articles.templatetags import news

from .fragments import render
from .paths import path_to, path_to_file

OF_DJANGO = ("admin/", "sitemaps/", "400.html", "403.html", "403_csrf.html", "500.html")
TIMES: list[Any] = [
    *[news.clock, news.clock_from, news.date_line, news.iso, news.iso_day, news.list_time, news.month_and_day],
    *[news.plain_day, news.stamp, news.year_and_month],
]
SHOWN_AS = [*TIMES, default_if_none, intcomma, news.json_ld]
"""The filters that are functions of the same name."""


OF_SOME_PAGES: dict[str, Any] = {
    **{"is_preview": False, "link": None, "ranked_by": "", "section": None, "stood_at": None, "structured": ()},
}
"""Names that templates ask for and only some views give, and what they are for the others."""


class PublicTemplates(FileSystemLoader):
    def get_source(self, environment: Environment, template: str) -> Any:
        if template.startswith(OF_DJANGO):
            raise TemplateNotFound(template)
        return super().get_source(environment, template)


def environment(loader: FileSystemLoader, **options: Any) -> Environment:
    """What `TEMPLATES` names. A name that a page was not given is empty, and so is whatever is asked of it; in tests it
    is an error (tests/settings.py).
    """
    made = Environment(loader=PublicTemplates(loader.searchpath), **options, trim_blocks=True)
    assert made.autoescape is True  # by Django's backend
    made.globals |= OF_SOME_PAGES
    made.globals |= {"_": translated, "fragment": render, "static": path_to_file, "url": path_to}
    made.filters |= {shown.__name__: shown for shown in SHOWN_AS}
    made.filters |= {"date": written_date, "linebreaks": linebreaks_filter, "quoted": quoted}
    return made


@lru_cache(maxsize=1000)
def translated(text: str) -> str:
    """Public pages are in the one language of `LANGUAGE_CODE`."""
    return gettext(text)


def quoted(text: object) -> str:
    """For a parameter in an address."""
    return quote(str(text), safe="")


def written_date(moment: date | datetime, form: str) -> str:
    """In Seoul; `form` as Django's filter of the name `date` takes it."""
    return formats.date_format(news.seoul_time(moment) if isinstance(moment, datetime) else moment, form)
