"""Answers for what went wrong, each with a way on."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.template import loader
from django.utils.cache import add_never_cache_headers

from articles.pages.old_addresses import find_redirect

from .fast.pages import PROXY_LIFETIME, set_lifetime
from .shared.logs import request_id

OLD_ADDRESSES = re.compile(
    r"/(?:news/(?:article|articleView|view)\.(?:html|php)|news\d*/|article/\d+|bbs/|board/)", re.ASCII
)
"""Families of addresses that Korean papers had under earlier systems."""


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The way to where that stands which stood here once; else a page that says there is none.

    No browser keeps the way for good: its address may be taken anew, or the move be taken back.
    """
    way = find_redirect(request) if request.method in ("GET", "HEAD") else None
    if way:
        return set_lifetime(HttpResponsePermanentRedirect(way), PROXY_LIFETIME)
    is_old = OLD_ADDRESSES.match(request.path) is not None
    return add_no_store(render(request, "404.html", {"path_is_old_address": is_old}, status=404))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Stands alone: what is wrong may be the host or the path itself."""
    return add_no_store(HttpResponse(render(None, "400.html").content, status=400))


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return add_no_store(HttpResponse(render(None, "403.html").content, status=403))


def server_error(request: HttpRequest) -> HttpResponse:
    """Stands alone: the database may be what failed. Gives the number under which the log tells more."""
    page = loader.get_template("500.html").render({"request_id": request_id.get()})
    return add_no_store(HttpResponse(page, status=500))


def add_no_store(response: HttpResponse) -> HttpResponse:
    """Tells a CDN so: many keep what was not found for minutes, and the article may be out in one."""
    add_never_cache_headers(response)
    return response
