from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from ..models import Page
from .absent_pictures import AbsentPicturesMixin
from .base import AutoSlugAdmin
from .forms import is_visible_change


@admin.register(Page)
class PageAdmin(AbsentPicturesMixin, AutoSlugAdmin):
    list_display = ["title", "slug", "position", "in_footer", "is_bold", "revised_at"]
    list_editable = ["position", "in_footer", "is_bold"]
    search_fields = ["title", "slug"]
    view_on_site = True
    fields = ["title", "slug", "body", "position", "in_footer", "is_bold", "revised_at"]
    readonly_fields = ["revised_at"]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        is_seen = "body" in form.changed_data and is_visible_change(form.initial.get("body"), obj.body)
        if is_seen or "title" in form.changed_data:
            obj.revised_at = timezone.now()
        super().save_model(request, obj, form, change)
