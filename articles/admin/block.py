from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ..desk import permissions
from ..models import Block, Placement
from .base import AutoSlugAdmin, OrderedInline
from .zone import ZoneMixin


class PlacementInline(OrderedInline):
    model = Placement
    fields = ["position", "article", "headline", "starts_at", "ends_at"]
    autocomplete_fields = ["article"]


@admin.register(Block)
class BlockAdmin(ZoneMixin, AutoSlugAdmin):
    list_display = ["name", "zone", "section", "position", "rule_label", "placement_count", "is_active"]
    list_editable = ["position", "is_active"]
    ordering = ["zone", "section__position", "position", "pk"]
    list_filter = ["zone", "section", "is_active"]
    list_select_related = ["section", "rule_section", "rule_source"]
    search_fields = ["name", "slug"]
    autocomplete_fields = ["section", "rule_section", "rule_source"]
    view_on_site = True
    inlines = [PlacementInline]
    change_list_template = "admin/articles/block/change_list.html"
    fieldsets = [
        (None, {"fields": ["name", "slug", "is_active"]}),
        (_("Where it stands"), {"fields": ["zone", "section", "position"]}),
        (_("How it looks"), {"fields": ["layout", "size"]}),
        (
            _("How it fills up"),
            {
                "fields": ["rule", "rule_section", "rule_source"],
                "description": _("First come the articles placed below, then this rule fills up to the number above."),
            },
        ),
    ]

    def has_view_permission(self, request: HttpRequest, obj: Block | None = None) -> bool:
        """Of the desk: among what is placed are articles that are not out yet."""
        return super().has_view_permission(request, obj) and permissions.is_desk_member(request.user)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Block]:
        return super().get_queryset(request).annotate(placements_count=Count("placements"))

    @admin.display(description=_("filled by"))
    def rule_label(self, block: Block) -> str:
        of = block.rule_section or block.rule_source
        return f"{block.get_rule_display()}: {of}" if of else str(block.get_rule_display())

    @admin.display(description=_("placed"))
    def placement_count(self, block: Any) -> int:
        return block.placements_count
