from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ..models import Source
from .base import AutoSlugAdmin


@admin.register(Source)
class SourceAdmin(AutoSlugAdmin):
    list_display = ["name", "kind", "licence", "url"]
    list_filter = ["kind", "licence"]
    search_fields = ["name", "slug"]
    view_on_site = True
    fieldsets = [
        (None, {"fields": ["name", "kind", "url", "slug"]}),
        (
            _("Terms of use"),
            {
                "fields": ["licence", "licence_credit"],
                "description": _(
                    "공공누리: types 2 and 4 exclude commercial use (a paper with advertising), "
                    "types 3 and 4 exclude editing."
                ),
            },
        ),
    ]
