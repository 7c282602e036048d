from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ..models import Claim
from .base import EditorialAdmin


@admin.register(Claim)
class ClaimAdmin(EditorialAdmin):
    """청구: with the law's days beside it. A claim is ended, never deleted."""

    list_display = ["article", "kind", "received_on", "answer_by", "publish_by", "outcome"]
    list_display_links = ["article"]
    list_filter = ["outcome", "kind"]
    list_select_related = ["article"]
    search_fields = ["article__headline", "note"]
    autocomplete_fields = ["article"]
    readonly_fields = ["answer_by", "publish_by", "entered_by"]
    fieldsets = [
        (None, {"fields": ["article", "kind", "received_on", "shows_notice", "note"]}),
        (
            _("The law's days"),
            {
                "fields": ["agreed_on", "answer_by", "publish_by"],
                "description": _(
                    "언론중재법 제15조: an answer within three days of the claim, publication within seven days of the "
                    "agreement. Days are counted for you; whether they are met is for people to judge."
                ),
            },
        ),
        (_("How it ended"), {"fields": ["outcome", "entered_by"]}),
    ]

    def has_delete_permission(self, request: HttpRequest, obj: Claim | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Claim, form: Any, change: bool) -> None:
        if not change:
            obj.entered_by = request.user  # type: ignore[assignment]  # the site lets nobody in without an account
        is_running = obj.outcome == Claim.Outcome.RUNNING
        obj.closed_on = None if is_running else (obj.closed_on or timezone.localdate())
        super().save_model(request, obj, form, change)

    @admin.display(description=_("answer by"))
    def answer_by(self, claim: Claim) -> SafeString | str:
        return due(claim, claim.answer_by) if claim.pk else ""

    @admin.display(description=_("publish by"))
    def publish_by(self, claim: Claim) -> SafeString | str:
        return due(claim, claim.publish_by) if claim.pk else ""


def due(claim: Claim, day: date) -> SafeString:
    is_over = claim.outcome == Claim.Outcome.RUNNING and day < timezone.localdate()
    return format_html('<span class="{}">{}</span>', "overdue" if is_over else "", date_format(day, "Y.m.d"))
