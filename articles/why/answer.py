"""The whole answer on one article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from newsroom.fast.pages import kept_now
from newsroom.shared.paths import path_to
from newsroom.shared.times import in_seoul, seoul_time

from ..models import Article
from . import blocks, lists
from .lines import Line


@dataclass(frozen=True)
class Answer:
    article: Article
    state: str
    there: list[Line]
    """Where it stands."""
    not_there: list[Line]
    """Why it does not stand elsewhere."""

    @classmethod
    def on(cls, article: Article, now: datetime) -> Answer:
        """Of the front page, its own and other sidebars, lists, feeds and the news sitemap.

        Some fifty queries, each of a few rows: asked for when somebody wants to know. More only with its tags, and with
        sections that have a sidebar of their own.
        """
        if not article.is_public(now):
            return cls(article, state_of(article, now), [], [*blocks.placed_and_not_out(article), *is_cached(article)])
        front = blocks.front_lines(article, now)
        found = [*front, *blocks.sidebar_lines(article, now), *lists.lines(article, now)]
        not_there = [line for line in found if not line.is_there]
        is_in_front = any(line.is_there for line in front)
        return cls(
            article,
            state_of(article, now),
            [line for line in found if line.is_there],
            [*(kept_without(article) if is_in_front else is_cached(article)), *not_there],
        )


def state_of(article: Article, now: datetime) -> str:
    match article.state:
        case Article.State.PUBLISHED if article.is_public(now):
            return _("Readers have seen it since %s.") % in_seoul(article.published_at)
        case Article.State.PUBLISHED if article.is_embargoed:
            return _("Under embargo until %s: it stands nowhere before.") % in_seoul(article.published_at)
        case Article.State.PUBLISHED:
            return _("Scheduled for %s: it stands nowhere before.") % in_seoul(article.published_at)
        case Article.State.WITHDRAWN:
            return _("Withdrawn %s: it stands nowhere, and its address says so.") % in_seoul(article.withdrawn_at)
        case Article.State.SUBMITTED:
            return _("It waits at the desk: it stands nowhere until it is published.")
    return _("It is a draft: it stands nowhere until it is published.")


# --- The front page that is kept for readers ----------------------------------------------------


def kept_without(article: Article) -> list[Line]:
    """The front page shows it, but the one that readers are given is from before: written by no step of the desk."""
    kept = kept_now(path_to("front"))
    if kept is None or link_to(article) in kept.raw_content:
        return []
    told = _("Not yet on the front page that is kept for readers: it is put together anew at %s at the latest")
    return [Line(told % to_the_second(kept.fresh_until), is_there=False)]


def is_cached(article: Article) -> list[Line]:
    kept = kept_now(path_to("front"))
    if kept is None or link_to(article) not in kept.raw_content:
        return []
    told = _("Still on the front page that is kept for readers: it is put together anew at %s at the latest")
    return [Line(told % to_the_second(kept.fresh_until), is_there=False)]


def to_the_second(at: datetime) -> str:
    return f"{seoul_time(at):%H:%M:%S}"


def link_to(article: Article) -> bytes:
    return f'href="{article.get_absolute_url()}"'.encode()
