from django.contrib import admin
from django.db.models import F
from django.db.models.functions import Coalesce

from ..models import Section
from .base import AutoSlugAdmin


@admin.register(Section)
class SectionAdmin(AutoSlugAdmin):
    list_display = ["name", "slug", "parent", "position", "in_navigation"]
    list_editable = ["position", "in_navigation"]
    list_select_related = ["parent"]
    list_filter = ["in_navigation"]
    search_fields = ["name", "slug"]
    view_on_site = True
    ordering = [
        Coalesce("parent__position", "position"),
        Coalesce("parent", "pk"),
        F("parent").asc(nulls_first=True),
        "position",
    ]
    fields = ["name", "slug", "parent", "position", "in_navigation", "description"]

    def autocomplete_result(self, obj: Section) -> dict[str, str]:
        return {"text": f"{obj.parent} › {obj}"} if obj.parent else {}
