"""The admin's forms: what a newsroom types, checked and put in order before it is saved."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from newsroom.forms.base import EditorialForm, MinuteField, clean_typed, is_number, parse_initial
from newsroom.shared.characters import find_unknown
from newsroom.shared.times import in_seoul

from ..body import CleanHTML, add_addresses, clean_body, clean_stored, render_body
from ..desk import text_checks
from ..desk.compare import Difference, merge_changes
from ..desk.permissions import can_change, sections_of
from ..desk.publishing import BREAKING_HOURS, PublishingError
from ..desk.steps import CHANGED_MESSAGE, Step, StepOptions, available_steps, is_stale, version_token
from ..models import Article, Correction, OpenForm, Tag
from ..models.tag import check_name, find_tags, normalize_name, save_tags, unique_slug
from ..pages.old_addresses import lazy_description
from .tagging import MAX_TAGS, SubmittedTags, resolve_tags
from .widgets import BodyWidget, CounterTextarea, CounterTextInput, TagSelect

BLOCKS = r"p|h\d|ul|ol|li|blockquote|figure|figcaption|table|caption|t\w+|br|div"
BETWEEN_BLOCKS = re.compile(rf"\s*(</?(?:{BLOCKS})\b[^>]*>)\s*")


class BodyFormField(forms.CharField):
    """HTML out of the editor, cleaned as it will be saved."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "widget": BodyWidget})  # a text field of a model would bring its textarea

    def prepare_value(self, value: Any) -> Any:
        """What is stored names no host; the editor shows pictures. What was typed is shown as it was typed."""
        return add_addresses(value) if isinstance(value, CleanHTML) else value

    def clean(self, value: Any) -> CleanHTML:
        return clean_body(super().clean(value), keep_places=True)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """The editor writes the same text with other white space between its paragraphs: that is no change.

        Nor is what has been stored by older rules and comes back by those of today: nobody has typed that.
        """
        return normalize_html(initial) != normalize_html(data)


def normalize_html(html: str | None) -> str:
    return BETWEEN_BLOCKS.sub(r"\1", clean_stored(html)).strip()


def visible_html(body: str | None) -> str:
    """A clean body as readers get it: without places of pictures, which only the desk sees."""
    return BETWEEN_BLOCKS.sub(r"\1", render_body(body or "")).strip()


def is_visible_change(before: str | None, after: str) -> bool:
    """Whether somebody has changed what readers see: not what older rules have stored, nor what only the desk sees."""
    return visible_html(clean_stored(before)) != visible_html(after)


