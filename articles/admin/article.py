"""Writing an article, and the buttons that carry it to its readers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.db.models import ForeignKey, Model, QuerySet
from django.forms import ModelChoiceField, ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.forms.base import is_number
from newsroom.shared.times import in_seoul

from ..desk import drafts, open_forms, permissions, publishing, steps, text_checks, versions
from ..desk.drafts import Draft
from ..desk.publishing import PublishingError
from ..desk.records import records_for
from ..desk.steps import Step
from ..desk.stored_text import clean_value
from ..models import Article, ArticlePhoto, Byline, Photo, RelatedArticle
from ..models.tag import save_tags
from ..models.uses import Use, fields_for
from ..pageviews import counts
from ..pageviews.chart import ReadsChart
from .absent_pictures import AbsentPicturesMixin
from .article_list import (
    ArticleChangeList,
    ArticleColumns,
    AuthorFilter,
    SourceKindFilter,
    StateFilter,
    state_label,
    state_of,
)
from .base import EditorialAdmin, OrderedInline, RecordMixin
from .forms import ArticleForm, StepFields, TagsField, is_visible_change, visible_html
from .open_form import OpenFormMixin
from .photo import photo_field
from .preview import PreviewMixin, is_preview
from .preview_link import PreviewLinkMixin
from .steps import StepsMixin, step_message, step_of
from .versions import VersionsMixin
from .why import WhyMixin
from .widgets import TagSelect

EDITORIAL_FIELDS = set(fields_for(Use.EDITORIAL))
RELATED_FIELDS = ["section", "source", "lead_photo"]
"""What the form shows of other rows."""
MAX_RECORDS = 12
CHART_HOURS = 48


class BylineInline(OrderedInline):
    model = Byline
    fields = ["position", "reporter"]
    autocomplete_fields = ["reporter"]
    template = "admin/articles/bylines.html"

    class Media:
        js = ["admin_desk/own-byline.js"]


class GalleryInline(OrderedInline):
    model = ArticlePhoto
    fields = ["position", "photo", "own_caption"]
    template = "admin/articles/gallery.html"

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any], request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        return super().formfield_for_foreignkey(db_field, request, **photo_field(self, db_field, kwargs))


class RelatedInline(OrderedInline):
    model = RelatedArticle
    fk_name = "article"
    fields = ["position", "related"]
    autocomplete_fields = ["related"]


@admin.register(Article)
class ArticleAdmin(
    PreviewMixin,
    AbsentPicturesMixin,
    PreviewLinkMixin,
    OpenFormMixin,
    VersionsMixin,
    WhyMixin,
    StepsMixin,
    ArticleColumns,
    EditorialAdmin,
):
    form = ArticleForm
    inlines = [GalleryInline, BylineInline, RelatedInline]
    autocomplete_fields = ["section", "source", "tags"]
    readonly_fields = ["progress_line"]
    view_on_site = False  # the buttons lead there, and to the preview
    form_key_field = "open_form"
    change_form_template = "admin/articles/article/change_form.html"
    fieldsets = [
        (gettext_lazy("Article"), {"fields": ["kicker", "headline", "subheadline", "body"]}),
        (gettext_lazy("Photos"), {"fields": ["lead_photo"], "classes": ["with-gallery"]}),
        (gettext_lazy("Where it belongs"), {"fields": ["section", "source", "tags"]}),
        (gettext_lazy("Who signs"), {"fields": ["byline_text"], "classes": ["with-bylines", "with-related_links"]}),
        (
            gettext_lazy("Publishing"),
            {"fields": ["progress_line", ("is_breaking", "is_photo_story"), "summary", "credit_tag"]},
        ),
        (
            gettext_lazy("What readers must be told"),
            {
                "fields": ["is_advertising", ("ai_text", "ai_images", "ai_graphs"), "helpline"],
                "description": gettext_lazy(
                    "생성형 AI 활용기사 자율심의 준칙: what was made with generative AI is marked. Planning, research "
                    "and spell-checking need no mark."
                ),
            },
        ),
    ]

    list_display = ["thumbnail_column", "title_column", "state_label", "section", "source", "time_column"]
    list_display_links = ["thumbnail_column", "title_column"]
    list_filter = [StateFilter, AuthorFilter, "is_breaking", "is_photo_story", "section", SourceKindFilter]
    search_fields = ["headline", "subheadline", "byline_text", "bylines__reporter__name"]
    search_help_text = gettext_lazy("Searches headline, sub-headline and reporters.")

    class Media:
        js = [
            *["admin_desk/guarded-form.js", "admin_desk/open-form.js", "admin_desk/unsaved-texts.js"],
            "admin_desk/asked-panel.js",
        ]

    # Who may do what

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        articles = permissions.visible_articles(super().get_queryset(request), request.user)  # type: ignore[arg-type]
        asked = request.resolver_match.url_name if request.resolver_match and request.method == "GET" else ""
        is_form = asked == "articles_article_change"
        return articles.select_related(*RELATED_FIELDS).prefetch_related("tags") if is_form else articles

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """A POST is judged by the form: what was typed while the article was handed in or published is kept there."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or request.method == "POST" or permissions.can_change(obj, request.user))

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """What readers may have seen is withdrawn, never deleted."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or (obj.published_at is None and permissions.can_change(obj, request.user)))

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ArticleChangeList]:
        return ArticleChangeList

    def autocomplete_result(self, obj: Article) -> dict[str, str]:
        name, word = state_of(obj)
        return {"note": in_seoul(obj.published_at) if obj.is_public() else word}

    def is_public(self, obj: Article) -> bool:
        return obj.state == Article.State.PUBLISHED

    def changes_surroundings(self, obj: Article, *, is_new: bool) -> bool:
        """With its bylines, tags and photos a new row version is written, in the same transaction."""
        return False

    # The form

    def get_form(
        self, request: HttpRequest, obj: Article | None = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        form = super().get_form(request, obj, change, **kwargs)
        known = {
            "user": request.user,
            "step_error": getattr(request, "refused_step", None),
            "unsaved_form": getattr(request, "brought_back", None),
            "is_deleted": getattr(request, "gone", False),
        }
        return type(form.__name__, (form,), known)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Who works for one section alone writes for it."""
        sections = permissions.sections_of(request.user) or ()
        initial = dict.fromkeys(["section"], next(iter(sections))) if len(sections) == 1 else {}
        return {**initial, **super().get_changeform_initial_data(request)}

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any], request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        return super().formfield_for_foreignkey(db_field, request, **photo_field(self, db_field, kwargs))

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "tags":
            kwargs |= {"form_class": TagsField, "widget": TagSelect(db_field, self.admin_site)}
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest | None, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in ("section", "lead_photo") and hasattr(field.widget, "can_add_related"):
            field.widget.can_add_related = False  # a section is no passing thought, and a photo is uploaded right here
        if db_field.name == "tags" and request and request.user.has_perm("articles.add_tag"):
            field.widget.can_add_related = False  # a new one is typed right here
            field.widget.widget.attrs |= {"data-tags": "true", "data-token-separators": '[","]'}
        return field

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Shows the form again, as it was typed, when the step that was asked for could not be taken.

        What was typed in an article that is deleted meanwhile stands in the form of a new one.
        """
        if request.method == "POST" and object_id and not Article.objects.filter(pk=parse_pk(object_id)).exists():
            request.gone = True  # type: ignore[attr-defined]
            request.POST = without_deleted_rows(request.POST, [inline.model for inline in self.inlines])  # type: ignore[assignment]
            object_id, form_url = None, reverse("admin:articles_article_add")
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except PublishingError as refused:
            request.refused_step = refused  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        article: Article | None = context["original"]
        if article and request.method == "GET":
            self.warn_of_characters(request, text_checks.describe_article(article))  # the desk, before it publishes
        reporter = getattr(request.user, "reporter", None)
        context |= {
            "parts": list(order_parts(context["adminform"], context["inline_admin_formsets"])),
            "steps": [] if is_preview(request) else steps.available_steps(article, request.user),
            "state": state_of(article or Article()),
            "own_reporter": reporter if reporter and reporter.is_active else None,
            "has_page": article is not None and article.is_public(),
            "step_fields": StepFields(),
            "seen": steps.version_token(article) if article else "",
            **self.open_form_context(request, article),
            **self.link_context(request, article),
            "reads": reads_context(article) if article and article.is_public() else None,
            "records": list(records_for(article)[:MAX_RECORDS]) if article else [],
        }
        return super().render_change_form(request, context, *args, **kwargs)

    # Saving

    def is_saving(self, request: HttpRequest) -> bool:
        return super().is_saving(request) and not is_preview(request) and not hasattr(request, "brought_back")

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        if not change:
            obj.created_by = request.user  # type: ignore[assignment]  # the site lets nobody in without an account
            return  # `save_related` makes it, with all that belongs to it
        # Only what was typed: somebody who mends a caption must not undo a publication of the same minute.
        columns = {field.name for field in obj._meta.concrete_fields}
        changed = columns & set(form.changed_data)
        if "is_breaking" in changed:
            obj.breaking_until = publishing.breaking_end(obj)
            changed |= {"breaking_until"}
        old = stale_fields(obj, form.initial, changed)
        if changed:
            versions.save_version(obj, changed | old, by=request.user)
        elif old == {"body"} and visible_html(form.initial["body"]) == visible_html(obj.body):
            obj.save_step(["body"])  # the same text, stored with addresses of hosts: no version
        elif old:
            versions.save_version(obj, old, by=None, reason=_("brought to the rules of today when it was saved"))
        request.has_new_version = bool(changed)  # type: ignore[attr-defined]

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Article | None:
        """Locks the article while a form is saved: of two who save at once, the second sees the first one's text."""
        if request.method == "POST":
            locked = Article.objects.select_for_update(of=("self",)).filter(pk=parse_pk(object_id))
            locked.only("pk").first()
        article: Article | None = super().get_object(request, object_id, from_field)
        return article

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        request.merged_fields = form.merged  # type: ignore[attr-defined]
        if not change:
            drafts.make_articles([new_draft(form, formsets)], by=request.user)
        form.save_typed_tags()
        super().save_related(request, form, formsets, change)
        article: Article = form.instance
        has_new_parts = "tags" in form.changed_data or any(formset.has_changed() for formset in formsets)
        if change and has_new_parts and not request.has_new_version:  # type: ignore[attr-defined]
            versions.save_version(article, set(), by=request.user)
        changed = EDITORIAL_FIELDS & set(form.changed_data)
        if "body" in changed and not is_visible_change(form.initial.get("body"), article.body):
            changed.remove("body")
        if changed or any(formset.has_changed() for formset in formsets if formset.model in (ArticlePhoto, Byline)):
            publishing.mark_revised(article, by=request.user)
        if (key := form.cleaned_data["open_form"]) and not is_preview(request):
            open_forms.delete_form(key, request.user)
        if step := step_of(request):
            steps.take_step(step, article, request.user, form.step_options())

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """The rows of a new article are made with it."""
        if change:
            super().save_formset(request, form, formset, change)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Beside Django's own log: `drafts` has written the record."""
        return super(RecordMixin, self).log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Beside Django's own log: what was saved is a version, and a step has its record."""
        return super(RecordMixin, self).log_change(request, obj, message)

    # Answering

    def response_add(self, request: HttpRequest, obj: Article, post_url_continue: str | None = None) -> HttpResponse:
        return self.response_step(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        return self.response_step(request, obj) or super().response_change(request, obj)

    def response_step(self, request: HttpRequest, article: Article) -> HttpResponse | None:
        """Says what has happened, and stays with the article. None where a window waits for the answer."""
        if is_preview(request):
            return self.render_preview(request, article)
        if IS_POPUP_VAR in request.POST:
            return None
        self.message_user(request, step_message(step_of(request), article), messages.SUCCESS)
        for photo in (
            photos_without_text(article) if step_of(request) in (Step.SUBMIT, Step.PUBLISH, Step.SCHEDULE) else []
        ):
            address = reverse("admin:articles_photo_change", args=[photo.pk])
            told = _("A photo has neither alternative text nor caption; who can't see it learns nothing of it:")
            self.message_user(request, format_html('{} <a href="{}">{}</a>', told, address, photo), messages.WARNING)
        self.warn_of_characters(request, text_checks.describe_article(article))
        if merged := getattr(request, "merged_fields", None):
            told = _("Somebody else had changed %(fields)s meanwhile; both changes are kept.")
            self.message_user(request, told % {"fields": ", ".join(merged)}, messages.INFO)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))

    @admin.display(description=gettext_lazy("state"))
    def progress_line(self, article: Article) -> SafeString:
        """The state and what has happened so far, as one line."""
        happened = [
            (_("written %s"), article.created_at),
            (_("published %s"), article.published_at),
            (_("revised %s"), article.revised_at),
            (_("withdrawn %s"), article.withdrawn_at),
        ]
        times = " · ".join(what % in_seoul(at) for what, at in happened if at)
        why = _("Reason: %s") % article.withdrawn_reason if article.withdrawn_reason else ""
        return format_html('{} <span class="times">{}</span> {}', state_label(article), times, why)


