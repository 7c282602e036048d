"""The desk's start page: what should be known now. Each panel is plain data and costs at most two queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Self

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils import timezone

from ..desk import open_forms
from ..desk.permissions import is_desk_member, visible_articles
from ..models import Article, Byline, Claim, Correction, MostRead, OpenForm, Record
from ..pageviews.chart import ReadsChart
from .duties import Duty, open_duties

MAX_ROWS = 8


def fetch_rows(articles: Any) -> list[Article]:
    found: QuerySet[Article] = articles.select_related("section", "created_by", "created_by__reporter")
    return list(found.only(*LIST_FIELDS)[: MAX_ROWS + 1])


LIST_FIELDS = [
    *["headline", "state", "published_at", "created_at", "is_embargoed", "section__name"],
    *["created_by__username", "created_by__first_name", "created_by__last_name"],
    *["created_by__reporter__name", "created_by__reporter__title", "created_by__reporter__user"],
]


def start_of_day(now: datetime) -> datetime:
    """The beginning of the Seoul day."""
    return timezone.make_aware(datetime.combine(timezone.localdate(now), time.min))


@dataclass(frozen=True)
class Duties:
    """What the law asks of the publication and it does not say. One query."""

    duties: list[Duty]
    can_change: bool
    template: str = "admin/panels/duties.html"

    @classmethod
    def for_user(cls, user: Any, now: datetime) -> Self | None:
        if not user.has_perm("articles.view_publication"):
            return None
        duties = open_duties()
        return cls(duties, user.has_perm("articles.change_publication")) if duties else None


@dataclass(frozen=True)
class SubmittedArticles:
    """What has been handed in and waits for the desk, the oldest first."""

    articles: list[Article]
    template: str = "admin/panels/submitted_articles.html"

    @classmethod
    def for_user(cls, user: Any, now: datetime) -> Self | None:
        if not is_desk_member(user):
            return None
        submitted = visible_articles(Article.objects.filter(state=Article.State.SUBMITTED), user)
        return cls(fetch_rows(submitted.order_by("created_at", "pk")))


@dataclass(frozen=True)
class UserArticles:
    """One's own drafts and what one has handed in, with the note where something was sent back."""

    articles: list[tuple[Article, Record | None]]
    template: str = "admin/panels/user_articles.html"

    @classmethod
    def for_user(cls, user: Any, now: datetime) -> Self | None:
        if not user.has_perm("articles.add_article"):
            return None
        in_work = Article.objects.filter(created_by=user, state__in=[Article.State.DRAFT, Article.State.SUBMITTED])
        articles = fetch_rows(in_work.order_by("-created_at", "-pk"))
        notes = Record.objects.filter(
            subject_type__app_label="articles",
            subject_type__model="article",
            subject_id__in=[str(article.pk) for article in articles if article.state == Article.State.DRAFT],
            verb__in=[Record.Verb.SENT_BACK, Record.Verb.SUBMITTED],
        ).order_by("at", "pk")
        last = {int(note.subject_id): note for note in notes}
        return cls([(article, return_note(last.get(article.pk))) for article in articles])


def return_note(record: Record | None) -> Record | None:
    return record if record and record.verb == Record.Verb.SENT_BACK else None


@dataclass(frozen=True)
class DiscardedForms:
    """What one typed, threw away and can have back for a day. One query."""

    forms: list[OpenForm]
    template: str = "admin/panels/discarded_forms.html"

    @classmethod
    def for_user(cls, user: Any, now: datetime) -> Self | None:
        forms = open_forms.discarded_forms(user, now) if user.has_perm("articles.add_article") else []
        return cls(forms) if forms else None


@dataclass(frozen=True)
class ScheduledArticles:
    """What comes out by itself in the next day, soonest first."""

    articles: list[tuple[Article, timedelta]]
    template: str = "admin/panels/scheduled_articles.html"

    @classmethod
    def for_user(cls, user: Any, now: datetime) -> Self | None:
        if not user.has_perm("articles.view_article"):
            return None
        soon = Article.objects.scheduled(now).filter(published_at__lt=start_of_day(now) + timedelta(days=2))
        found = fetch_rows(soon.order_by("published_at", "pk"))
        return cls([(article, article.published_at - now) for article in found if article.published_at])


@dataclass(frozen=True)
class Today:
    """How many articles have come out today, by section: a bar each."""

    sections: list[tuple[str, int, int]]
    """Name, number, and the bar's length in per cent of the longest."""
    total: int
    user_total: int
    """Signed by a reporter: what the law and the portals call own production begins with a name."""
    template: str = "admin/panels/today.html"

    @classmethod
    def for_user(cls, user: Any, now: datetime) -> Self | None:
        if not user.has_perm("articles.view_article"):
            return None
        today = Article.objects.published(now).filter(published_at__gte=start_of_day(now))
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
            user_total=signed,
        )


@dataclass(frozen=True)
class Corrections:
    """Claims that run, the one whose publication is due first before the others, and the last corrections."""

    claims: list[tuple[Claim, int, int]]
    """And how many days are left to answer and to publish; below zero they are over."""
    corrections: list[Correction]
    template: str = "admin/panels/corrections.html"

    @classmethod
    def for_user(cls, user: Any, now: datetime) -> Self | None:
        if not user.has_perm("articles.view_claim"):
            return None
        today = timezone.localdate(now)
        running = Claim.objects.filter(outcome=Claim.Outcome.RUNNING).select_related("article").defer("article__body")
        corrections = Correction.objects.select_related("article").defer("article__body")
        return cls(
            claims=[
                (claim, (claim.answer_by - today).days, (claim.publication_due - today).days)
                for claim in sorted(running, key=lambda claim: (claim.publication_due, claim.received_on))[:MAX_ROWS]
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
    def for_user(cls, user: Any, now: datetime) -> Self | None:
        if not user.has_perm("articles.view_article"):
            return None
        ranking = MostRead.objects.filter(period=MostRead.Period.DAY, article__state="published")
        shown = ranking.select_related("article__section").only("reads", "article__headline", "article__section__name")
        return cls(ReadsChart.for_hours(now, hours=24), list(shown.order_by("-reads", "-article_id")[:5]))


PANELS = [Duties, SubmittedArticles, UserArticles, DiscardedForms, ScheduledArticles, Today, MostReadNow, Corrections]
"""In the order of the page."""