class TagsField(forms.ModelMultipleChoiceField):
    """Tags of an article, chosen and typed. What they become is for its form to say, which knows who is typing."""

    accepts_text = True
    widget = TagSelect

    def clean(self, value: Any) -> Any:
        sent = value if isinstance(value, SubmittedTags) else SubmittedTags.from_values(value or [])
        if self.required and not sent.values:
            raise ValidationError(self.error_messages["required"], code="required")
        return sent

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, SubmittedTags) else super().prepare_value(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = {int(each) for each in self.prepare_value(initial) or []}
        if len(data.new_names) > MAX_TAGS:
            return True
        there = find_tags(data.new_names)
        after = {*data.tag_pks, *(there[name].pk if name in there else name for name in data.new_names)}
        return before != after


class SlugForm(EditorialForm):
    """Lets the address be left empty: the model then makes one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if slug := self.fields.get("slug"):
            slug.required = False
            slug.help_text = _("Part of the page's web address, in Latin letters. Empty: one is made.")
            if self.instance.pk:
                slug.help_text = format_lazy("{} {}", slug.help_text, lazy_description(self.instance))

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
        if slug := self.fields.get("slug"):  # whoever may only look is shown it without a field
            slug.required = False
            slug.help_text = _("Part of the page's web address. Empty: made from the name.")
            if self.instance.pk:
                slug.help_text = format_lazy("{} {}", slug.help_text, lazy_description(self.instance))

    def clean_name(self) -> str:
        """As it is when it is typed at an article, where a comma parts two."""
        name = normalize_name(self.cleaned_data["name"])
        if "," in name:
            raise ValidationError(_("A tag's name has no comma: a comma parts two tags."))
        check_name(name)
        there = find_tags([name]).get(name)
        if there and there.pk != self.instance.pk:
            raise ValidationError(_("There is a tag “%s” already.") % there.name)
        return name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("name") and not cleaned.get("slug"):
            cleaned["slug"] = unique_slug(cleaned["name"])
        return cleaned


class StepFields(forms.Form):
    """What the steps of an article ask for. None is required: `steps.take_step` says what is missing."""

    publish_at = MinuteField(label=_("Publish at"), required=False)
    embargo = forms.BooleanField(
        label=_("Embargo: nobody outside the newsroom may see it before, not even by a preview link"), required=False
    )
    withdraw_reason = forms.CharField(label=_("Reason for the withdrawal"), required=False, max_length=200)
    note = forms.CharField(
        label=_("What is missing?"), required=False, max_length=1000, widget=forms.Textarea({"rows": 3, "cols": 40})
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    """The article when the buttons were shown (`steps.version_token`): nobody publishes what they have not read."""
    hours = forms.IntegerField(
        label=_("For how many hours?"), required=False, min_value=1, max_value=72, initial=BREAKING_HOURS
    )

    def step_options(self) -> StepOptions:
        """What the buttons under the form ask for beside the article. Of a valid form."""
        typed = self.cleaned_data
        return StepOptions(
            at=typed.get("publish_at"),
            embargo=typed.get("embargo", False),
            reason=typed.get("withdraw_reason", ""),
            note=typed.get("note", ""),
            hours=typed.get("hours"),
        )


STEP_FIELDS = {
    Step.SCHEDULE: ["publish_at", "embargo"],
    Step.WITHDRAW: ["withdraw_reason"],
    Step.SEND_BACK: ["note"],
    Step.BREAKING_ON: ["hours"],
}


class StepForm(StepFields):
    """One step by itself, with the fields that it asks for."""

    def __init__(self, *args: Any, step: Step, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {
            name: field for name, field in self.fields.items() if name in ["seen", *STEP_FIELDS.get(step, [])]
        }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        clean_typed(self, cleaned)
        return cleaned


class ArticleForm(EditorialForm, StepFields):
    """An article as its reporter and the desk write it, with what the buttons below it need to know."""

    based_on = forms.IntegerField(required=False, widget=forms.HiddenInput)
    """The article's version when the form was opened."""
    open_form = forms.UUIDField(required=False, widget=forms.HiddenInput)
    """The key of the tab (see `open_forms`); filled in by the page."""

    user: Any
    """Who is writing; set by the admin on the class it makes for the request."""
    step_error: PublishingError | None = None
    """Why the step that was asked for could not be taken, when the form is shown again for it."""
    unsaved_form: OpenForm | None = None
    """What was typed and never saved, when the form shows that. Such a form is never valid: it is there to be read."""
    is_deleted = False
    """Whether the article was deleted while this was typed."""
    conflicts: Sequence[Difference] = ()
    """Where somebody else has meanwhile changed the same field: their text first, then the one typed here."""
    merged: Sequence[str] = ()
    """Labels of the fields that somebody else has meanwhile changed and this form has not: theirs stay."""

    class Meta:
        model = Article
        fields: tuple[str, ...] = ()  # the admin's fieldsets name them
        widgets = {
            "headline": CounterTextInput({"data-counted": 40}),
            "subheadline": forms.Textarea(attrs={"rows": 3}),
            "summary": CounterTextarea({"data-counted": 120, "rows": 3}),
            "kicker": forms.TextInput(attrs={"size": 12}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk and "headline" in self.fields:
            self.fields["headline"].widget.attrs["autofocus"] = True  # in place of whatever control comes first
        self.initial = {**self.initial, "based_on": self.instance.version, "seen": version_token(self.instance)}

    def clean_tags(self) -> list[Tag]:
        return resolve_tags(self.cleaned_data["tags"], self.user)

    def save_typed_tags(self) -> None:
        """Before `save_m2m`, which names tags by their rows."""
        self.cleaned_data["tags"] = save_tags(self.cleaned_data.get("tags", []))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.unsaved_form:
            typed = in_seoul(self.unsaved_form.typed_at)
            self.add_error(None, _("This is what you had typed until %(time)s. It is not saved yet.") % {"time": typed})
            return cleaned
        if self.is_deleted:
            self.add_error(
                None,
                _("The article has been deleted meanwhile. What you typed stands below: save it as a new draft."),
            )
        if self.instance.pk and not can_change(self.instance, self.user):
            self.add_error(
                None,
                _(
                    "The article is at the desk or published by now, and not yours to change. What you typed is kept "
                    "below; ask the desk to put it in."
                ),
            )
        sections, section = sections_of(self.user), cleaned.get("section")
        if sections is not None and section and section.pk not in sections:
            self.add_error("section", _("Your account works for other sections."))
        if cleaned.get("is_advertising") and cleaned.get("byline_text"):
            self.add_error(
                "byline_text", _("Advertising is signed by nobody of the paper; name who pays as the source.")
            )
        if cleaned.get("is_advertising") and cleaned.get("is_breaking"):
            self.add_error("is_breaking", _("Advertising is no breaking news."))
        if self.step_error:
            asked = self.data.get("_step", "")
            is_shown = asked in available_steps(self.instance, self.user)
            self.add_error(FIELD_OF_STEP.get(asked) if is_shown else None, self.step_error.messages)
        return cleaned

    def is_compared(self, name: str) -> bool:
        """The columns have versions to be compared with."""
        return name == "tags"

    def merge_other_changes(self, cleaned: dict[str, Any]) -> None:
        """Puts this form together with what has been saved since it was opened, or shows both where they conflict."""
        if not self.instance.pk or self.unsaved_form:
            return
        self.merge_tags(cleaned)
        theirs: list[str] = []
        if cleaned.get("based_on") not in (None, self.instance.version):
            merge = merge_changes(self.instance, cleaned["based_on"], cleaned, self.changed_data)
            theirs = merge.theirs
            for name in theirs:
                cleaned[name] = getattr(self.instance, name)
            self.merged = [str(self.fields[name].label) for name in theirs]
            self.conflicts = merge.conflicts
        unread = is_stale(self.data.get("_step", ""), self.instance, cleaned.get("seen", ""))
        if not self.conflicts and not unread:
            return
        shown_again: Any = cast(QueryDict, self.data).copy()
        shown_again["based_on"] = str(self.instance.version)  # who saves now has seen both
        shown_again["seen"] = version_token(self.instance)
        for name in theirs:
            shown_again[name] = str(self.instance.serializable_value(name) or "")
        self.data = shown_again
        if self.conflicts:
            self.add_error(
                None,
                _(
                    "Somebody else has saved this article since you opened it. Nothing of yours is lost: compare "
                    "below, then save again, or save yours as a new draft."
                ),
            )
        else:
            self.add_error(None, CHANGED_MESSAGE)

    def merge_tags(self, cleaned: dict[str, Any]) -> None:
        """Tags that another has added or taken away since stay so, beside one's own changes."""
        opened = parse_initial(self.data.get(self.INITIAL_FIELD)).get("tags")
        if opened is None or "tags" not in cleaned:
            return
        before = {int(each) for each in str(opened).split(",") if is_number(each)}
        now, typed = set(self.instance.tags.values_list("pk", flat=True)), {tag.pk for tag in cleaned["tags"]}
        if now != before:
            kept = (now | (typed - before)) - (before - typed)
            new = [tag for tag in cleaned["tags"] if tag.pk is None]
            cleaned["tags"] = [*Tag.objects.filter(pk__in=kept - {None}), *new]


FIELD_OF_STEP = {str(Step.SCHEDULE): "publish_at", str(Step.WITHDRAW): "withdraw_reason"}


class CorrectionForm(EditorialForm):
    """Out once it is saved, and not to be changed: so what readers could not read is refused."""

    class Meta:
        model = Correction
        fields: tuple[str, ...] = ()  # the admin's fieldsets name them

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in ("title", "text"):
            label = self.fields[name].label if name in self.fields else name
            if boxes := text_checks.warning_text(
                [f"{label}: “{words}”" for words in find_unknown(cleaned.get(name) or "")]
            ):
                self.add_error(name, boxes)
        return cleaned
