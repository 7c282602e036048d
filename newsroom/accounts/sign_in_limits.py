"""The door of the admin: how often one may try a password, and what is said to who tried too often.

Three counts of failures, each over fifteen minutes, at the end of which all is forgotten:

- of one account from one address: five;
- of one address, whatever the account: thirty, against one password tried at many accounts;
- of one account from anywhere: fifty, against many machines that share the work. An address from which the account
  has been signed in to of late is spared this last one, so that strangers lock no editor out of the newsroom.
"""

from __future__ import annotations

import ipaddress
from datetime import datetime, timedelta
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username
from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.contrib import admin
from django.db.models import QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

ADDRESS_LIMIT = 30
USERNAME_LIMIT = 50
KNOWN_ADDRESS_LIFETIME = timedelta(days=30)
SIGN_IN_LIFETIME = timedelta(days=90)


class SignInLimits(AxesDatabaseHandler):
    """Axes' own keeping of failures in the database, under the paper's three limits."""

    def get_failures(self, request: Any, credentials: dict[str, Any] | None = None) -> int:
        """As axes counts: `AXES_FAILURE_LIMIT` where one of the limits is reached."""
        username, address = get_client_username(request, credentials), request.axes_ip_address
        recent = AccessAttempt.objects.filter(attempt_time__gte=request.axes_attempt_time - settings.AXES_COOLOFF_TIME)
        here = count_failures(recent.filter(username=username, ip_address=address))
        is_shut = count_failures(recent.filter(ip_address=address)) >= ADDRESS_LIMIT or (
            count_failures(recent.filter(username=username)) >= USERNAME_LIMIT and not is_known(username, address)
        )
        return max(here, settings.AXES_FAILURE_LIMIT) if is_shut else here

    def reset_user_attempts(self, request: Any, credentials: dict[str, Any] | None = None) -> int:
        """Who has signed in is forgiven their own failures; not what else came from their address."""
        username = get_client_username(request, credentials)
        return AccessAttempt.objects.filter(username=username, ip_address=request.axes_ip_address).delete()[0]


def count_failures(attempts: QuerySet[AccessAttempt]) -> int:
    return attempts.aggregate(count=Sum("failures_since_start"))["count"] or 0


def is_known(username: str | None, address: str | None) -> bool:
    """Whether the account has been signed in to from there within a month."""
    since = timezone.now() - KNOWN_ADDRESS_LIFETIME
    return AccessLog.objects.filter(username=username, ip_address=address, attempt_time__gte=since).exists()


def client_address(request: HttpRequest) -> str | None:
    """Who asks. The proxy says it in a header of its own and passes on no client's; without a proxy, the connection.

    Of IPv6 the network of 64 bits: a home has as many addresses in it as it likes.
    """
    told = request.META.get("HTTP_X_REAL_IP", "") if settings.BEHIND_PROXY else request.META.get("REMOTE_ADDR", "")
    try:
        address = ipaddress.ip_address(told)
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False).network_address)
    return str(address)


def lockout_response(request: HttpRequest, credentials: dict[str, Any] | None = None) -> HttpResponse:
    """What axes answers with instead of the form."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    context = {**admin.site.each_context(request), "title": _("Sign-in is shut for a while"), "minutes": minutes}
    response = render(request, "admin/shut.html", context, status=429)
    response.headers["Retry-After"] = str(minutes * 60)
    response.headers["Cache-Control"] = "no-store"
    return response


def delete_expired(now: datetime) -> None:
    """Failures that no longer count, and sign-ins of long ago."""
    AccessAttempt.objects.filter(attempt_time__lt=now - settings.AXES_COOLOFF_TIME).delete()
    AccessLog.objects.filter(attempt_time__lt=now - SIGN_IN_LIFETIME).delete()
