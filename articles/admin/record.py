from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from newsroom.forms.changelist import ReadOnlyAdmin

from ..models import Record


class SubjectFilter(admin.SimpleListFilter):
    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        kinds = ContentType.objects.filter(pk__in=Record.objects.order_by().values("subject_type").distinct())
        return [(str(kind.pk), kind.name) for kind in kinds]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(subject_type=self.value()) if (self.value() or "").isdecimal() else queryset


@admin.register(Record)
class RecordAdmin(ReadOnlyAdmin):
    """기록: to read and to filter; nobody changes it."""

    list_display = ["at", "by_name", "verb", "subject_link", "detail"]
    list_display_links = None
    list_filter = ["verb", SubjectFilter, ("by", admin.RelatedOnlyFieldListFilter)]
    date_hierarchy = "at"
    search_fields = ["subject__folded", "detail__folded", "by_name__folded"]
    list_select_related = ["subject_type"]

    @admin.display(description=_("what it is about"), ordering="subject")
    def subject_link(self, record: Record) -> SafeString:
        kind = record.subject_type
        try:
            address = reverse(f"admin:{kind.app_label}_{kind.model}_change", args=[record.subject_id])
        except NoReverseMatch:
            return format_html("{}", record.subject)
        return format_html('<span class="quiet">{}</span> <a href="{}">{}</a>', kind.name, address, record.subject)
