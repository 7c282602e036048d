"""Lists of the admin that are asked for with what no list has made: a filter of another time, a number beyond all."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from .base import is_number


class SafeChangeList(ChangeList):
    def get_results(self, request: HttpRequest) -> None:
        """A filter that can't be leads back to the list, as Django does with those it knows."""
        try:
            super().get_results(request)
        except (ValueError, TypeError, LookupError, ArithmeticError, DatabaseError) as error:
            raise IncorrectLookupParameters(error) from error


class SafeListAdmin(admin.ModelAdmin):
    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return SafeChangeList

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Of what was ticked, what can be a row's number."""
        if ACTION_CHECKBOX_NAME in request.POST:
            form = request.POST.copy()
            form.setlist(ACTION_CHECKBOX_NAME, [pk for pk in form.getlist(ACTION_CHECKBOX_NAME) if is_number(pk)])
            request.POST = form  # type: ignore[assignment]
        return super().changelist_view(request, extra_context)


class ReadOnlyAdmin(SafeListAdmin):
    """A log: what happened has happened. Rows are neither made, changed nor deleted by hand, and may be very many."""

    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 100

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
