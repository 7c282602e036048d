"""The head and foot of every public page: the paper's name, the weather line, what leads on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import cached_property

from articles import icons
from articles.models import Article, Publication
from articles.navigation import Navigation, links, navigation
from articles.pages import breaking
from articles.sharing import SharedImage
from articles.views.publication import publication_of
from weather.line import WeatherLine, newest_readings

from .edition import moment
from .kept_pages import is_kept
from .paths import path_to
from .prepared import rows_of_each


class Head:
    """What every page shows around its own: a query for the paper, and one each for what of the rest is not kept. Those
    are asked together.

    The paper comes first: with it comes the moment at which the rest stops being true by itself.
    """

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._found: dict[str, list[Any]] = {}
        self.now: datetime = moment(request)
        self.site_url: str = settings.SITE_URL
        self.canonical_url: str = settings.SITE_URL + request.path
        self.publication: Publication = publication_of(request)

    @cached_property
    def navigation(self) -> Navigation:
        return navigation(self._rows("navigation"))

    @cached_property
    def breaking(self) -> list[Article]:
        return self._rows("breaking")

    @cached_property
    def weather(self) -> WeatherLine | None:
        return WeatherLine.of(self._rows("utility-line"), self.now)

    def _rows(self, part: str) -> list[Any]:
        """What this part of a page is made of. Asks for what the other parts will need, too."""
        if part not in self._found:
            queries = {
                "utility-line": newest_readings(self.now, in_header=True),
                "navigation": links(),
                "breaking": breaking(self.now),
            }
            asked = {name: query for name, query in queries.items() if name == part or not is_kept(self._request, name)}
            self._found = dict(zip(asked, rows_of_each(*asked.values()), strict=True))
        return self._found[part]

    @property
    def house_css_url(self) -> str:
        """The style sheet that holds the paper's colour."""
        return path_to("house_css", self.publication.house_color.lstrip("#").lower())

    @property
    def icon_digest(self) -> str:
        return icons.digest(self.publication)

    @property
    def image(self) -> SharedImage:
        """Beside a shared link to a page that has no picture of its own."""
        return SharedImage.of_paper(self.publication)


def page_head(request: HttpRequest) -> dict[str, object]:
    """Gives public templates their `head`."""
    return {"head": Head(request)}
