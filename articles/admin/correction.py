from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .. import publishing
from ..models import Correction
from .base import EditorialAdmin


@admin.register(Correction)
class CorrectionAdmin(EditorialAdmin):
    list_display = ["title", "kind", "article", "published_at"]
    list_filter = ["kind"]
    list_select_related = ["article"]
    search_fields = ["title", "article__headline"]
    autocomplete_fields = ["article"]
    fieldsets = [
        (
            None,
            {
                "fields": ["article", "kind", "title", "text", "published_at"],
                "description": _(
                    "Shown above the article and in the list of corrections. 언론중재법 제15조 asks for it in the same "
                    "place and with the same weight as the report it corrects, and that the article itself is "
                    "corrected too. A correction cannot be deleted."
                ),
            },
        ),
    ]

    def has_delete_permission(self, request: HttpRequest, obj: Correction | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Correction, form: Any, change: bool) -> None:
        """What is shown above an article changes the article: 수정."""
        super().save_model(request, obj, form, change)
        if form.changed_data and obj.published_at <= timezone.now():
            publishing.revised(obj.article, by=request.user)
