"""What browsers are told to refuse on the public pages, whatever a text may have smuggled in."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

POLICY = "; ".join(
    [
        "default-src 'self'",
        "img-src 'self' https: data:",  # photos may be on a store of their own
        "frame-src https:",  # videos, from the hosts that the sanitiser knows
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    ]
)
"""No script, style or font but our own files: none stands in the pages themselves."""


class ContentPolicyMiddleware:
    """Adds the Content-Security-Policy. Not in the admin: its editor writes styles into its own pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.admin = reverse("admin:index")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path.startswith(self.admin):
            response.headers.setdefault("Content-Security-Policy", POLICY)
        return response
