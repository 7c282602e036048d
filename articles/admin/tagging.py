"""Tags as reporters type them: what is typed becomes that tag, or is refused with the reason.

On the wire a tag that was chosen is the number of its row behind a mark longer than any tag may be, so that nothing
typed can be taken for one; all else is text, `119` and `2026` too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from newsroom.forms.base import is_number

from ..models import Tag
from ..models.tag import check_name, find_tags, split_names

MAX_TAGS = 30
"""Typed at once; any number can be chosen."""
MARK = "chosen-row-of-the-list-of-tags:"


@dataclass
class SubmittedTags:
    """What a form says: rows that were chosen and names that were typed, in order."""

    values: list[int | str] = field(default_factory=list)

    @classmethod
    def from_values(cls, values: Iterable[str]) -> SubmittedTags:
        sent: list[int | str] = []
        for value in values:
            number = value.removeprefix(MARK)
            if value.startswith(MARK) and is_number(number):
                sent.append(int(number))
            else:
                sent += split_names(value)
        return cls(list(dict.fromkeys(sent)))

    @property
    def tag_pks(self) -> list[int]:
        return [each for each in self.values if isinstance(each, int)]

    @property
    def new_names(self) -> list[str]:
        return [each for each in self.values if isinstance(each, str)]


def encode_pk(pk: Any) -> str:
    return f"{MARK}{pk}"


def resolve_tags(sent: SubmittedTags, user: Any) -> list[Tag]:
    """The tags in the order in which they were given; those that are new are not saved yet (`save_tags` does).

    Raises ValidationError with a sentence for each that can't be one.
    """
    if len(sent.new_names) > MAX_TAGS:
        raise ValidationError(_("More than %d tags typed at once.") % MAX_TAGS)
    rows = Tag.objects.in_bulk(sent.tag_pks)
    there = find_tags(sent.new_names)
    new = [name for name in sent.new_names if name not in there]
    problems: list[ValidationError] = []
    if set(sent.tag_pks) - set(rows):
        problems.append(ValidationError(_("A tag that was chosen has been deleted since. Type it to have it again.")))
    for name in new:
        try:
            check_name(name)
        except ValidationError as problem:
            problems.append(problem)
    if new and not problems and not user.has_perm("articles.add_tag"):
        told = _("There is no tag “%s” yet, and your account may make none. Choose one that is there, or ask the desk.")
        problems.append(ValidationError(told % "”, “".join(new)))
    if problems:
        raise ValidationError(problems)
    tags = [rows[each] if isinstance(each, int) else there.get(each) or Tag(name=each) for each in sent.values]
    return list({tag.pk or tag.name.casefold(): tag for tag in tags}.values())
