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
from jinja2 import ChainableUndefined, Environment, FileSystemLoader, TemplateNotFound
from jinja2.environment import TemplateModule

from articles.templatetags import news

from .fragments import render
from .paths import path_to, path_to_file
from .template_code import TemplateCode

OF_DJANGO = ("admin/", "sitemaps/", "400.html", "403.html", "403_csrf.html", "500.html")
TIMES: list[Any] = [
    *[news.clock, news.clock_from, news.date_line, news.iso, news.iso_day, news.list_time, news.month_and_day],
    *[news.plain_day, news.stamp, news.year_and_month],
]
SHOWN_AS = [*TIMES, default_if_none, intcomma, news.json_ld]
"""The filters that are functions of the same name."""


class PublicCode(TemplateCode):
    plain_filters = frozenset(time.__name__ for time in TIMES)


class PublicTemplates(FileSystemLoader):
    def get_source(self, environment: Environment, template: str) -> Any:
        if template.startswith(OF_DJANGO):
            raise TemplateNotFound(template)
        return super().get_source(environment, template)


class PublicEnvironment(Environment):
    """Looks for what a template imports once, not at each page."""

    code_generator_class = PublicCode

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._modules: dict[str, TemplateModule] = {}

    def module_of(self, name: str) -> TemplateModule:
        """What stands in that template to be imported."""
        if self.auto_reload:
            return self.get_template(name).module
        if name not in self._modules:
            self._modules[name] = self.get_template(name).module
        return self._modules[name]


def environment(loader: FileSystemLoader, **options: Any) -> Environment:
    """What `TEMPLATES` names. A name that a page was not given is empty, and so is whatever is asked of it."""
    made = PublicEnvironment(  # Django's backend turns escaping on
        loader=PublicTemplates(loader.searchpath), **(options | {"undefined": ChainableUndefined}), trim_blocks=True
    )
    assert made.autoescape is True  # `PublicCode` escapes always, and takes all that macros give for HTML
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
