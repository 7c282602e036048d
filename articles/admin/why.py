"""Where an article stands, and why not elsewhere: a panel of its form that is asked for when somebody opens it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _

from ..why.answer import Answer


class WhyMixin:
    """Adds `<id>/why/` for whoever may see the article in the admin: a page, or with `?lines` what the panel shows."""

    admin_site: Any

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.why_view)
        return [path("<int:pk>/why/", view, name="articles_article_why"), *super().get_urls()]  # type: ignore[misc]

    def why_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        article = self.get_article(request, pk)  # type: ignore[attr-defined]
        answer = {"answer": Answer.on(article, timezone.now())}
        if "lines" in request.GET:
            return render(request, "admin/articles/article/why_lines.html", answer)
        context = self.base_context(request, article, _("Where it stands, and where not"))  # type: ignore[attr-defined]
        return render(request, "admin/articles/article/why.html", context | answer)
