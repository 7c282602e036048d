"""Tags, and their names as people type them: which there are, and making those that are new, any number at once."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from operator import attrgetter

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.text import Truncator, slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from newsroom.shared.characters import clean_line

from .addressed import Addressed
from .named import Named
from .old_address import OldAddress, noun_path

MAX_LENGTH, MAX_SLUG_LENGTH = 30, 60

_HALF_WIDTH = {0xFF01 + place: 0x21 + place for place in range(94)} | {0x3000: " "}
"""Letters, digits and signs as wide as a syllable, which some keyboards type, are the same ones to a reader."""


class Tag(Named, Addressed):
    """A subject that articles share, such as 직업교육특구."""

    name = models.CharField(_("name"), max_length=MAX_LENGTH, unique=True)
    slug = models.SlugField(_("address"), max_length=MAX_SLUG_LENGTH, unique=True, allow_unicode=True)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


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
            gettext("“%(name)s” is longer than %(most)d characters, which is the most for a tag."),
            params={"name": Truncator(name).chars(2 * MAX_LENGTH), "most": MAX_LENGTH},
        )
    if not slugify(name, allow_unicode=True):
        raise ValidationError(
            gettext("“%(name)s” is no tag: it needs at least one letter or digit."), params={"name": name}
        )


def find_tags(names: Sequence[str]) -> dict[str, Tag]:
    """The tags of these names that are there: written alike, or else alike but for capital letters. One query."""
    possible = [name for name in names if len(name) <= MAX_LENGTH]
    alike = Q(name__in=possible) | Q(in_capitals__in=[name.upper() for name in possible])
    found = sorted(Tag.objects.alias(in_capitals=Upper("name")).filter(alike), key=attrgetter("pk"))
    exactly = {tag.name: tag for tag in found}
    folded: dict[str, Tag] = {}
    for tag in found:
        folded.setdefault(tag.name.casefold(), tag)
    tags = {name: exactly.get(name) or folded.get(name.casefold()) for name in names}
    return {name: tag for name, tag in tags.items() if tag}


def save_tags(tags: Iterable[Tag]) -> list[Tag]:
    """These tags in their order, those that are new made. No query where none is; else four, however many."""
    tags = list(tags)
    new = {tag.name: None for tag in tags if not tag.pk}
    there = make_tags(list(new)) if new else {}
    return [tag if tag.pk else there[tag.name] for tag in tags]


def make_tags(names: Sequence[str]) -> dict[str, Tag]:
    """The tags of these names. A new one has an address of its own, whatever other names would have the same."""
    tags = find_tags(names)
    new: dict[str, Tag] = {}  # two that are alike but for capital letters are one
    for name in names:
        if name not in tags:
            new.setdefault(name.casefold(), Tag(name=name, suggested_by=Tag.suggestion_key(name)))
    make_slugs(list(new.values()))
    # Somebody may make one of them in this moment: then it is theirs.
    Tag.objects.bulk_create(new.values(), update_conflicts=True, unique_fields=["name"], update_fields=["name"])
    paths = [noun_path(tag.page_name, tag.slug) for tag in new.values()]
    OldAddress.objects.filter(path__in=paths).delete()  # as `Addressed.save` does
    return tags | {name: new[name.casefold()] for name in names if name not in tags}


def make_slugs(tags: Sequence[Tag]) -> None:
    """`C++` and `C` have different addresses, and so have `한파 쉼터` and `한파-쉼터`. One query, and one more for each
    number that some name comes to bear."""
    taken: set[str] = set()
    number = 1
    while tags:
        for tag in tags:
            tag.slug = numbered_slug(tag.name, number)
        taken |= set(Tag.objects.filter(slug__in=[tag.slug for tag in tags]).values_list("slug", flat=True))
        left = []
        for tag in tags:
            if tag.slug in taken:
                left.append(tag)
            taken.add(tag.slug)
        tags, number = left, number + 1


def unique_slug(name: str) -> str:
    tag = Tag(name=name)
    make_slugs([tag])
    return tag.slug


def numbered_slug(name: str, number: int) -> str:
    slug = slugify(name, allow_unicode=True)
    return slug[:MAX_SLUG_LENGTH] if number == 1 else f"{slug[: MAX_SLUG_LENGTH - 4]}-{number}"
