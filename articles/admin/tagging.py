"""Tags as reporters type them: what is typed becomes that tag, or is refused with the reason.

On the wire a tag that was chosen is the number of its row behind a mark longer than any tag may be, so that nothing
typed can be taken for one; all else is text, `119` and `2026` too.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import attrgetter, or_
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.text import Truncator, slugify
from django.utils.translation import gettext as _

from newsroom.forms.base import is_number
from newsroom.shared.characters import clean_line

from ..models import Tag

MAX_LENGTH = Tag._meta.get_field("name").max_length or 30
MAX_TAGS = 30
"""Typed at once; any number can be chosen."""
MAX_NEW_NAMES = 100
"""Names that one query looks for: a database takes no expression of thousands."""
MARK = "chosen-row-of-the-list-of-tags:"

_HALF_WIDTH = {0xFF01 + place: 0x21 + place for place in range(94)} | {0x3000: " "}
"""Letters, digits and signs as wide as a syllable, which some keyboards type, are the same ones to a reader."""


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


def split_names(text: str) -> list[str]:
    """A comma parts two tags. Blank ones are none."""
    return [name for each in text.translate(_HALF_WIDTH).split(",") if (name := normalize_name(each))]


def normalize_name(text: str) -> str:
    """As it is kept: NFC, as wide as it is usually typed, single spaces, without the # of social networks."""
    plain = unicodedata.normalize("NFC", text).translate(_HALF_WIDTH)
    return clean_line(plain).lstrip("# ")


def check_name(name: str) -> None:
    """Raises ValidationError for what can be no tag."""
    if len(name) > MAX_LENGTH:
        raise ValidationError(
            _("“%(name)s” is longer than %(most)d characters, which is the most for a tag."),
            params={"name": Truncator(name).chars(2 * MAX_LENGTH), "most": MAX_LENGTH},
        )
    if not slugify(name, allow_unicode=True):
        raise ValidationError(_("“%(name)s” is no tag: it needs at least one letter or digit."), params={"name": name})


def find_tags(names: Sequence[str]) -> dict[str, Tag]:
    """The tags of these names that are there: written alike, or else alike but for capital letters.

    One query for each hundred.
    """
    found: list[Tag] = []
    possible = [name for name in names if len(name) <= MAX_LENGTH]
    for start in range(0, len(possible), MAX_NEW_NAMES):
        found += Tag.objects.filter(
            reduce(or_, (Q(name__iexact=name) for name in possible[start : start + MAX_NEW_NAMES]))
        )
    found.sort(key=attrgetter("pk"))
    exactly = {tag.name: tag for tag in found}
    folded: dict[str, Tag] = {}
    for tag in found:
        folded.setdefault(tag.name.casefold(), tag)
    tags = {name: exactly.get(name) or folded.get(name.casefold()) for name in names}
    return {name: tag for name, tag in tags.items() if tag}


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


def save_tags(tags: Iterable[Tag]) -> list[Tag]:
    """Makes those that are new. Two queries each."""
    return [tag if tag.pk else new_tag(tag.name) for tag in tags]


def new_tag(name: str) -> Tag:
    """The tag of that name; a new one has an address of its own, whatever other names would have the same."""
    return find_tags([name]).get(name) or Tag.objects.get_or_create(name=name, defaults={"slug": unique_slug(name)})[0]


def unique_slug(name: str) -> str:
    """`C++` and `C` have different addresses, and so have `한파 쉼터` and `한파-쉼터`."""
    longest = Tag._meta.get_field("slug").max_length or 60
    slug = slugify(name, allow_unicode=True)[:longest]
    taken = set(Tag.objects.filter(slug__startswith=slug[: longest - 4]).values_list("slug", flat=True))
    number = 1
    while slug in taken:
        number += 1
        slug = f"{slugify(name, allow_unicode=True)[: longest - 4]}-{number}"
    return slug
