"""What is read of an instance while a public page is made has to have been loaded with it.

Django would ask for a column that a query left out, once for each card, and nobody would see it but by counting. Here
it is an error that names model and field. (From Django 6.1 on `fetch_mode` says the same; 5.2 has nothing for it.)
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse

_is_strict: ContextVar[bool] = ContextVar("is_strict", default=False)
_refresh_from_db = Model.refresh_from_db


class NotLoaded(Exception):
    """A column was read that its query had left out."""


class LoadedMiddleware:
    """Stands before public pages in the settings of the tests."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _is_strict.set(not request.path.startswith("/admin/"))
        try:
            return self.get_response(request)
        finally:
            _is_strict.reset(token)


def refresh_from_db(self: Model, using: Any = None, fields: Any = None, from_queryset: Any = None) -> None:
    """What Django calls for a column that was left out, too."""
    missing = self.get_deferred_fields().intersection(fields or ()) if _is_strict.get() else ()
    if missing:
        raise NotLoaded(f"{type(self).__name__}.{', '.join(missing)} was read by a public page and not loaded for it")
    _refresh_from_db(self, using, fields, from_queryset)


def watch() -> None:
    Model.refresh_from_db = refresh_from_db  # type: ignore[method-assign]
