"""The head and foot of every public page: the paper's name, the weather line, what leads on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
from articles.views.publication import along, publication_of
from weather.line import WeatherLine, line_readings

from .edition import moment
from .kept_pages import is_kept
from .paths import path_to
from .prepared import Prepared, rows_of_each


class Head:
    """What every page shows around its own: a query for the paper, and one each for what of the rest is not kept. Those
    are asked together.

    The paper comes first: with it comes the moment at which the rest stops being true by itself.
    """

    NEEDS: Mapping[str, Callable[[datetime], Prepared]] = {
        "utility-line": line_readings,
        "navigation": lambda now: links(),
        "breaking": breaking,
    }
    """What is asked for. What comes or goes by its own time has its moment in `querysets.NEXT_CHANGES`, too."""
    KEPT = ("utility-line", "breaking")
    """Those that are for a part that templates/base.html keeps: the names of its `{% call kept("…") %}`."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._found: Mapping[str, list[Any]] = vars(request).pop("found_along", {})
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

    def _rows(self, name: str) -> list[Any]:
        """Some pages have asked for it along with the paper; else it is asked for now, with what else is needed."""
        if name not in self._found:
            asked = {name: self.NEEDS[name](self.now), **self.needs(self._request)}
            self._found = dict(zip(asked, rows_of_each(*asked.values()), strict=True))
        return self._found[name]

    @classmethod
    def needs(cls, request: HttpRequest) -> dict[str, Prepared]:
        """What the page will not take from what is kept."""
        names = (name for name in cls.NEEDS if name not in cls.KEPT or not is_kept(request, name))
        return {name: cls.NEEDS[name](moment(request)) for name in names}

    @property
    def house_css_url(self) -> str:
        """The style sheet that holds the paper's colour."""
        return path_to("house_css", self.publication.house_color.lstrip("#").lower())

    @cached_property
    def icon_digest(self) -> str:
        return icons.digest(self.publication)

    @property
    def image(self) -> SharedImage:
        """Beside a shared link to a page that has no picture of its own."""
        return SharedImage.of_paper(self.publication)


def page_head(request: HttpRequest) -> dict[str, object]:
    """Gives public templates their `head`."""
    return {"head": Head(request)}


along.append(Head.needs)
