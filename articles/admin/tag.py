from django.contrib import admin

from ..models import Tag
from .base import AddressedAdmin
from .forms import TagForm
from .tagging import marked


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
