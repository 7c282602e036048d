from django.contrib import admin

from ..forms import TagForm
from ..models import Tag
from .base import AddressedAdmin


@admin.register(Tag)
class TagAdmin(AddressedAdmin):
    form = TagForm
    list_display = ["name", "slug"]
    search_fields = ["name"]
    view_on_site = True
    prepopulated_fields = {"slug": ("name",)}
