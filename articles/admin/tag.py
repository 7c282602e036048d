from django.contrib import admin

from ..forms import TagForm
from ..models import Tag
from ..tagging import marked
from .base import AddressedAdmin


@admin.register(Tag)
class TagAdmin(AddressedAdmin):
    form = TagForm
    list_display = ["name", "slug"]
    search_fields = ["name"]
    view_on_site = True
    prepopulated_fields = {"slug": ("name",)}

    def autocomplete_result(self, obj: Tag) -> dict[str, str]:
        """Chosen at an article, where others are typed."""
        return {"id": marked(obj.pk)}
