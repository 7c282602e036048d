"""The head and foot of every public page: the paper's name, the weather line, what leads on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from articles import icons
from articles.models import Article, Publication
from articles.navigation import Navigation, navigation
from articles.pages import breaking
from articles.sharing import SharedImage
from articles.views.publication import publication_of
from weather.line import WeatherLine

from .edition import moment


@dataclass(frozen=True)
class Head:
    """What every page shows around its own. Four queries."""

    now: datetime
    site_url: str
    canonical_url: str
    publication: Publication
    navigation: Navigation
    breaking: list[Article]
    weather: WeatherLine | None

    @classmethod
    def of(cls, request: HttpRequest) -> Head:
        now = moment(request)
        return cls(
            now=now,
            site_url=settings.SITE_URL,
            canonical_url=settings.SITE_URL + request.path,
            publication=publication_of(request),
            navigation=navigation(),
            breaking=breaking(now),
            weather=WeatherLine.at(now),
        )

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
    """Gives templates their `head`, assembled when the first of them reads it: pages of the admin cost nothing."""
    return {"head": SimpleLazyObject(lambda: Head.of(request))}
