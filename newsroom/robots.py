"""robots.txt."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse, reverse_lazy
from django.utils.text import format_lazy

from articles.pages.publication import publication_of

from .fast.pages import public_page

DISALLOWED = (
    reverse_lazy("admin:index"),
    "/preview/",
    reverse_lazy("suggestions"),
    format_lazy("{}?*&", reverse_lazy("search")),
)
"""What robots have no business with: of the search, every way to narrow it or to page through it."""


@public_page
def robots_txt(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in DISALLOWED),
    ]
    lines += [f"Sitemap: {settings.SITE_URL}{reverse(name)}" for name in ("sitemap", "news_sitemap")]
    if own := publication_of(request).robots_lines.splitlines():
        lines += ["", *own]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
