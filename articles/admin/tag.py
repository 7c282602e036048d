from django.contrib import admin

from ..models import Tag
from .base import SlugAdmin
from .forms import TagForm
from .tagging import encode_pk


@admin.register(Tag)
class TagAdmin(SlugAdmin):
    form = TagForm
    list_display = ["name", "slug"]
    search_fields = ["name"]
    view_on_site = True
    prepopulated_fields = {"slug": ("name",)}

    def autocomplete_result(self, obj: Tag) -> dict[str, str]:
        """Chosen at an article, where others are typed."""
        return {"id": encode_pk(obj.pk)}
