"""The head and foot of every public page: the paper's name, the weather line, what leads on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Publication
from articles.navigation import Navigation, navigation
from articles.pages import breaking
from weather.line import WeatherLine


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
    def at(cls, now: datetime, path: str) -> Head:
        return cls(
            now=now,
            site_url=settings.SITE_URL,
            canonical_url=settings.SITE_URL + path,
            publication=Publication.objects.current(now),
            navigation=navigation(),
            breaking=breaking(now),
            weather=WeatherLine.at(now),
        )

    @property
    def house_css_url(self) -> str:
        """The style sheet that holds the paper's colour."""
        return reverse("house_css", args=[self.publication.house_color.lstrip("#").lower()])


def head_of(request: HttpRequest) -> Head:
    """The request's head, assembled once; tells `newsroom.edition` how long the page may be kept."""
    head: Head | None = getattr(request, "head", None)
    if head is None:
        head = Head.at(timezone.now(), request.path)
        request.head = head  # type: ignore[attr-defined]
        request.next_change_at = head.publication.next_change_at  # type: ignore[attr-defined]
    return head


def page_head(request: HttpRequest) -> dict[str, object]:
    """Gives public templates their `head`; pages of the admin have none, and cost nothing."""
    if request.path.startswith(reverse("admin:index")):
        return {}
    return {"head": head_of(request)}
