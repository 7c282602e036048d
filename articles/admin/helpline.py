from __future__ import annotations

from django.contrib import admin

from ..models import Helpline
from .base import EditorialAdmin


@admin.register(Helpline)
class HelplineAdmin(EditorialAdmin):
    list_display = ["name", "text"]
    search_fields = ["name", "text"]
