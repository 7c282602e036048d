from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..desk import corrections as correcting
from ..desk import permissions
from ..models import Claim, Correction
from .base import EditorialAdmin
from .forms import CorrectionForm


@admin.register(Correction)
class CorrectionAdmin(EditorialAdmin):
    """What readers have seen is neither changed nor deleted; another correction may follow it."""

    form = CorrectionForm
    list_display = ["title", "kind", "article", "published_at"]
    list_filter = ["kind"]
    list_select_related = ["article"]
    search_fields = ["title", "article__headline"]
    autocomplete_fields = ["article", "shown_in"]
    fieldsets = [
        (
            None,
            {
                "fields": ["article", "claim", "kind", "title", "text", "published_at"],
                "description": gettext_lazy(
                    "Shown above the article and in the list of corrections. 언론중재법 제15조 asks for it in the same "
                    "place and with the same weight as the report it corrects, and that the article itself is "
                    "corrected too. Once published, a correction can't be changed or deleted: another one follows it."
                ),
            },
        ),
        (gettext_lazy("Where the article stood"), {"fields": ["shown_in", "shown_until"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Correction]:
        """Who is not of the desk sees what readers see."""
        corrections = super().get_queryset(request)
        return corrections if permissions.is_desk_member(request.user) else corrections.published()  # type: ignore[attr-defined]

    def get_fieldsets(self, request: HttpRequest, obj: Correction | None = None) -> Any:
        if request.user.has_perm("articles.view_claim"):
            return self.fieldsets
        (title, shown), *others = self.fieldsets
        return [(title, {**shown, "fields": [name for name in shown["fields"] if name != "claim"]}), *others]

    def has_change_permission(self, request: HttpRequest, obj: Correction | None = None) -> bool:
        is_out = obj is not None and obj.published_at <= timezone.now()
        return super().has_change_permission(request, obj) and not is_out

    def has_delete_permission(self, request: HttpRequest, obj: Correction | None = None) -> bool:
        return False

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "claim":
            kwargs["queryset"] = Claim.objects.filter(outcome=Claim.Outcome.RUNNING).select_related("article")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Correction, form: Any, change: bool) -> None:
        correcting.publish_correction(obj, by=request.user)
        address = reverse("admin:articles_article_change", args=[obj.article_id])
        told = _("The article's own text has to be corrected with it:")
        messages.info(request, format_html('{} <a href="{}">{}</a>', told, address, obj.article))
