"""The way to readers' pages, which are the same for all: past sessions, accounts and messages."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from .pages import PUBLIC_PAGES


class PublicPageMiddleware:
    """Answers what a `public_page` stands at. What comes after is for those who sign in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            found = resolve(request.path_info)
        except Resolver404:
            return self.get_response(request)  # which says so
        if found.func not in PUBLIC_PAGES:
            return self.get_response(request)
        request.resolver_match = found
        response: HttpResponse = found.func(request, *found.args, **found.kwargs)
        return response
