"""The versions of an article: what differed, who wrote it, and the way back to one."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from newsroom.forms import sent_forms

from ..desk import permissions, publishing, versions
from ..desk.compare import compare_fields
from ..desk.records import records_for
from ..models import Article

MAX_VERSIONS = 100


class VersionsMixin:
    """Replaces Django's history page of an article, and adds the comparison and the way back."""

    admin_site: Any
    opts: Any

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path(
                "<int:pk>/versions/<int:older>/<int:newer>/", wrap(self.compare_view), name="articles_article_compare"
            ),
            path(
                "<int:pk>/versions/<int:number>/revert/",
                wrap(require_POST(self.restore_view)),
                name="articles_article_revert",
            ),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        article = self.get_article(request, object_id)
        found = list(versions.versions_of(article)[: MAX_VERSIONS + 1])
        pairs = list(zip(found[:MAX_VERSIONS], [*found[1:], None], strict=False))
        context = self.base_context(request, article, _("Versions of the article")) | {
            "pairs": pairs,
            "records": records_for(article)[:MAX_VERSIONS],
            "can_change": permissions.can_change(article, request.user),
        }
        return render(request, "admin/articles/article/versions.html", context)

    def compare_view(self, request: HttpRequest, pk: int, older: int, newer: int) -> HttpResponse:
        article = self.get_article(request, pk)
        before, after = (
            get_object_or_404(versions.versions_of(article), history_id=number) for number in (older, newer)
        )
        context = self.base_context(request, article, _("Two versions compared")) | {
            "before": before,
            "after": after,
            "differences": compare_fields(before, after),
            "form_key": uuid4(),
            "can_change": permissions.can_change(article, request.user),
        }
        return render(request, "admin/articles/article/compare.html", context)

    def restore_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        article = self.get_article(request, pk)
        if not permissions.can_change(article, request.user):
            raise PermissionDenied
        version = get_object_or_404(versions.versions_of(article), history_id=number)

        def go_back() -> None:
            versions.restore_version(article, version, by=request.user)
            publishing.mark_revised(article, by=request.user)

        is_first = sent_forms.run_once(request, "version", go_back)
        if is_first:
            messages.success(request, _("The earlier version stands again, as a new one."))
        else:
            messages.info(request, sent_forms.ALREADY_SAVED)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))

    def get_article(self, request: HttpRequest, object_id: Any) -> Article:
        try:
            article = self.get_queryset(request).filter(pk=int(object_id)).first()  # type: ignore[attr-defined]
        except (TypeError, ValueError) as error:
            raise Http404 from error
        if article is None:
            raise Http404
        if not self.has_view_or_change_permission(request, article):  # type: ignore[attr-defined]
            raise PermissionDenied
        return article

    def base_context(self, request: HttpRequest, article: Article, title: str) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "title": title, "opts": self.opts, "article": article}
