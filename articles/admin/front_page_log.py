"""What stood on the front page: the log of its top, and whole past front pages. To read, not to change."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from newsroom.forms.changelist import ReadOnlyAdmin
from newsroom.shared.times import in_seoul

from ..front import log
from ..models import FrontSnapshot, Standing


@admin.register(Standing)
class LeadPeriodAdmin(ReadOnlyAdmin):
    list_display = ["place", "headline", "source", "began_at", "ended_at", "by_name"]
    list_display_links = None
    list_filter = ["place"]
    date_hierarchy = "began_at"
    search_fields = ["headline__folded", "source__folded"]


@admin.register(FrontSnapshot)
class FrontSnapshotAdmin(ReadOnlyAdmin):
    list_display = ["snapshot_time", "lead_headline", "page_link"]
    list_display_links = None
    date_hierarchy = "taken_at"

    @admin.display(description=_("from"), ordering="taken_at")
    def snapshot_time(self, snapshot: FrontSnapshot) -> str:
        return in_seoul(snapshot.taken_at)

    @admin.display(description=_("lead"))
    def lead_headline(self, snapshot: FrontSnapshot) -> str:
        return next((slot["headline"] for block in snapshot.blocks for slot in block["slots"]), "")

    @admin.display(description=_("page"))
    def page_link(self, snapshot: FrontSnapshot) -> SafeString:
        address = reverse("admin:articles_frontsnapshot_change", args=[snapshot.pk])
        return format_html('<a href="{}" target="_blank">{}</a>', address, _("As it stood"))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The front page as it stood, with the headlines of then."""
        if not self.has_view_permission(request):
            return super().change_view(request, object_id, form_url, extra_context)
        snapshot = get_object_or_404(FrontSnapshot, pk=int(object_id) if object_id.isdecimal() else 0)
        context = {"page": log.snapshot_page(snapshot), "stood_at": snapshot.taken_at}
        response = render(request, "articles/front_page.html", context)
        add_never_cache_headers(response)
        return response
