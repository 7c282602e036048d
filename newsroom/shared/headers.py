"""What browsers are told to refuse, whatever a text may have smuggled in; and what they say they take."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse
from django.utils.cache import patch_vary_headers


def build_policy(**directives: str) -> str:
    """A Content-Security-Policy: `style_src="'self'"` becomes `style-src 'self'`."""
    return "; ".join(f"{name.replace('_', '-')} {sources}" for name, sources in directives.items())


BASE_POLICY = {
    "default_src": "'self'",
    "img_src": "'self' https: data:",  # photos may be on a store of their own
    "frame_src": "https:",  # videos, from the hosts that the sanitiser knows
    "object_src": "'none'",
    "base_uri": "'self'",
    "form_action": "'self'",
    "frame_ancestors": "'self'",
}

POLICY = build_policy(**BASE_POLICY)
"""Public pages. No script, style or font but our own files: none stands in the pages themselves."""

IN_ADMIN = {
    **BASE_POLICY,
    "img_src": "'self' https: data: blob:",  # a photo is shown from the disk before it is uploaded
    "frame_src": "'self' https:",  # the preview, and the videos in it
    "base_uri": "'none'",
}
ADMIN_POLICY = build_policy(**IN_ADMIN)

EDITOR_POLICY = build_policy(
    **IN_ADMIN,
    script_src="'self' 'unsafe-inline'",
    style_src="'self' 'unsafe-inline'",
)
"""Forms with the body editor. CKEditor 4 writes `onclick` and `style` into its toolbar and dialogs, and a script with a
changing number into its frame, so that neither nonce nor hash would do. It evaluates nothing, and may not."""

PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in [
        *["accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope"],
        *["magnetometer", "microphone", "midi", "payment", "serial", "usb"],
    ]
)
"""What neither a page nor a video in it needs. Sharing, the clipboard and full screen are not refused."""


_TAKES_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")


def takes_gzip(accepted: str) -> bool:
    """By an Accept-Encoding header; `gzip;q=0` refuses it."""
    return _TAKES_GZIP.search(accepted) is not None


class HeadMiddleware:
    """Answers HEAD as GET, without the content. Servers leave it away by themselves, but complain of each."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "HEAD" and not response.streaming and response.content:
            response.headers.setdefault("Content-Length", str(len(response.content)))
            response.content = b""
        return response


class CompressionMiddleware(GZipMiddleware):
    """Django's, which compresses for those who refuse it, too."""

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        if not takes_gzip(request.headers.get("Accept-Encoding", "")):
            patch_vary_headers(response, ("Accept-Encoding",))
            return response
        return super().process_response(request, response)


class ContentPolicyMiddleware:
    """Adds the headers that Django's own SecurityMiddleware knows nothing of. What a view has set itself, stays."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.admin = reverse("admin:index")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_admin = request.path.startswith(self.admin)
        response.headers.setdefault("Content-Security-Policy", ADMIN_POLICY if is_admin else POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if is_admin:
            response.headers.setdefault("Referrer-Policy", "same-origin")  # nobody outside learns the desk's addresses
        return response
