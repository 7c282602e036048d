"""Who could not sign in of late, and how to let them in at once."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_otp.plugins.otp_static.admin import StaticDevice
from django_otp.plugins.otp_totp.admin import TOTPDevice

from articles.desk.records import add_record
from articles.models import Record
from newsroom.forms.changelist import ReadOnlyAdmin

from ..models import FailedSignIn
from ..shared.times import in_seoul

admin.site.unregister([TOTPDevice, StaticDevice])  # secrets; one's own is at admin:second_factor


@admin.register(FailedSignIn)
class FailedSignInAdmin(ReadOnlyAdmin):
    """For those who look after the accounts."""

    list_display = ["username", "ip_address", "failure_count", "last_failure"]
    list_display_links = None
    search_fields = ["username", "ip_address"]
    actions = ["unlock_accounts"]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("auth.change_user")

    @admin.display(description=gettext_lazy("account"), ordering="username")
    def username(self, attempt: FailedSignIn) -> str:
        return attempt.username or ""

    @admin.display(description=gettext_lazy("from address"), ordering="ip_address")
    def ip_address(self, attempt: FailedSignIn) -> str:
        return attempt.ip_address or ""

    @admin.display(description=gettext_lazy("how often"), ordering="failures_since_start")
    def failure_count(self, attempt: FailedSignIn) -> int:
        return attempt.failures_since_start

    @admin.display(description=gettext_lazy("last failure"), ordering="attempt_time")
    def last_failure(self, attempt: FailedSignIn) -> str:
        return in_seoul(attempt.attempt_time)

    @admin.action(description=gettext_lazy("Let in again: forget these failures"), permissions=["view"])
    def unlock_accounts(self, request: HttpRequest, attempts: QuerySet[FailedSignIn]) -> None:
        chosen = list(attempts)
        for attempt in chosen:
            add_record(Record.Verb.CHANGED, attempt, by=request.user, detail=_("let in again"))
        attempts.delete()
        text = ngettext("%d failure is forgotten.", "%d failures are forgotten.", len(chosen))
        messages.success(request, text % len(chosen))
