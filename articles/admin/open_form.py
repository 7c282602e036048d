"""Nothing typed is lost: the form tells what stands in it while one writes, and gets it back when one returns."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db.models import BigIntegerField
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_POST

from newsroom.forms import sent_forms
from newsroom.shared.characters import clean_characters
from newsroom.shared.times import in_seoul

from ..desk import open_forms
from ..desk.records import display_name
from ..models import Article, OpenForm
from .preview import is_preview

LATEST_VERSION = 2**31 - 1
CLOSE_DELAY = timedelta(seconds=30)
"""For so long after a form was saved, what its page says of it may have been said before: that is saved by now."""

RESTORE_PARAMETER = "bring_back"
"""Query parameter: the key of the form whose text is to stand in this one."""
RESTORED_PARAMETER = "brought_back"
"""Hidden field: that key, where the form has another of its own."""


class OpenFormMixin:
    """Adds `open/`, to which the page says what stands in it, and brings back what was typed and never saved."""

    admin_site: Any

    def get_urls(self) -> list[URLPattern]:
        view = csrf_protect(require_POST(self.open_form_view))
        return [path("open/", view, name="articles_article_open"), *super().get_urls()]  # type: ignore[misc]

    def open_form_view(self, request: HttpRequest) -> HttpResponse:
        """Takes `key`, and any of `article`, `version`, `typed` (JSON), or `close`, `discard`, `take_back`.

        403 when signed out.
        """
        if not self.admin_site.has_permission(request):
            return JsonResponse({"signed_in": False}, status=403)
        try:
            key = UUID(request.POST.get("key", ""))
            pk, version = int(request.POST.get("article") or 0), int(request.POST.get("version") or 0)
            typed = parse_typed(request.POST["typed"]) if "typed" in request.POST else None
            if not 0 <= version <= LATEST_VERSION or not 0 <= pk <= BigIntegerField.MAX_BIGINT:
                raise ValueError("out of range")
        except (ValueError, RecursionError):
            return JsonResponse({"error": "unreadable"}, status=400)
        now = timezone.now()
        if act := next((name for name in ("close", "discard", "take_back") if name in request.POST), None):
            match act:
                case "close":
                    open_forms.close_form(key, request.user)
                case "discard":
                    open_forms.discard_form(key, request.user, now)
                case "take_back":
                    open_forms.undo_discard(key, request.user)
            return JsonResponse({})
        mine = self.get_queryset(request)  # type: ignore[attr-defined]
        article: Article | None = mine.filter(pk=pk).only("version").first() if pk else None
        if pk and article is None:
            return JsonResponse({"error": "unknown"}, status=404)
        if typed is not None and sent_forms.is_saved_since(request.user, "articles.article", key, now - CLOSE_DELAY):
            typed = None
        open_forms.save_form(key=key, user=request.user, article=article, version=version, typed=typed, now=now)
        return JsonResponse(
            {
                "signed_in": True,
                "version": article.version if article else 0,
                "others": other_users_text(article, request.user) if article else "",
            }
        )

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "GET" and (form := self.form_from_request(request)):
            # Shown as a form that was sent and is not valid yet: that is what Django shows with every field and row.
            len(request.FILES)  # read while it is a GET: later Django would look in what was sent, and find no POST
            was_saved = sent_forms.is_used(request.user, "articles.article", form.key)
            key = uuid4() if was_saved else form.key  # else the text would be refused as one that is saved already
            request.method, request.POST = "POST", form_data(form, key)  # type: ignore[assignment]
            request.brought_back = form  # type: ignore[attr-defined]
        return super().changeform_view(request, object_id, form_url, extra_context)  # type: ignore[misc]

    def form_from_request(self, request: HttpRequest) -> OpenForm | None:
        """The form that the address names, if it is this person's. What was thrown away is so no longer."""
        try:
            key = UUID(request.GET.get(RESTORE_PARAMETER, ""))
        except ValueError:
            return None
        form = OpenForm.objects.filter(key=key, user=request.user.pk, typed_at__isnull=False).first()
        if form and form.thrown_away_at:
            open_forms.undo_discard(key, request.user)
            form.thrown_away_at = None
        return form

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)  # type: ignore[misc]
        if (key := sent_forms.form_key(request, RESTORED_PARAMETER)) and not is_preview(request):
            open_forms.delete_form(key, request.user)

    def open_form_context(self, request: HttpRequest, article: Article | None) -> dict[str, Any]:
        """What the form's top says of others and of what was never saved. Two queries."""
        back = getattr(request, "brought_back", None)
        unsaved = [form for form in open_forms.unsaved_forms(article, request.user, timezone.now()) if form != back]
        return {
            "others": other_users_text(article, request.user) if article else "",
            "unsaved": unsaved if request.method == "GET" or back else [],
            "brought_back": back,
            "brought_back_key": sent_forms.form_key(request, RESTORED_PARAMETER),
        }


def parse_typed(text: str) -> dict[str, list[str]]:
    """The fields of a form as the page sends them. Raises ValueError for anything else."""
    if len(text) > open_forms.MAX_SIZE:
        raise ValueError("too long")
    fields = json.loads(text)
    if not isinstance(fields, dict) or not all(
        isinstance(values, list) and all(isinstance(value, str) for value in values) for values in fields.values()
    ):
        raise ValueError("not the fields of a form")
    return {
        name: [clean_characters(value) for value in values]
        for name, values in fields.items()
        if not name.startswith(("_", "csrf"))
    }


def form_data(form: OpenForm, key: UUID) -> QueryDict:
    """The form as its page would send it, under this key."""
    fields = QueryDict(mutable=True)
    for name, values in form.typed.items():
        fields.setlist(name, values)
    fields["open_form"] = str(key)
    if key != form.key:
        fields[RESTORED_PARAMETER] = str(form.key)
    return fields


def other_users_text(article: Article, user: Any) -> str:
    """`데스크 박서준(11:20부터)`: who else has it open, or empty."""
    others = open_forms.other_users(article, user, timezone.now())
    return ", ".join(
        _("%(name)s (since %(time)s)") % {"name": display_name(form.user), "time": in_seoul(form.opened_at)[-5:]}
        for form in others
    )
