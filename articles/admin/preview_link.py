"""Preview links at the article's form: making one, copying it, revoking it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from newsroom.forms import sent_forms
from newsroom.shared.addresses import absolute_url
from newsroom.shared.characters import clean_text

from ..desk import permissions, preview_links
from ..desk.publishing import PublishingError
from ..models import Article, PreviewLink


class PreviewLinkMixin:
    """Adds `<id>/preview-links/` and `<id>/preview-links/<link>/revoke/`, for those who may change the article."""

    admin_site: Any

    def get_urls(self) -> list[URLPattern]:
        make = self.admin_site.admin_view(require_POST(self.make_link_view))
        revoke = self.admin_site.admin_view(require_POST(self.revoke_link_view))
        return [
            path("<int:pk>/preview-links/", make, name="articles_article_link"),
            path("<int:pk>/preview-links/<int:link>/revoke/", revoke, name="articles_article_unlink"),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def make_link_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        article = self.get_draft(request, pk)
        asked = request.POST.get("days", "")
        days = int(asked) if asked.isascii() and asked.isdecimal() and int(asked) in preview_links.DAYS else 3
        recipient = clean_text(request.POST.get("recipient", ""))[:60]
        make = partial(preview_links.create_link, article, by=request.user, days=days, recipient=recipient)
        try:
            is_first = sent_forms.run_once(request, "preview link", make)
        except PublishingError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            if is_first:
                messages.success(request, _("The link is made. Copy it below, and give it to nobody else."))
            else:
                messages.info(request, sent_forms.ALREADY_SAVED)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]) + "#preview-links")

    def revoke_link_view(self, request: HttpRequest, pk: int, link: int) -> HttpResponse:
        article = self.get_draft(request, pk)
        preview_links.revoke_link(get_object_or_404(PreviewLink, pk=link, article=article), by=request.user)
        messages.success(request, _("The link leads nowhere any more."))
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]) + "#preview-links")

    def get_draft(self, request: HttpRequest, pk: int) -> Article:
        article = get_object_or_404(self.get_queryset(request), pk=pk)  # type: ignore[attr-defined]
        if not self.can_link(request, article):
            raise PermissionDenied
        return article

    def can_link(self, request: HttpRequest, article: Article) -> bool:
        return permissions.can_change(article, request.user)

    def link_context(self, request: HttpRequest, article: Article | None) -> dict[str, Any]:
        """The links that lead somewhere, with their addresses. One query."""
        if article is None or article.published_at is not None and article.is_public():
            return {"preview_links": None}
        if not self.can_link(request, article):
            return {"preview_links": None}
        links = article.preview_links.filter(expires_at__gt=timezone.now()).select_related("created_by")
        return {
            "preview_links": [(link, absolute_url(preview_links.address_of(link))) for link in links],
            "preview_days": preview_links.DAYS,
        }