def reads_context(article: Article) -> dict[str, Any]:
    """What the form shows of its readers. Two queries."""
    chart = ReadsChart.for_hours(timezone.now(), CHART_HOURS, article)
    return {"chart": chart, "total": counts.total_reads(article), "days": counts.READ_COUNT_LIFETIME.days}


def new_draft(form: Any, formsets: Iterable[Any]) -> Draft:
    """The article of a form for a new one, with its rows in the order of their places."""
    rows = {formset.model: sorted(formset.save(commit=False), key=attrgetter("position")) for formset in formsets}
    tags = form.cleaned_data["tags"] = save_tags(form.cleaned_data.get("tags", []))
    return Draft(form.instance, tags, *(rows.get(model, ()) for model in (Byline, ArticlePhoto, RelatedArticle)))


def parse_pk(object_id: str) -> int:
    return int(object_id) if is_number(object_id) else 0


def without_deleted_rows(typed: QueryDict, rows: Iterable[type[Model]]) -> QueryDict:
    """What was typed, without the numbers of rows that are no longer there."""
    fields = typed.copy()
    for model in rows:
        prefix = model._meta.get_field("article").remote_field.get_accessor_name()  # type: ignore[union-attr]
        fields[f"{prefix}-INITIAL_FORMS"] = "0"
        for name in [name for name in fields if re.fullmatch(rf"{prefix}-\d+-(id|article)", name)]:
            fields[name] = ""
    return fields


def stale_fields(article: Article, stored: Mapping[str, Any], changed: set[str]) -> set[str]:
    """Fields that nobody has changed, and that are stored otherwise today; the article then holds them so."""
    found = {"body"} if "body" not in changed and stored.get("body", article.body) != article.body else set()
    for field in text_checks.text_fields(Article):
        name = field.attname
        if name == "body" or name in changed or not stored.get(name):
            continue
        text = clean_value(field, stored[name])
        if text and text != stored[name]:
            setattr(article, name, text)
            found.add(name)
    return found


def photos_without_text(article: Article) -> list[Photo]:
    """The lead photo and those of the gallery that bear no text at all. Two queries."""
    photos = [article.lead_photo, *(item.photo for item in article.gallery.select_related("photo"))]
    return [photo for photo in photos if photo and not photo.alt]


def order_parts(fieldsets: Iterable[Any], inlines: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    """The parts of the form: behind a fieldset of class `with-bylines` stands the inline `bylines`."""
    by_prefix = {inline.formset.prefix: inline for inline in inlines}
    for fieldset in fieldsets:
        yield "fieldset", fieldset
        for name in fieldset.classes.split():
            if inline := by_prefix.get(name.removeprefix("with-")):
                yield "inline", inline
