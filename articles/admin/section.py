from django.contrib import admin

from ..models import Section
from .base import AddressAdmin


@admin.register(Section)
class SectionAdmin(AddressAdmin):
    list_display = ["name", "slug", "parent", "position", "in_navigation"]
    list_editable = ["position", "in_navigation"]
    list_select_related = ["parent"]
    list_filter = ["in_navigation"]
    search_fields = ["name", "slug"]
    view_on_site = True
    fields = ["name", "slug", "parent", "position", "in_navigation", "description"]
