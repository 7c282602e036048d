"""Accounts and roles: who manages people can't make anybody, or themselves, mightier than a role."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.http import HttpRequest

from .base import RecordedMixin

admin.site.unregister([User, Group])

FOR_SUPERUSERS = {"is_superuser", "user_permissions"}


@admin.register(User)
class AccountAdmin(RecordedMixin, UserAdmin):
    """Django's own, but superusers and single permissions are the business of superusers."""

    list_display = ["username", "last_name", "first_name", "email", "is_staff", "is_active"]

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if request.user.is_superuser:
            return fieldsets
        return [
            (name, {**options, "fields": [field for field in options["fields"] if field not in FOR_SUPERUSERS]})
            for name, options in fieldsets
        ]

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_change_permission(request, obj) and (
            obj is None or not obj.is_superuser or request.user.is_superuser
        )

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_delete_permission(request, obj) and (
            obj is None or not obj.is_superuser or request.user.is_superuser
        )


@admin.register(Group)
class RoleAdmin(RecordedMixin, GroupAdmin):
    """What a role may do, for superusers to change."""
