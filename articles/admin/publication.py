from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from ..models import Publication
from .base import EditorialAdmin
from .upload_forms import PublicationForm


@admin.register(Publication)
class PublicationAdmin(EditorialAdmin):
    """The one row: its list leads straight to it."""

    form = PublicationForm
    fieldsets = [
        (_("The paper"), {"fields": ["name", "slogan", "description", "credit_tag"]}),
        (_("Looks"), {"fields": ["logo", "house_color"]}),
        (
            _("Imprint"),
            {
                "fields": [
                    "legal_name",
                    "registration_number",
                    "registered_on",
                    "first_published_on",
                    "publisher",
                    "editor",
                    "address",
                    "phone",
                ],
                "description": _(
                    "신문법 제21조 asks an internet newspaper to show all of these. "
                    "They stand at the foot of every page."
                ),
            },
        ),
        (
            _("Protection of the young"),
            {
                "fields": ["youth_protection_officer"],
                "description": _("신문법 제9조의2 asks for the officer's name on the first page."),
            },
        ),
        (
            _("Feeds and search portals"),
            {"fields": ["feeds_carry", "naver_verification", "google_verification", "robots_lines", "indexnow_key"]},
        ),
        (
            _("More for the foot of the page"),
            {"fields": ["email", "business_number", "copyright_notice", "terms_page"]},
        ),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not Publication.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Publication | None = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_or_change_permission(request):
            return super().changelist_view(request, extra_context)
        if Publication.objects.exists():
            return redirect("admin:articles_publication_change", 1)
        return (
            redirect("admin:articles_publication_add") if self.has_add_permission(request) else redirect("admin:index")
        )
