"""Accounts and roles: who manages people can't make anybody, or themselves, mightier than a role."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles.admin.base import RecordMixin
from articles.desk.records import add_record
from articles.models import Record

from ..forms.saving import SavingMixin
from . import second_factor

admin.site.unregister([User, Group])

FOR_SUPERUSERS = {"is_superuser", "user_permissions"}


@admin.register(User)
class AccountAdmin(RecordMixin, SavingMixin, UserAdmin):
    """Django's own, but superusers and single permissions are the business of superusers."""

    list_display = ["username", "last_name", "first_name", "email", "is_staff", "is_active", "has_second_factor"]
    actions = ["remove_second_factor"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        devices = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        return super().get_queryset(request).annotate(has_second_factor=Exists(devices))

    @admin.display(description=gettext_lazy("two-step sign-in"), boolean=True)
    def has_second_factor(self, user: Any) -> bool:
        return user.has_second_factor

    def has_superuser_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    @admin.action(
        description=gettext_lazy("Remove two-step sign-in (phone and recovery codes lost)"), permissions=["superuser"]
    )
    def remove_second_factor(self, request: HttpRequest, users: QuerySet[User]) -> None:
        without = [user for user in users if second_factor.remove_device(user)]
        for user in without:
            add_record(Record.Verb.CHANGED, user, by=request.user, detail=_("two-step sign-in removed"))
        text = ngettext("Removed from %d account.", "Removed from %d accounts.", len(without))
        messages.success(request, text % len(without))

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
class RoleAdmin(RecordMixin, SavingMixin, GroupAdmin):
    """What a role may do, for superusers to change."""
