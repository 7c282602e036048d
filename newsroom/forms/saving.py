"""How the admin saves its forms: once, and never with an error page for what the database refuses."""

from __future__ import annotations

import logging
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from ..models import SentForm
from . import sent_forms

logger = logging.getLogger(__name__)


class RefusedForm:
    """A form that is shown again with everything typed, because of something that no field of it can know."""

    refusal: Any = ""

    def clean(self) -> Any:
        if self.refusal:
            self.add_error(None, self.refusal)  # type: ignore[attr-defined]
        return super().clean()  # type: ignore[misc]


class SavingMixin:
    """For a `ModelAdmin`: every form that it saves, new rows and changes, in windows of their own too."""

    form_key_field = sent_forms.FIELD
    """The hidden field with the form's key."""

    def is_saving(self, request: HttpRequest) -> bool:
        return request.method == "POST"

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """What the database refuses has come between the form's checks and its saving, as a rule by another's save.

        So it is checked and saved again; what the checks do not find then either is said above the form.
        """
        refusals = ["", "", _("This can't be saved as it stands: something else is the same already. Nothing is lost.")]
        for refusal in refusals:
            request.refusal = refusal  # type: ignore[attr-defined]
            try:
                return self.save_once(request, object_id, form_url, extra_context)
            except IntegrityError:
                if refusal:
                    raise
                logger.warning("The database refused a form of %s", self.opts.label, exc_info=True)  # type: ignore[attr-defined]
                for file in request.FILES.values():
                    file.seek(0)  # type: ignore[union-attr]
        raise AssertionError("the last try answers or raises")

    def save_once(
        self, request: HttpRequest, object_id: str | None, form_url: str, extra_context: dict[str, Any] | None
    ) -> HttpResponse:
        request.sent_form = None  # type: ignore[attr-defined]
        key = sent_forms.form_key(request, self.form_key_field) if self.is_saving(request) else None
        if key is None:
            return super().changeform_view(request, object_id, form_url, extra_context)  # type: ignore[misc]
        is_new = object_id is None or "_saveasnew" in request.POST
        with transaction.atomic():
            sent, is_first = sent_forms.claim_key(request.user, self.opts.label_lower, key)  # type: ignore[attr-defined]
            if not is_first and (again := self.repeat_response(request, sent)):
                return again
            if is_first:
                request.sent_form = sent  # type: ignore[attr-defined]
            elif is_new:
                self.refuse_repeat(request, sent)
            response: HttpResponse = super().changeform_view(request, object_id, form_url, extra_context)  # type: ignore[misc]
            if is_first and not sent.made:
                sent.delete()
        return response

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)  # type: ignore[misc]
        sent: SentForm | None = getattr(request, "sent_form", None)
        if sent is not None:
            sent.made, sent.was_new = str(form.instance.pk), not change
            sent.typed, sent.buttons = sent_forms.form_digest(request), sent_forms.button_names(request)
            sent.save()

    def saved_row(self, request: HttpRequest, sent: SentForm) -> Any:
        return self.get_queryset(request).filter(pk=sent.made).first()  # type: ignore[attr-defined]

    def repeat_response(self, request: HttpRequest, sent: SentForm) -> HttpResponse | None:
        """The first answer once more. None where something else is typed now, or the row is gone."""
        row = self.saved_row(request, sent)
        if row is None or sent.typed != sent_forms.form_digest(request):
            return None
        is_other = sent.buttons != sent_forms.button_names(request)
        fields = request.POST.copy()
        for name in [name for name in fields if name.startswith("_")]:
            del fields[name]
        fields.update(sent.buttons)
        request.POST = fields  # type: ignore[assignment]
        answer = self.response_add if sent.was_new else self.response_change  # type: ignore[attr-defined]
        response: HttpResponse = answer(request, row)
        told = _("The form had been sent already; what was pressed second has not been done.")
        messages.info(request, told if is_other else sent_forms.ALREADY_SAVED)
        return response

    def refuse_repeat(self, request: HttpRequest, sent: SentForm) -> None:
        """A form that has been saved once comes with something else in it, by the browser's way back: people decide."""
        row = self.saved_row(request, sent)
        request.fresh_form_key = uuid4()  # type: ignore[attr-defined]
        if row is None:
            told = _("What this form made has been deleted. What you typed is not saved: save it again if you want.")
            request.refusal = told  # type: ignore[attr-defined]
            return
        told = _(
            "This form has been saved already, as {}. What you have changed since is not saved: put it in there, or "
            "save again here to make another."
        )
        request.refusal = format_html(told, admin_link(row))  # type: ignore[attr-defined]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return self.with_refusal(request, super().get_form(request, obj, change=change, **kwargs))  # type: ignore[misc]

    def with_refusal(self, request: HttpRequest, form: type[Any]) -> type[Any]:
        refusal = getattr(request, "refusal", "")
        return type(form.__name__, (RefusedForm, form), {"refusal": refusal}) if refusal else form

    def form_key(self, request: HttpRequest) -> UUID:
        """Of a form that is shown again: the one it was sent with, as long as nothing was saved under it."""
        fresh: UUID = getattr(request, "fresh_form_key", None) or uuid4()
        is_used = hasattr(request, "fresh_form_key")
        return fresh if is_used else sent_forms.form_key(request, self.form_key_field) or fresh

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context |= {"form_key": self.form_key(request), "form_key_field": self.form_key_field}
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]


def admin_link(row: Any) -> str:
    try:
        address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    except NoReverseMatch:
        return str(row)
    return format_html('<a href="{}">{}</a>', address, row)
