"""What the admin's forms are typed into."""

from __future__ import annotations

from typing import Any

from ckeditor.widgets import CKEditorWidget
from django import forms
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from newsroom.forms.base import is_number
from newsroom.forms.choices import RowSelect

from ..body.pictures import library_url
from ..models import Photo, Tag
from .tagging import SubmittedTags, encode_pk


class BodyWidget(CKEditorWidget):
    """The body editor. To swap it for another, replace this class: nothing else knows which one it is."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        self.configure()
        context: dict[str, Any] = super().get_context(name, value, attrs)
        return context

    def format_value(self, value: Any) -> str | None:
        """Escaped, however clean: the browser takes one escape off, and what stands as `&lt;표&gt;` is no tag."""
        shown = super().format_value(value)
        return None if shown is None else escape(shown)

    def configure(self) -> None:
        """The editor's own plugins, addresses and words."""
        upload_url = reverse("admin:articles_photo_upload")
        own = static("admin_desk/editor/")
        self.external_plugin_resources = [
            ("newsroom", own, "plugin.js"),
            ("surepaste", own, "sure-paste.js"),
            ("newsroomHiddenText", own, "hidden-text.js"),
            ("newsroomabsent", static("admin_desk/editor/absent/"), "plugin.js"),
        ]
        self.config |= {
            "contentsCss": static("admin_desk/editor/body.css"),
            "imageUploadUrl": upload_url,
            "filebrowserImageUploadUrl": upload_url,
            "title": _("Body"),
            "newsroomAbsent": {
                "library": library_url(),
                "words": {
                    "told": _(
                        "Pictures of other sites did not come along: %s. Once the text is saved, you can fetch them."
                    ),
                    "place": _("Picture that did not come along"),
                },
            },
            "newsroomWords": {
                "paragraph": _("Body text"),
                "subhead": _("Sub-head"),
                "smallSubhead": _("Small sub-head"),
                "video": _("Video"),
                "videoAddress": _("Address of the video (YouTube, Naver TV, Kakao TV or Vimeo)"),
                "signedOut": _("You are signed out. Sign in again in another window, then upload the picture."),
                "tooLarge": _("The picture is too large for the server. Make it smaller and try again."),
                "uploadFailed": _("The upload failed. Check the connection and try again."),
                "again": _("Try again"),
                "takeOut": _("Take out"),
                "pastedBare": _("The looks of what was pasted could not be tidied up; its text is here."),
                "videoRefused": _("This is not the address of a video on YouTube, Naver TV, Kakao TV or Vimeo."),
            },
        }

    @property
    def media(self) -> forms.Media:
        return super().media + forms.Media(
            js=["ckeditor/fixups.js", "admin_desk/editor/setup.js", "admin_desk/editor/body-uploads.js"]
        )


class TagSelect(AutocompleteSelectMultiple):
    """Chooses tags, and takes those that are typed; `tagging` says how the one is told from the other."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """One query where a tag is chosen."""
        context = super().get_context(name, [], attrs)
        sent = (
            value
            if isinstance(value, SubmittedTags)
            else SubmittedTags([int(each) for each in value or [] if is_number(str(each))])
        )
        names = dict(Tag.objects.filter(pk__in=sent.tag_pks).values_list("pk", "name")) if sent.tag_pks else {}
        options = [
            (each, each) if isinstance(each, str) else (encode_pk(each), names[each])
            for each in sent.values
            if isinstance(each, str) or each in names
        ]
        drawn = [
            self.create_option(name, option, label, True, number) for number, (option, label) in enumerate(options)
        ]
        context["widget"]["optgroups"] = [(None, drawn, 0)]
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> SubmittedTags:
        """What a page of before this mark has sent, or kept for one who comes back, has numbers without it."""
        values = data.getlist(name) if isinstance(data, MultiValueDict) else data.get(name, [])
        if mark_field(name) in data:
            return SubmittedTags.from_values(values)
        numbers = [int(value) for value in values if is_number(value)]
        there = {str(pk) for pk in Tag.objects.filter(pk__in=numbers).values_list("pk", flat=True)}
        return SubmittedTags.from_values(encode_pk(value) if value in there else value for value in values)

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        select = super().render(name, value, attrs, renderer)
        return format_html('{}<input type="hidden" name="{}" value="1">', select, mark_field(name))

    @property
    def media(self) -> forms.Media:
        return super().media + forms.Media(js=["admin/js/jquery.init.js", "admin_desk/typed-tags.js"])


def mark_field(name: str) -> str:
    """The hidden field which says that the page knows of the mark."""
    return f"{name}_are_marked"


class PhotoSelect(RowSelect):
    """Chooses a photo of the library, or uploads one into it, and shows it."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """Costs a query where a photo is chosen that the form has not loaded."""
        chosen = value[0] if isinstance(value, list) else value
        photo = self.chosen_row(chosen)
        if photo is None and str(chosen or "").isdecimal():
            photo = Photo.objects.filter(pk=chosen).first()
        context = {
            "select": super().render(name, value, attrs, renderer),
            "photo": photo,
            "texts_url": reverse("admin:articles_photo_texts", current_app=self.admin_site.name),
            "upload_url": reverse("admin:articles_photo_upload", current_app=self.admin_site.name),
        }
        return mark_safe(render_to_string("desk/photo_field.html", context, using="jinja2"))

    @property
    def media(self) -> forms.Media:
        return super().media + forms.Media(js=["admin/js/jquery.init.js", "admin_desk/photo-field.js"])


class CounterMixin:
    """A text field beside which stands how much is typed; with `data-counted` as the length that reads best."""

    class Media:
        js = ["admin_desk/counted-text.js"]


class CounterTextInput(CounterMixin, forms.TextInput):
    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        """Without `maxlength`: browsers cut what is pasted beyond it, and say nothing. The form says it."""
        return {
            name: value for name, value in super().build_attrs(base_attrs, extra_attrs).items() if name != "maxlength"
        }


class CounterTextarea(CounterMixin, forms.Textarea):
    pass
