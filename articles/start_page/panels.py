"""The desk's start page: what should be known now. Each panel is plain data and costs at most two queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Self

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils import timezone

from ..desk import open_forms
from ..desk.rights import is_of_the_desk, open_to
from ..models import Article, Byline, Claim, Correction, MostRead, OpenForm, Record
from ..pageviews.chart import ReadsChart
from .duties import Duty, open_duties

ROWS = 8


def rows(articles: Any) -> list[Article]:
    found: QuerySet[Article] = articles.select_related("section", "created_by", "created_by__reporter")
    return list(found.only(*SHOWN)[: ROWS + 1])


SHOWN = [
    *["headline", "state", "published_at", "created_at", "is_embargoed", "section__name"],
    *["created_by__username", "created_by__first_name", "created_by__last_name"],
    *["created_by__reporter__name", "created_by__reporter__title", "created_by__reporter__user"],
]


def midnight(now: datetime) -> datetime:
    """The beginning of the Seoul day."""
    return timezone.make_aware(datetime.combine(timezone.localdate(now), time.min))


@dataclass(frozen=True)
class Duties:
    """What the law asks of the publication and it does not say. One query."""

    duties: list[Duty]
    can_fill_in: bool
    template: str = "admin/panels/duties.html"

    @classmethod
    def of(cls, user: Any, now: datetime) -> Self | None:
        if not user.has_perm("articles.view_publication"):
            return None
        duties = open_duties()
        return cls(duties, user.has_perm("articles.change_publication")) if duties else None


@dataclass(frozen=True)
class Waiting:
    """What has been handed in and waits for the desk, the oldest first."""

    articles: list[Article]
    template: str = "admin/panels/waiting.html"

    @classmethod
    def of(cls, user: Any, now: datetime) -> Self | None:
        if not is_of_the_desk(user):
            return None
        submitted = open_to(Article.objects.filter(state=Article.State.SUBMITTED), user)
        return cls(rows(submitted.order_by("created_at", "pk")))


@dataclass(frozen=True)
class Mine:
    """One's own drafts and what one has handed in, with the note where something was sent back."""

    articles: list[tuple[Article, Record | None]]
    template: str = "admin/panels/mine.html"

    @classmethod
    def of(cls, user: Any, now: datetime) -> Self | None:
        if not user.has_perm("articles.add_article"):
            return None
        in_work = Article.objects.filter(created_by=user, state__in=[Article.State.DRAFT, Article.State.SUBMITTED])
        articles = rows(in_work.order_by("-created_at", "-pk"))
        notes = Record.objects.filter(
            subject_type__app_label="articles",
            subject_type__model="article",
            subject_id__in=[str(article.pk) for article in articles if article.state == Article.State.DRAFT],
            verb__in=[Record.Verb.SENT_BACK, Record.Verb.SUBMITTED],
        ).order_by("at", "pk")
        last = {int(note.subject_id): note for note in notes}
        return cls([(article, note_of(last.get(article.pk))) for article in articles])


def note_of(record: Record | None) -> Record | None:
    return record if record and record.verb == Record.Verb.SENT_BACK else None


@dataclass(frozen=True)
class ThrownAway:
    """What one typed, threw away and can have back for a day. One query."""

    forms: list[OpenForm]
    template: str = "admin/panels/thrown_away.html"

    @classmethod
    def of(cls, user: Any, now: datetime) -> Self | None:
        forms = open_forms.thrown_away_by(user, now) if user.has_perm("articles.add_article") else []
        return cls(forms) if forms else None


@dataclass(frozen=True)
class Scheduled:
    """What comes out by itself in the next day, soonest first."""

    articles: list[tuple[Article, timedelta]]
    template: str = "admin/panels/scheduled.html"

    @classmethod
    def of(cls, user: Any, now: datetime) -> Self | None:
        if not user.has_perm("articles.view_article"):
            return None
        soon = Article.objects.scheduled(now).filter(published_at__lt=midnight(now) + timedelta(days=2))
        found = rows(soon.order_by("published_at", "pk"))
        return cls([(article, article.published_at - now) for article in found if article.published_at])


@dataclass(frozen=True)
class Today:
    """How many articles have come out today, by section: a bar each."""

    sections: list[tuple[str, int, int]]
    """Name, number, and the bar's length in per cent of the longest."""
    total: int
    own: int
    """Signed by a reporter: what the law and the portals call own production begins with a name."""
    template: str = "admin/panels/today.html"

    @classmethod
    def of(cls, user: Any, now: datetime) -> Self | None:
        if not user.has_perm("articles.view_article"):
            return None
        today = Article.objects.published(now).filter(published_at__gte=midnight(now))
        counts = list(
            today.order_by()
            .values_list("section__name")
            .annotate(count=Count("pk"))
            .order_by("-count", "section__name")
        )
        most = max((count for _, count in counts), default=1)
        signed = today.filter(Exists(Byline.objects.filter(article=OuterRef("pk")))).count() if counts else 0
        return cls(
            sections=[(name, count, round(100 * count / most)) for name, count in counts],
            total=sum(count for _, count in counts),
            own=signed,
        )


@dataclass(frozen=True)
class Corrections:
    """Claims that run, the one whose publication is due first before the others, and the last corrections."""

    claims: list[tuple[Claim, int, int]]
    """And how many days are left to answer and to publish; below zero they are over."""
    corrections: list[Correction]
    template: str = "admin/panels/corrections.html"

    @classmethod
    def of(cls, user: Any, now: datetime) -> Self | None:
        if not user.has_perm("articles.view_claim"):
            return None
        today = timezone.localdate(now)
        running = Claim.objects.filter(outcome=Claim.Outcome.RUNNING).select_related("article").defer("article__body")
        corrections = Correction.objects.select_related("article").defer("article__body")
        return cls(
            claims=[
                (claim, (claim.answer_by - today).days, (claim.publication_due - today).days)
                for claim in sorted(running, key=lambda claim: (claim.publication_due, claim.received_on))[:ROWS]
            ],
            corrections=list(corrections[:3]),
        )


@dataclass(frozen=True)
class MostReadNow:
    """Reads of the last day by the hour, and what is read most. Two queries."""

    chart: ReadsChart
    ranking: list[MostRead]
    template: str = "admin/panels/most_read.html"

    @classmethod
    def of(cls, user: Any, now: datetime) -> Self | None:
        if not user.has_perm("articles.view_article"):
            return None
        ranking = MostRead.objects.filter(period=MostRead.Period.DAY, article__state="published")
        shown = ranking.select_related("article__section").only("reads", "article__headline", "article__section__name")
        return cls(ReadsChart.for_hours(now, hours=24), list(shown.order_by("-reads", "-article_id")[:5]))


PANELS = [Duties, Waiting, Mine, ThrownAway, Scheduled, Today, MostReadNow, Corrections]
"""In the order of the page."""
