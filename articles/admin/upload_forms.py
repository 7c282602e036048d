"""The admin's forms that bring files in: photos uploaded or fetched from elsewhere, and the paper's logo."""

from __future__ import annotations

import logging
from typing import Any

from django import forms
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext_lazy as _

from newsroom.forms.base import EditorialForm
from newsroom.shared.characters import clean_line

from ..models import Photo, Publication
from ..pictures.logo import encode_logo
from ..pictures.store import InvalidPhoto, remove_names, store_photo

logger = logging.getLogger(__name__)

LOGO_ERROR = _(
    "The logo could not be stored: the server has no room left for it, or the photo store does not answer. Nothing is "
    "saved yet, and everything else that you typed stands below. Choose the logo again and save in some minutes; if "
    "that fails too, tell whoever looks after the server."
)


class PublicationForm(EditorialForm):
    class Meta:
        model = Publication
        fields: tuple[str, ...] = ()  # the admin's fieldsets name them
        widgets = {"house_color": forms.TextInput({"type": "color"})}

    def clean_logo(self) -> Any:
        logo = self.cleaned_data["logo"]
        return encode_logo(logo) if isinstance(logo, UploadedFile) else logo

    def full_clean(self) -> None:
        """Stores a new logo before the row that names it is written: where that fails, the form is shown again."""
        super().full_clean()
        is_new = self.is_bound and isinstance(self.cleaned_data.get("logo"), File)
        logo = self.instance.logo
        if self.errors or not is_new or isinstance(self.cleaned_data["logo"], FieldFile):
            return
        chosen = logo.name
        try:
            logo.save(chosen, logo.file, save=False)
        except OSError:
            if logo.name != chosen:  # stored, and not to be read again
                remove_names(logo.storage, [logo.name])
            logger.exception("The logo could not be stored")
            self.add_error("logo", LOGO_ERROR)


class ImportPicturesForm(forms.Form):
    """What is asked before pictures of another site come into the library."""

    credit = forms.CharField(
        label=_("credit"),
        max_length=80,
        help_text=_("As it is printed under each picture: 사진=동작구 제공"),
    )
    may_use = forms.BooleanField(
        label=_(
            "The paper may use these pictures: who took them or holds the rights has agreed, or the licence allows it."
        ),
        error_messages={"required": _("Without the right to use them the pictures can't be fetched.")},
    )

    def clean_credit(self) -> str:
        return clean_line(self.cleaned_data["credit"])


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
            except InvalidPhoto as refused:
                self.add_error("upload", refused)
        return cleaned
