"""The admin's forms: what a newsroom types, checked and put in order before it is saved."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from newsroom.forms import EditorialForm, MinuteField

from .body import CleanHTML, clean
from .imaging import PhotoRefused, store_photo
from .logo import redrawn
from .models import Article, Photo, Publication, Tag
from .publishing import PublishingError
from .steps import Step, may_publish, offered
from .widgets import BodyWidget, CountedInput, CountedTextarea

BLOCKS = r"p|h\d|ul|ol|li|blockquote|figure|figcaption|table|caption|t\w+|br|div"
BETWEEN_BLOCKS = re.compile(rf"\s*(</?(?:{BLOCKS})\b[^>]*>)\s*")


class BodyFormField(forms.CharField):
    """HTML out of the editor, cleaned as it will be saved."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "widget": BodyWidget})  # a text field of a model would bring its textarea

    def clean(self, value: Any) -> CleanHTML:
        return clean(unicodedata.normalize("NFC", super().clean(value)))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """The editor writes the same text with other white space between its paragraphs: that is no change."""
        return settled(initial) != settled(data)


def settled(html: str | None) -> str:
    return BETWEEN_BLOCKS.sub(r"\1", clean(html)).strip()


class AddressForm(EditorialForm):
    """Lets the address be left empty: `AddressAdmin` then makes one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if slug := self.fields.get("slug"):
            slug.required = False
            slug.help_text = _("Part of the page's web address, in Latin letters. Empty: one is made.")

    def clean_slug(self) -> str:
        """Emptied, it stays what it was: links from outside lead there."""
        return self.cleaned_data["slug"] or self.instance.slug


class TagForm(EditorialForm):
    """A tag's address is its name, unless somebody wants another."""

    class Meta:
        model = Tag
        fields = ["name", "slug"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False
        self.fields["slug"].help_text = _("Part of the page's web address. Empty: made from the name.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("name") and not cleaned.get("slug"):
            cleaned["slug"] = slugify(cleaned["name"], allow_unicode=True)
            if not cleaned["slug"]:
                self.add_error("name", _("A tag's name needs at least one letter or digit."))
        return cleaned


class ArticleForm(EditorialForm):
    """An article as its reporter and the desk write it, with what the buttons below it need to know."""

    publish_at = MinuteField(label=_("Publish at"), required=False)
    withdraw_reason = forms.CharField(label=_("Reason for the withdrawal"), required=False, max_length=200)

    user: Any
    """Who is writing; set by the admin on the class it makes for the request."""
    refused: PublishingError | None = None
    """Why the step that was asked for could not be taken, when the form is shown again for it."""

    class Meta:
        model = Article
        fields: tuple[str, ...] = ()  # the admin's fieldsets name them
        widgets = {
            "headline": CountedInput({"data-counted": 40}),
            "subheadline": forms.Textarea(attrs={"rows": 3}),
            "summary": CountedTextarea({"data-counted": 120, "rows": 3}),
            "kicker": forms.TextInput(attrs={"size": 12}),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if is_closed_to(self.user, self.instance):
            self.add_error(
                None,
                _("The article has been published meanwhile. What you typed is kept below; ask the desk to put it in."),
            )
        if self.refused:
            asked = self.data.get("_step", "")
            is_shown = asked in offered(self.instance, self.user)
            self.add_error(FIELD_OF_STEP.get(asked) if is_shown else None, self.refused.messages)
        return cleaned


FIELD_OF_STEP = {str(Step.SCHEDULE): "publish_at", str(Step.WITHDRAW): "withdraw_reason"}


def is_closed_to(user: Any, article: Article | None) -> bool:
    """What is out or about to come out, or was withdrawn, changes by the hand of those who may publish."""
    return article is not None and article.published_at is not None and not may_publish(user)


class PublicationForm(EditorialForm):
    class Meta:
        model = Publication
        fields: tuple[str, ...] = ()  # the admin's fieldsets name them
        widgets = {"house_color": forms.TextInput({"type": "color"})}

    def clean_logo(self) -> Any:
        logo = self.cleaned_data["logo"]
        return redrawn(logo) if isinstance(logo, UploadedFile) else logo


class PhotoUploadForm(EditorialForm):
    """The way into the photo library: the upload is decoded and re-encoded, or refused with the reason."""

    upload = forms.FileField(label=_("Picture"), help_text=_("JPEG, PNG, WebP, GIF or AVIF."))
    user: Any

    class Meta:
        model = Photo
        fields = ["caption", "credit", "alt_text"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        upload: UploadedFile | None = cleaned.get("upload")
        if upload is not None and not self.errors:
            texts = {name: cleaned.get(name, "") for name in ["caption", "credit", "alt_text"]}
            try:
                self.instance = store_photo(upload, uploaded_by=self.user, **texts)
            except PhotoRefused as refused:
                self.add_error("upload", refused)
        return cleaned
