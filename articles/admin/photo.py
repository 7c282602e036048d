"""The photo library, and the one address that every upload of the desk goes to."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.sites import AdminSite
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import BigIntegerField, Count, ForeignKey, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_POST

from newsroom.fast import edition
from newsroom.forms import sent_forms
from newsroom.shared.characters import clean_line

from ..desk import permissions, text_checks
from ..desk.records import add_record, display_name
from ..models import Article, ArticlePhoto, Page, Photo, Record, Reporter
from ..pictures.store import InvalidPhoto, delete_files, discard_photo, store_photo, update_crops
from .base import EditorialAdmin
from .upload_forms import PhotoUploadForm
from .widgets import PhotoSelect

MAX_USES = 20
BATCH = 200
TEXT_FIELDS = ["caption", "credit", "alt_text"]


def photo_field(holder: Any, db_field: ForeignKey[Any], kwargs: dict[str, Any]) -> dict[str, Any]:
    """The arguments of a form field for a foreign key, with our widget where the key is to a photo."""
    site: AdminSite = holder.admin_site
    return {**kwargs, "widget": PhotoSelect(db_field, site)} if db_field.remote_field.model is Photo else kwargs


@admin.register(Photo)
class PhotoAdmin(EditorialAdmin):
    list_display = [
        "thumbnail_column",
        "title_column",
        "credit",
        "use_count",
        "size_column",
        "uploaded_by",
        "uploaded_at",
    ]
    list_display_links = ["thumbnail_column", "title_column"]
    list_select_related = ["uploaded_by"]
    list_per_page = 40
    search_fields = ["caption", "credit", "alt_text"]
    readonly_fields = ["photo_html", "crop_html", "use_count", "uses_list", "uploader_name", "uploaded_at"]
    change_list_template = "admin/articles/photo/change_list.html"

    def get_fieldsets(self, request: HttpRequest, obj: Photo | None = None) -> Any:
        if obj is None:
            return [(None, {"fields": ["upload", "caption", "credit", "alt_text"]})]
        return [
            (None, {"fields": ["photo_html", "caption", "credit", "alt_text"]}),
            (
                gettext_lazy("Focal point"),
                {
                    "fields": [("focal_x", "focal_y"), "crop_html"],
                    "description": gettext_lazy(
                        "What must stay in sight where the picture is cropped. Click on the picture above."
                    ),
                },
            ),
            (gettext_lazy("Origin and use"), {"fields": ["uses_list", "uploader_name", "uploaded_at"]}),
        ]

    def has_change_permission(self, request: HttpRequest, obj: Photo | None = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        if not allowed or obj is None:
            return allowed
        return permissions.editable_photos(Photo.objects.filter(pk=obj.pk), request.user).exists()

    def get_form(
        self, request: HttpRequest, obj: Photo | None = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        if change:
            return super().get_form(request, obj, change, **kwargs)
        return self.with_refusal(request, type("PhotoUploadForm", (PhotoUploadForm,), {"user": request.user}))

    def save_model(self, request: HttpRequest, obj: Photo, form: Any, change: bool) -> None:
        if change:  # a new one was stored when its upload was found to be good
            super().save_model(request, obj, form, change)
            if not update_crops(obj):
                messages.warning(
                    request,
                    _(
                        "The texts and the focal point are saved. The pictures cropped for it could not be made, so "
                        "readers see those of before: save the photo again in some minutes."
                    ),
                )

    def changes_surroundings(self, obj: Photo, *, is_new: bool) -> bool:
        return not is_new  # nothing shows a new one yet

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Photo | None:
        """Knows who looks at it: not everybody is told of every article that uses it."""
        photo: Any = super().get_object(request, object_id, from_field)
        if photo is not None:
            photo.looked_at_by = request.user
        return photo

    def get_queryset(self, request: HttpRequest) -> QuerySet[Photo]:
        """Counts by subquery, so that a page of the library counts for its own rows only."""
        uses = {"leads": uses_of(Article, "lead_photo"), "galleries": uses_of(ArticlePhoto, "photo")}
        return super().get_queryset(request).annotate(**uses)

    def get_urls(self) -> list[URLPattern]:
        batch = self.admin_site.admin_view(self.batch_view)
        return [
            path("upload/", self.upload_view, name="articles_photo_upload"),
            path("batch/", batch, name="articles_photo_batch"),
            path("texts/", self.texts_view, name="articles_photo_texts"),
            *super().get_urls(),
        ]

    def batch_view(self, request: HttpRequest) -> HttpResponse:
        """Many at once: the page uploads them one by one to `upload/`, and sends their texts here."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            saved, places = self.save_texts(request)
            text = ngettext("%d picture is described.", "%d pictures are described.", saved)
            messages.success(request, text % saved)
            self.warn_of_characters(request, places)
            return HttpResponseRedirect(reverse("admin:articles_photo_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Upload many"),
            "opts": self.opts,
            "upload_url": reverse("admin:articles_photo_upload"),
        }
        return render(request, "admin/articles/photo/batch.html", context)

    @property
    def texts_view(self) -> Any:
        return self.admin_site.admin_view(require_POST(self.save_single))

    def save_single(self, request: HttpRequest) -> JsonResponse:
        """Takes the texts of one photo that is chosen in a form, as they are typed there."""
        saved, places = self.save_texts(request)
        refused = _("Readers see this photo already: ask the desk to change its texts.")
        return JsonResponse({"saved": saved, "told": text_checks.warning_text(places) if saved else refused})

    @transaction.atomic
    def save_texts(self, request: HttpRequest) -> tuple[int, list[str]]:
        """Captions, credits and alternative texts of one's own new pictures, or of any for who may change them.

        Answers of how many, and where readers will see a box in them. Most are shown by nothing yet, so that no
        fragment has to be rendered anew; the rows are locked, so that none comes to be shown meanwhile.
        """
        numbers = [int(each) for each in request.POST.getlist("photo")[:BATCH] if each.isascii() and each.isdecimal()]
        photos = Photo.objects.filter(pk__in=[number for number in numbers if number <= BigIntegerField.MAX_BIGINT])
        own = permissions.editable_photos(photos, request.user)
        described = list(Photo.objects.select_for_update().filter(pk__in=own.values("pk")).order_by("pk"))
        for photo in described:
            for name in TEXT_FIELDS:
                longest = Photo._meta.get_field(name).max_length  # type: ignore[union-attr]
                setattr(photo, name, clean_line(request.POST.get(f"{name}-{photo.pk}", ""))[:longest])
            photo.save(update_fields=TEXT_FIELDS)
            add_record(Record.Verb.CHANGED, photo, by=request.user)
        edition.advance(surroundings=any(is_used(photo) for photo in described))
        return len(described), [place for photo in described for place in text_checks.describe_row(photo)]

    @property
    def upload_view(self) -> Any:
        return csrf_protect(require_POST(self.upload_photo))

    def upload_photo(self, request: HttpRequest) -> JsonResponse:
        """Takes the file `upload` into the library and answers in the shape that CKEditor knows."""
        if not self.admin_site.has_permission(request):
            return error_response(
                _("You are signed out. Sign in again in another window, then upload the picture."), status=403
            )
        if not self.has_add_permission(request):
            return error_response(_("Your account may not upload pictures."), status=403)
        upload = request.FILES.get("upload")
        if upload is None:
            return error_response(_("No file has arrived. Choose the picture again."))
        try:
            photo = store_upload(request, upload)
        except InvalidPhoto as refused:
            return error_response(" ".join(refused.messages))
        width, height = rendition_size(photo, 960)
        return JsonResponse(
            {
                "uploaded": 1,
                "fileName": upload.name,
                "url": photo.medium_url,
                "width": width,
                "height": height,
                "id": photo.pk,
                "text": str(photo),
                "thumbnail": photo.small_url,
                "caption": "",
                "credit": "",
                "alt_text": "",
            }
        )

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return {}

    def delete_model(self, request: HttpRequest, obj: Photo) -> None:
        """Where files are left behind, whoever wanted the photo out of sight must know."""
        left = _(
            "The photo is deleted from the library, but its files are still in the photo store: who knows their "
            "address can open them. The server tries to remove them for a day; if it is urgent, tell whoever looks "
            "after it."
        )
        delete_files(obj, if_left=lambda: messages.warning(request, left))
        super().delete_model(request, obj)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        try:
            return super().delete_view(request, object_id, extra_context)
        except InvalidPhoto as refused:
            messages.error(request, " ".join(refused.messages))
            return HttpResponseRedirect(request.get_full_path())

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """A photo inside a body is in use as well, though no key says so. Searches every body, on this page alone."""
        deleted, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        for photo in objs:
            in_bodies = Article.objects.filter(body__contains=photo.folder).only("headline")[:MAX_USES]
            in_pages = Page.objects.filter(body__contains=photo.folder)[:MAX_USES]
            protected = [*protected, *(str(text) for text in (*in_bodies, *in_pages))]
        return deleted, counts, perms_needed, protected

    def autocomplete_result(self, obj: Photo) -> dict[str, str]:
        return {"thumbnail": obj.small_url, "caption": obj.caption, "credit": obj.credit, "alt_text": obj.alt_text}

    @admin.display(description=gettext_lazy("picture"))
    def thumbnail_column(self, photo: Photo) -> SafeString:
        return render_thumbnail(photo)

    @admin.display(description=gettext_lazy("caption"), ordering="caption")
    def title_column(self, photo: Photo) -> str:
        return str(photo)

    @admin.display(description=gettext_lazy("pixels"))
    def size_column(self, photo: Photo) -> str:
        return f"{photo.width}×{photo.height}"

    @admin.display(description=gettext_lazy("used"))
    def use_count(self, photo: Any) -> str:
        """Counts what points at the photo; pictures inside a body are not among them."""
        return _("lead %(leads)d · gallery %(galleries)d") % {"leads": photo.leads, "galleries": photo.galleries}

    @admin.display(description=gettext_lazy("uploaded by"))
    def uploader_name(self, photo: Photo) -> str:
        return display_name(photo.uploaded_by)

    @admin.display(description=gettext_lazy("used in"))
    def uses_list(self, photo: Photo) -> SafeString:
        """The articles and pages that show it, inside their text too. Searches every body, on this page alone."""
        articles = Article.objects.filter(
            Q(lead_photo=photo) | Q(gallery__photo=photo) | Q(body__contains=photo.folder)
        ).distinct()
        seen = permissions.visible_articles(articles, photo.looked_at_by)  # type: ignore[attr-defined]  # by `get_object`
        links = [
            (reverse("admin:articles_article_change", args=[article.pk]), article.headline)
            for article in seen.only("headline").order_by("-pk")[:MAX_USES]
        ]
        links += [
            (reverse("admin:articles_page_change", args=[page.pk]), page.title)
            for page in Page.objects.filter(body__contains=photo.folder)[:MAX_USES]
        ]
        shown = format_html_join(SafeString("<br>"), '<a href="{}">{}</a>', links)
        if hidden := articles.count() - seen.count():
            shown += format_html("<br>{}", ngettext("%d article of others", "%d articles of others", hidden) % hidden)
        return shown or SafeString(_("nowhere"))

    @admin.display(description=gettext_lazy("picture"))
    def photo_html(self, photo: Photo) -> SafeString:
        return format_html('<img class="photo-whole" src="{}" alt="{}">', photo.medium_url, photo.alt)

    @admin.display(description=gettext_lazy("as it is cropped"))
    def crop_html(self, photo: Photo) -> SafeString:
        return format_html(
            '<focal-preview><img src="{0}" alt="" class="photo-crop wide">'
            '<img src="{0}" alt="" class="photo-crop square"></focal-preview>',
            photo.small_url,
        )

    class Media:
        js = ["admin_desk/focal-preview.js"]


