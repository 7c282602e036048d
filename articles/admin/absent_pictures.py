"""Pictures that did not come along with a text: the form says so, and a page of their own fetches them or lets go."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..body.absent import AbsentPicture
from ..desk import permissions, picture_import
from ..desk.picture_import import ImportResult, absent_pictures
from ..models import Article
from .upload_forms import ImportPicturesForm

MAX_NAMED = 5
"""Places that the notice names; the page names all."""


class AbsentPicturesMixin:
    """Adds `<id>/pictures/` to the admin of a text."""

    admin_site: Any
    opts: Any
    template = "admin/articles/absent_pictures.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.pictures_view)
        name = f"articles_{self.opts.model_name}_pictures"
        return [path("<int:pk>/pictures/", view, name=name), *super().get_urls()]  # type: ignore[misc]

    # The notice

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if request.method == "GET":
            self.warn_absent(request, context["original"])
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        self.warn_absent(request, obj)
        return super().response_post_save_add(request, obj)  # type: ignore[misc]

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        """Leads to the list, where no form says it."""
        self.warn_absent(request, obj)
        return super().response_post_save_change(request, obj)  # type: ignore[misc]

    def warn_absent(self, request: HttpRequest, text: Any) -> None:
        """Who wrote the article and has handed it in hears of it, too: the way there is the desk's by then."""
        pictures = absent_pictures(text)
        if not pictures:
            return
        if self.can_import(request, text):
            told = format_html(
                '{} <a href="{}">{}</a>', warning_html(pictures), self.pictures_url(text), _("Fetch or leave out")
            )
        elif isinstance(text, Article) and text.created_by_id == request.user.pk:
            told = format_html("{} {}", warning_html(pictures), _("The desk can fetch them or leave them out."))
        else:
            return
        messages.warning(request, told)

    def can_import(self, request: HttpRequest, text: Any) -> bool:
        if isinstance(text, Article):
            return permissions.can_change(text, request.user)
        return bool(self.has_change_permission(request, text))  # type: ignore[attr-defined]

    def pictures_url(self, text: Any) -> str:
        return reverse(f"admin:articles_{self.opts.model_name}_pictures", args=[text.pk])

    # The page

    def pictures_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        text = get_object_or_404(self.get_queryset(request), pk=pk)  # type: ignore[attr-defined]
        if not self.can_import(request, text):
            raise PermissionDenied
        back = HttpResponseRedirect(reverse(f"admin:articles_{self.opts.model_name}_change", args=[pk]))
        pictures = absent_pictures(text)
        if not pictures:
            messages.info(request, _("Every picture has its answer."))
            return back
        asked = selected_pictures(request, pictures)
        form = ImportPicturesForm(request.POST if "_fetch" in request.POST else None)
        if request.method == "POST" and not asked:
            messages.error(request, _("Choose at least one picture."))
        elif "_leave_out" in request.POST or form.is_valid():
            return back if self.apply_choice(request, text, asked, form) else self.redirect_to_list()
        return self.render_pictures(request, text, pictures, asked, form)

    def redirect_to_list(self) -> HttpResponse:
        return HttpResponseRedirect(reverse(f"admin:articles_{self.opts.model_name}_changelist"))

    def apply_choice(
        self, request: HttpRequest, text: Any, asked: list[AbsentPicture], form: ImportPicturesForm
    ) -> bool:
        """Whether the text is still there: somebody may delete it meanwhile, and fetching takes its time."""
        try:
            if "_leave_out" in request.POST:
                self.remove_pictures(request, text, asked)
            else:
                self.import_pictures(request, text, asked, form.cleaned_data["credit"])
        except ObjectDoesNotExist:
            messages.warning(request, _("Somebody has deleted the text meanwhile."))
            return False
        return True

    def remove_pictures(self, request: HttpRequest, text: Any, asked: list[AbsentPicture]) -> None:
        count = picture_import.drop_pictures(text, {each.address for each in asked}, by=request.user)
        told = ngettext("%d place is taken away.", "%d places are taken away.", count)
        messages.success(request, told % count)

    def import_pictures(self, request: HttpRequest, text: Any, asked: list[AbsentPicture], credit: str) -> None:
        if not request.user.has_perm("articles.add_photo"):
            raise PermissionDenied
        result = picture_import.import_pictures(asked, credit=credit, by=request.user)
        try:
            count = picture_import.insert_photos(text, result.photos, by=request.user)
        except PermissionDenied:
            told = _("The text is not yours to change any more. The pictures are in the library, and not in the text.")
            messages.warning(request, told)
        except ObjectDoesNotExist:
            if result.photos:
                messages.info(request, _("The pictures that were fetched are in the library."))
            raise
        else:
            message_result(request, result, count)

    def render_pictures(
        self,
        request: HttpRequest,
        text: Any,
        pictures: list[AbsentPicture],
        asked: list[AbsentPicture],
        form: ImportPicturesForm,
    ) -> HttpResponse:
        can_fetch = request.user.has_perm("articles.add_photo") and any(each.is_on_the_web for each in pictures)
        ticked = (
            asked if request.method == "POST" else [each for each in pictures if each.is_on_the_web or not can_fetch]
        )
        context = {
            **self.admin_site.each_context(request),
            "title": _("Pictures that did not come along"),
            "opts": self.opts,
            "text": text,
            "pictures": [(each, picture_import.address_error(each), each in ticked) for each in pictures],
            "form": form,
            "can_fetch": can_fetch,
        }
        return render(request, self.template, context)


def selected_pictures(request: HttpRequest, pictures: list[AbsentPicture]) -> list[AbsentPicture]:
    """What was ticked, of what the text holds: no other address is ever asked."""
    ticked = set(request.POST.getlist("picture"))
    return [each for each in pictures if each.address in ticked]


def warning_html(pictures: list[AbsentPicture]) -> SafeString:
    told = ngettext(
        "%d picture did not come along, and readers don't see its place:",
        "%d pictures did not come along, and readers don't see their places:",
        len(pictures),
    )
    where = ", ".join(describe_position(each) for each in pictures[:MAX_NAMED])
    return format_html("{} {}{}.", told % len(pictures), where, " …" if len(pictures) > MAX_NAMED else "")


def describe_position(picture: AbsentPicture) -> str:
    return _("after “%s”") % picture.after if picture.after else _("at the beginning of the text")


def message_result(request: HttpRequest, result: ImportResult, count: int) -> None:
    """What has come, and of each that has not, why."""
    if count:
        told = ngettext("%d picture stands in the text now.", "%d pictures stand in the text now.", count)
        messages.success(request, told % count)
    elif result.photos:
        messages.info(request, _("The places of these pictures had their answer meanwhile; nothing was added."))
    for address, why in result.errors.items():
        messages.warning(request, format_html("{} ({})", why, address or _("a picture without an address")))
