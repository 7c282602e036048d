"""What every part of the desk has in common."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from newsroom.fast import edition
from newsroom.forms.base import EditorialForm, MinuteField
from newsroom.forms.changelist import SafeListAdmin
from newsroom.forms.choices import RowSelect
from newsroom.forms.saving import SavingMixin
from newsroom.shared.headers import EDITOR_POLICY

from ..desk import text_checks
from ..desk.records import add_record
from ..models import Photo, Record
from ..models.fields import BodyField
from ..models.old_address import noun_path
from .forms import BodyFormField, SlugForm
from .ordered_rows import OrderedForm, OrderedFormSet

OVERRIDES: dict[type[models.Field[Any, Any]], dict[str, Any]] = {
    BodyField: {"form_class": BodyFormField},
    models.DateTimeField: {"form_class": MinuteField},
    models.DateField: {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")},
    models.URLField: {"assume_scheme": "https"},
}


class RelatedWidgetMixin:
    """Spares the form the icons that delete what is chosen, or show what the pencil shows too; and queries."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs.setdefault("widget", RowSelect(db_field, self.admin_site))  # type: ignore[attr-defined]
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest | None, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.template_name = "desk/related_choice.html"
            field.widget.can_delete_related = False
            field.widget.can_view_related = field.widget.can_view_related and not field.widget.can_change_related
        return field


class RecordMixin:
    """Writes down in the paper's own records what Django logs of additions, changes and deletions."""

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        entry = super().log_addition(request, obj, message)  # type: ignore[misc]
        add_record(Record.Verb.ADDED, obj, by=request.user)
        return entry

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        entry = super().log_change(request, obj, message)  # type: ignore[misc]
        if message:
            add_record(Record.Verb.CHANGED, obj, by=request.user, detail=entry.get_change_message())
        return entry

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        for obj in queryset:
            add_record(Record.Verb.DELETED, obj, by=request.user)
        return super().log_deletions(request, queryset)  # type: ignore[misc]


class EditorialAdmin(RecordMixin, RelatedWidgetMixin, SavingMixin, SafeListAdmin):
    """Saves and deletes what readers see: each raises the edition."""

    form = EditorialForm
    formfield_overrides = OVERRIDES
    list_per_page = 50
    list_max_show_all = 200
    show_full_result_count = False  # it would count the archive for every list
    save_on_top = False  # the buttons stay in sight at the foot
    show_facets = admin.ShowFacets.NEVER
    view_on_site = False  # each says for itself what has a page

    def is_public(self, obj: Any) -> bool:
        return True

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        """Whatever the width and case in which it is typed and stands."""
        return [f"{name}__folded" for name in super().get_search_fields(request)]

    def changes_surroundings(self, obj: Any, *, is_new: bool) -> bool:
        """Whether fragments show it without its standing in their keys (`edition.advance`)."""
        return True

    def autocomplete_result(self, obj: Any) -> dict[str, str]:
        """What a choice shows beside its number and text."""
        return {}

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The body editor may do what no other page of the admin may."""
        response = super().render_change_form(request, context, *args, **kwargs)
        if any(isinstance(field, BodyField) for field in self.opts.fields):
            response.headers["Content-Security-Policy"] = EDITOR_POLICY
        return response

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The last write of every form, and of every row of an editable list."""
        super().save_related(request, form, formsets, change)
        if self.is_public(form.instance):
            edition.advance(surroundings=self.changes_surroundings(form.instance, is_new=not change))

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        self.warn_of_characters(request, text_checks.describe_row(obj))
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        self.warn_of_characters(request, text_checks.describe_row(obj))
        return super().response_change(request, obj)

    def warn_of_characters(self, request: HttpRequest, places: Iterable[str]) -> None:
        """What is saved stays saved; where readers would see boxes is said beside it, once a page."""
        waiting = messages.get_messages(request)
        said = [message.message for message in waiting]
        waiting.used = False  # type: ignore[union-attr]  # they are still to be shown
        if (boxes := text_checks.warning_text(list(places))) and boxes not in said:
            self.message_user(request, boxes, messages.WARNING)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        edition.advance()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        super().delete_queryset(request, queryset)
        edition.advance()


class SlugAdmin(EditorialAdmin):
    """Of what has a page under its `slug`; says so where the old address of one goes on leading there."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and "slug" in form.changed_data:
            old = noun_path(obj.page_name, form.initial["slug"])
            if old and old != noun_path(obj.page_name, obj.slug):
                messages.info(request, _("The old address %s leads to the new one.") % old)


class AutoSlugAdmin(SlugAdmin):
    """Under a name in Latin letters: where none can be made of a Korean name, under its number."""

    form = SlugForm

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        return {"slug": ("title",) if hasattr(self.model, "title") and not hasattr(self.model, "name") else ("name",)}


class OrderedInline(RelatedWidgetMixin, admin.TabularInline):
    """Parts of something, in an order that one drags, steps with ▲ ▼ or types.

    Who may write the whole may write its parts: a role needs no permission of its own for them.
    """

    form: type[ModelForm] = OrderedForm
    formset = OrderedFormSet
    formfield_overrides = OVERRIDES
    template = "admin/edit_inline/ordered.html"
    extra = 0

    class Media:
        js = ["admin_desk/ordered-rows.js"]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest | None, **kwargs: Any) -> Any:
        """Rows choose from what there is."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_add_related = field.widget.can_view_related = False
            field.widget.can_change_related &= db_field.remote_field.model is Photo
        return field

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With what the rows choose: a query for all of them, and not one each."""
        chosen = [field.name for field in self.opts.fields if field.is_relation and field.name in (self.fields or ())]
        return super().get_queryset(request).select_related(*chosen)

    def has_any_permission(self, request: HttpRequest, *actions: str) -> bool:
        whole = self.parent_model._meta
        return any(request.user.has_perm(f"{whole.app_label}.{action}_{whole.model_name}") for action in actions)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_any_permission(request, "view", "change", "add")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_any_permission(request, "change", "add")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_any_permission(request, "change", "add")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_any_permission(request, "change", "add")
