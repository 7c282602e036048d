"""An article as readers will see it, before they can: for those who may open it in the admin, and for nobody else."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path
from django.utils.cache import add_never_cache_headers

from newsroom.fast.edition import request_moment

from ..models import Article
from ..pages.article import article_context
from ..pages.assembly import load_article

NAMES = {"articles_article_preview", "articles_article_preview_new"}


def is_preview(request: HttpRequest) -> bool:
    return request.resolver_match is not None and request.resolver_match.url_name in NAMES


class PreviewMixin:
    """Adds `<id>/preview/` and `add/preview/`: GET shows what is saved, POST what stands in the form.

    The form is saved as it would be for good, shown by the public page's own view and template, and rolled back: so
    the preview cannot differ from what comes out, and leaves nothing behind.
    """

    admin_site: Any

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.preview_view)
        return [
            path("add/preview/", view, name="articles_article_preview_new"),
            path("<int:pk>/preview/", view, name="articles_article_preview"),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def preview_view(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        if request.method == "POST":
            with transaction.atomic():
                response = self.changeform_view(request, str(pk) if pk else None)  # type: ignore[attr-defined]
                if hasattr(response, "render"):
                    response.render()
                transaction.set_rollback(True)
        else:
            article = get_object_or_404(Article, pk=pk)
            is_open = self.get_queryset(request).filter(pk=pk).exists()  # type: ignore[attr-defined]
            if not is_open or not self.has_view_or_change_permission(request, article):  # type: ignore[attr-defined]
                raise PermissionDenied
            response = self.render_preview(request, article)
        add_never_cache_headers(response)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    def render_preview(self, request: HttpRequest, article: Article) -> HttpResponse:
        article = load_article(article.pk, request_moment(request)) or article
        return render(request, "articles/article.html", article_context(request, article) | {"is_preview": True})

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """A form with errors has no preview: then the preview's window says what is missing."""
        if is_preview(request):
            return render(request, "admin/articles/article/preview_refused.html", context)
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]
