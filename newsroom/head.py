"""The head and foot of every public page: the paper's name, the weather line, what leads on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import cached_property

from articles.models import Article, Publication, Section
from articles.pages.assembly import breaking_query
from articles.pages.navigation import Navigation, build_navigation, links_query
from articles.pages.publication import fragments_of, publication_of, site_parts
from articles.pictures import icons
from articles.pictures.sharing import SharedImage
from weather.pages.line import WeatherLine, line_readings

from .fast.edition import request_moment
from .fast.fragments import Fragments
from .fast.prepared import Prepared, rows_of_each
from .shared.paths import path_to

MARKED_PATHS = ("/", "/photos/")
"""Of pages that stand in the navigation and are no section."""


class PageHead:
    """What every page shows around its own, and the fragments that show most of it.

    What comes or goes by its own time has its moment in `querysets.NEXT_CHANGES`, too.
    """

    def __init__(
        self, request: HttpRequest, found: Mapping[str, list[Any]], fragments: Fragments, section: Section | None
    ) -> None:
        self.now: datetime = request_moment(request)
        self.site_url: str = settings.SITE_URL
        self.canonical_url: str = settings.SITE_URL + request.path
        self.publication: Publication = publication_of(request)
        self.section = section
        self.path: str = request.path
        self.navigation = Navigation([], [])
        self.weather = WeatherLine.from_rows(found["weather"], self.now)
        self.breaking: list[Article] = found["breaking"]
        self._name_fragments(fragments)

    def _name_fragments(self, fragments: Fragments) -> None:
        self.utility_fragment = fragments.of("utility line", self.weather.shown_values if self.weather else None)
        breaking = tuple((article.pk, article.headline, article.published_at) for article in self.breaking)
        self.breaking_fragment = fragments.of("breaking", breaking)
        marked = (self.section.pk, self.section.parent_id) if self.section else self.path in MARKED_PATHS and self.path
        self.navigation_fragment = fragments.of("navigation", marked)
        self.footer_fragment = fragments.of("footer")

    def load_missing(self) -> None:
        """What the fragments show that were not found. One query at most."""
        if not (self.navigation_fragment.is_found and self.footer_fragment.is_found):
            self.navigation = build_navigation(links_query().rows())

    @property
    def house_css_url(self) -> str:
        """The style sheet that holds the paper's colour."""
        return path_to("house_css", self.publication.house_color.lstrip("#").lower())

    @cached_property
    def icon_digest(self) -> str:
        return icons.icon_digest(self.publication)

    @property
    def image(self) -> SharedImage:
        """Beside a shared link to a page that has no picture of its own."""
        return SharedImage.of_paper(self.publication)


class SiteHead:
    def page_queries(self, now: datetime) -> Mapping[str, Prepared]:
        return {"weather": line_readings(now), "breaking": breaking_query(now)}

    def start_page(self, request: HttpRequest, fragments: Fragments, section: Section | None) -> None:
        found = vars(request).pop("site_rows", None)
        if found is None:
            asked = self.page_queries(request_moment(request))
            found = dict(zip(asked, rows_of_each(*asked.values()), strict=True))
        request.head = PageHead(request, found, fragments, section)  # type: ignore[attr-defined]


site_parts.append(SiteHead())


def page_head(request: HttpRequest) -> dict[str, object]:
    """Gives public templates their `head`."""
    fragments_of(request).fetch()
    head: PageHead = request.head  # type: ignore[attr-defined]
    head.load_missing()
    return {"head": head}
