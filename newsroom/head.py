"""The head and foot of every public page: the paper's name, the weather line, what leads on."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property

from articles import icons
from articles.models import Article, Publication
from articles.navigation import Navigation, navigation
from articles.pages import breaking
from articles.sharing import SharedImage
from articles.views.publication import publication_of
from weather.line import WeatherLine

from .edition import moment


class Head:
    """What every page shows around its own: a query for the paper, and one each for the rest when a page asks for it.

    The paper comes first: with it comes the moment at which the rest stops being true by itself.
    """

    def __init__(self, request: HttpRequest) -> None:
        self.now: datetime = moment(request)
        self.site_url: str = settings.SITE_URL
        self.canonical_url: str = settings.SITE_URL + request.path
        self.publication: Publication = publication_of(request)

    @cached_property
    def navigation(self) -> Navigation:
        return navigation()

    @cached_property
    def breaking(self) -> list[Article]:
        return breaking(self.now)

    @cached_property
    def weather(self) -> WeatherLine | None:
        return WeatherLine.at(self.now)

    @property
    def house_css_url(self) -> str:
        """The style sheet that holds the paper's colour."""
        return reverse("house_css", args=[self.publication.house_color.lstrip("#").lower()])

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