def store_upload(request: HttpRequest, upload: Any) -> Photo:
    """An upload that arrives twice under its key is one photo; of two at the very same time one is thrown away."""
    user, key = request.user, sent_forms.form_key(request)
    made = sent_forms.created_pk(user, "photo", key) if key else ""
    if known := Photo.objects.filter(pk=made).first() if made else None:
        return known
    photo = store_photo(upload, uploaded_by=user)  # type: ignore[arg-type]  # permissions need an account
    made = sent_forms.store_created(user, "photo", key, str(photo.pk)) if key else str(photo.pk)
    first = Photo.objects.filter(pk=made).exclude(pk=photo.pk).first()
    if first is None:
        return photo
    discard_photo(photo)
    return first


def is_used(photo: Photo) -> bool:
    """By an article or a reporter's card. Three queries at most. (What stands inside a text has its own caption.)"""
    return photo.lead_of.exists() or photo.gallery_uses.exists() or Reporter.objects.filter(portrait=photo).exists()


def uses_of(model: type[Model], field: str) -> Coalesce:
    rows = model._default_manager.filter(**{field: OuterRef("pk")}).order_by().values(field)
    return Coalesce(Subquery(rows.annotate(uses=Count("pk")).values("uses")), 0)


def error_response(message: str, status: int = 200) -> JsonResponse:
    """What was wrong with an upload. CKEditor shows the message of an answer only when its status is 200."""
    return JsonResponse({"uploaded": 0, "error": {"message": message}}, status=status)


def rendition_size(photo: Photo, width: int) -> tuple[int, int]:
    """The size of the rendition that is `width` wide, or of the whole photo if it is smaller."""
    shown = min([each for each in photo.widths if each >= width] or photo.widths or [photo.width])
    return shown, round(photo.height * shown / photo.width)


def render_thumbnail(photo: Photo | None) -> SafeString:
    if photo is None:
        return SafeString("")
    return format_html('<img class="thumbnail" src="{}" alt="" loading="lazy">', photo.small_url)
