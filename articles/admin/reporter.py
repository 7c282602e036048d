from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import ForeignKey
from django.forms import ModelChoiceField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ..models import Reporter
from .base import AutoSlugAdmin
from .photo import photo_field


@admin.register(Reporter)
class ReporterAdmin(AutoSlugAdmin):
    list_display = ["name", "title", "email", "user", "is_active"]
    list_filter = ["is_active"]
    list_select_related = ["user"]
    search_fields = ["name", "slug", "email"]
    autocomplete_fields = ["user", "sections"]
    view_on_site = True
    fieldsets = [
        (None, {"fields": ["name", "title", "slug", "bio", "portrait"]}),
        (_("E-mail"), {"fields": ["email", "shows_email"]}),
        (
            _("Account"),
            {
                "fields": ["user", "is_active", "sections"],
                "description": _("Leave the account empty for a freelancer who never signs in."),
            },
        ),
    ]

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any], request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        return super().formfield_for_foreignkey(db_field, request, **photo_field(self, db_field, kwargs))
