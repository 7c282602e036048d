from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ..desk import corrections
from ..models import Claim
from ..models.querysets import ClaimQuerySet
from .base import EditorialAdmin

DATE_FIELDS = {"received_on", "agreed_publication_on", "agreed_publication_reason"}
"""What makes an agreed day of publication a later one than the law's, and why."""


@admin.register(Claim)
class ClaimAdmin(EditorialAdmin):
    """청구: with the law's days beside it. A claim is ended, never deleted."""

    list_display = ["article", "kind", "received_on", "answer_deadline", "publication_deadline", "outcome"]
    list_display_links = ["article"]
    list_filter = ["outcome", "kind"]
    list_select_related = ["article"]
    search_fields = ["article__headline", "note"]
    autocomplete_fields = ["article"]
    readonly_fields = ["answer_deadline", "publication_deadline", "entered_by"]
    fieldsets = [
        (None, {"fields": ["article", "kind", "received_on", "shows_notice", "note"]}),
        (
            _("The law's days"),
            {
                "fields": ["answer_deadline", "publication_deadline"],
                "description": _(
                    "언론중재법 제15조: an answer within three days and publication within seven days, both of the "
                    "receipt of the claim. A last day that is a Saturday, Sunday or public holiday gives way to the "
                    "next working day (민법 제161조). Days are counted for you; whether they are met is for people to "
                    "judge. A holiday that was declared a short while ago may not be known here yet: the day shown is "
                    "then earlier than the law's, never later."
                ),
            },
        ),
        (
            _("Agreement with the claimant"),
            {"fields": ["agreed_on", "agreed_publication_on", "agreed_publication_reason"]},
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
        if DATE_FIELDS & set(form.changed_data):
            corrections.record_agreed_date(obj, by=request.user)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Claim]:
        claims: ClaimQuerySet = super().get_queryset(request)  # type: ignore[assignment]
        return claims.with_place_by_due()

    @admin.display(description=_("answer by"), ordering="received_on")
    def answer_deadline(self, claim: Claim) -> SafeString | str:
        return format_due(claim, claim.answer_by, claim.answer_deadline) if claim.pk else ""

    @admin.display(description=_("publish by"), ordering="place_by_due")
    def publication_deadline(self, claim: Claim) -> SafeString | str:
        return format_due(claim, claim.publication_due, claim.publication_status) if claim.pk else ""


def format_due(claim: Claim, day: date, words: Any) -> SafeString:
    """The day in words, coloured once it is over and the claim still runs."""
    is_over = claim.outcome == Claim.Outcome.RUNNING and day < timezone.localdate()
    return format_html('<span class="{}">{}</span>', "overdue" if is_over else "", words)
