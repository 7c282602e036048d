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
from ..desk import bringing_in, rights
from ..desk.bringing_in import Brought, absent_from
from ..models import Article
from .upload_forms import BringInForm

NAMED = 5
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
            self.tell(request, context["original"])
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        self.tell(request, obj)
        return super().response_post_save_add(request, obj)  # type: ignore[misc]

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        """Leads to the list, where no form says it."""
        self.tell(request, obj)
        return super().response_post_save_change(request, obj)  # type: ignore[misc]

    def tell(self, request: HttpRequest, text: Any) -> None:
        """Who wrote the article and has handed it in hears of it, too: the way there is the desk's by then."""
        pictures = absent_from(text)
        if not pictures:
            return
        if self.may_answer(request, text):
            told = format_html(
                '{} <a href="{}">{}</a>', said_of(pictures), self.address_of(text), _("Fetch or leave out")
            )
        elif isinstance(text, Article) and text.created_by_id == request.user.pk:
            told = format_html("{} {}", said_of(pictures), _("The desk can fetch them or leave them out."))
        else:
            return
        messages.warning(request, told)

    def may_answer(self, request: HttpRequest, text: Any) -> bool:
        if isinstance(text, Article):
            return rights.may_change(text, request.user)
        return bool(self.has_change_permission(request, text))  # type: ignore[attr-defined]

    def address_of(self, text: Any) -> str:
        return reverse(f"admin:articles_{self.opts.model_name}_pictures", args=[text.pk])

    # The page

    def pictures_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        text = get_object_or_404(self.get_queryset(request), pk=pk)  # type: ignore[attr-defined]
        if not self.may_answer(request, text):
            raise PermissionDenied
        back = HttpResponseRedirect(reverse(f"admin:articles_{self.opts.model_name}_change", args=[pk]))
        pictures = absent_from(text)
        if not pictures:
            messages.info(request, _("Every picture has its answer."))
            return back
        asked = chosen(request, pictures)
        form = BringInForm(request.POST if "_fetch" in request.POST else None)
        if request.method == "POST" and not asked:
            messages.error(request, _("Choose at least one picture."))
        elif "_leave_out" in request.POST or form.is_valid():
            return back if self.answer_for(request, text, asked, form) else self.to_the_list()
        return self.render_pictures(request, text, pictures, asked, form)

    def to_the_list(self) -> HttpResponse:
        return HttpResponseRedirect(reverse(f"admin:articles_{self.opts.model_name}_changelist"))

    def answer_for(self, request: HttpRequest, text: Any, asked: list[AbsentPicture], form: BringInForm) -> bool:
        """Whether the text is still there: somebody may delete it meanwhile, and fetching takes its time."""
        try:
            if "_leave_out" in request.POST:
                self.leave_out(request, text, asked)
            else:
                self.bring_in(request, text, asked, form.cleaned_data["credit"])
        except ObjectDoesNotExist:
            messages.warning(request, _("Somebody has deleted the text meanwhile."))
            return False
        return True

    def leave_out(self, request: HttpRequest, text: Any, asked: list[AbsentPicture]) -> None:
        count = bringing_in.leave_out(text, {each.address for each in asked}, by=request.user)
        told = ngettext("%d place is taken away.", "%d places are taken away.", count)
        messages.success(request, told % count)

    def bring_in(self, request: HttpRequest, text: Any, asked: list[AbsentPicture], credit: str) -> None:
        if not request.user.has_perm("articles.add_photo"):
            raise PermissionDenied
        brought = bringing_in.bring_in(asked, credit=credit, by=request.user)
        try:
            count = bringing_in.put_in(text, brought.photos, by=request.user)
        except PermissionDenied:
            told = _("The text is not yours to change any more. The pictures are in the library, and not in the text.")
            messages.warning(request, told)
        except ObjectDoesNotExist:
            if brought.photos:
                messages.info(request, _("The pictures that were fetched are in the library."))
            raise
        else:
            tell_of(request, brought, count)

    def render_pictures(
        self,
        request: HttpRequest,
        text: Any,
        pictures: list[AbsentPicture],
        asked: list[AbsentPicture],
        form: BringInForm,
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
            "pictures": [(each, bringing_in.why_not(each), each in ticked) for each in pictures],
            "form": form,
            "can_fetch": can_fetch,
        }
        return render(request, self.template, context)


def chosen(request: HttpRequest, pictures: list[AbsentPicture]) -> list[AbsentPicture]:
    """What was ticked, of what the text holds: no other address is ever asked."""
    ticked = set(request.POST.getlist("picture"))
    return [each for each in pictures if each.address in ticked]


def said_of(pictures: list[AbsentPicture]) -> SafeString:
    told = ngettext(
        "%d picture did not come along, and readers don't see its place:",
        "%d pictures did not come along, and readers don't see their places:",
        len(pictures),
    )
    where = ", ".join(where_it_stood(each) for each in pictures[:NAMED])
    return format_html("{} {}{}.", told % len(pictures), where, " …" if len(pictures) > NAMED else "")


def where_it_stood(picture: AbsentPicture) -> str:
    return _("after “%s”") % picture.after if picture.after else _("at the beginning of the text")


def tell_of(request: HttpRequest, brought: Brought, count: int) -> None:
    """What has come, and of each that has not, why."""
    if count:
        told = ngettext("%d picture stands in the text now.", "%d pictures stand in the text now.", count)
        messages.success(request, told % count)
    elif brought.photos:
        messages.info(request, _("The places of these pictures had their answer meanwhile; nothing was added."))
    for address, why in brought.refusals.items():
        messages.warning(request, format_html("{} ({})", why, address or _("a picture without an address")))
