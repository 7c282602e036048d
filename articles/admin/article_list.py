"""The list of articles: what it shows and what narrows it down."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.forms.changelist import SafeChangeList
from newsroom.shared.times import in_seoul

from ..models import Article, Source
from ..models.querysets import ArticleQuerySet
from .photo import render_thumbnail


class ArticleChangeList(SafeChangeList):
    """Rows without their text: two queries for the articles of a page, whatever their number."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Any]:
        articles: ArticleQuerySet = super().get_queryset(request, exclude_parameters).defer("body")  # type: ignore[assignment]
        return articles.with_photo().select_related("section", "source").prefetch_related("bylines__reporter")


class StateFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        state = Article.State
        return [
            (state.DRAFT.value, str(state.DRAFT.label)),
            (state.SUBMITTED.value, str(state.SUBMITTED.label)),
            ("scheduled", _("scheduled")),
            ("out", str(state.PUBLISHED.label)),
            (state.WITHDRAWN.value, str(state.WITHDRAWN.label)),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        match self.value():
            case None:
                return queryset
            case "scheduled":
                return queryset.scheduled()
            case "out":
                return queryset.published()
            case state:
                return queryset.filter(state=state)


class AuthorFilter(admin.SimpleListFilter):
    title = gettext_lazy("written by")
    parameter_name = "mine"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [("1", _("me"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(created_by=request.user) if self.value() else queryset


class SourceKindFilter(admin.SimpleListFilter):
    title = gettext_lazy("kind of source")
    parameter_name = "source_kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [(kind.value, str(kind.label)) for kind in Source.Kind]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """By the numbers of the sources, which are few: joined with them, PostgreSQL would read every article."""
        if self.value() is None:
            return queryset
        return queryset.filter(source__in=list(Source.objects.filter(kind=self.value()).values_list("pk", flat=True)))


def state_of(article: Article) -> tuple[str, str]:
    """The state's name and the word for it; what waits for its time is `scheduled`."""
    if article.is_scheduled():
        return "scheduled", _("scheduled")
    return article.state, str(article.get_state_display())


def state_label(article: Article) -> SafeString:
    return format_html('<span class="state state-{}">{}</span>', *state_of(article))


class ArticleColumns:
    """The columns of the list. Each reads what `ArticleChangeList` has loaded."""

    @admin.display(description=gettext_lazy("photo"))
    def thumbnail_column(self, article: Article) -> SafeString:
        return render_thumbnail(article.photo)

    @admin.display(description=gettext_lazy("headline"))
    def title_column(self, article: Article) -> SafeString:
        marks = [
            ("advertising", _("advertising")) if article.is_advertising else None,
            ("breaking", _("breaking news")) if article.is_breaking else None,
            ("photo-story", _("photo story")) if article.is_photo_story else None,
            ("kicker", article.kicker) if article.kicker else None,
        ]
        shown = format_html_join("", '<span class="mark mark-{}">{}</span> ', (mark for mark in marks if mark))
        return format_html('{}{}<span class="signed">{}</span>', shown, article.headline, article.byline)

    @admin.display(description=gettext_lazy("state"))
    def state_label(self, article: Article) -> SafeString:
        return state_label(article)

    @admin.display(description=gettext_lazy("time"))
    def time_column(self, article: Article) -> str:
        return in_seoul(article.published_at or article.created_at)
