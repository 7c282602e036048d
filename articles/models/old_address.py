from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import unquote

from django.apps import apps
from django.db import models
from django.urls import NoReverseMatch, reverse

if TYPE_CHECKING:
    from .addressed import Addressed

MAX_PATH_LENGTH = 500


def noun_path(kind: str, slug: str) -> str:
    """Where something of this kind stands, as a person reads it; empty for a slug under which no page can stand."""
    try:
        return normalize_path(unquote(reverse(kind, args=[slug]))) if slug else ""
    except NoReverseMatch:
        return ""


def normalize_path(path: str) -> str:
    """Syllables put together, as addresses are kept here."""
    return unicodedata.normalize("NFC", path)


class OldAddressQuerySet(models.QuerySet["OldAddress"]):
    def for_noun(self, noun: Addressed) -> models.QuerySet[OldAddress, str]:
        """The paths that lead to it, the newest first."""
        return self.filter(kind=noun.page_name, noun=noun.pk).order_by("-pk").values_list("path", flat=True)

    def noun_at(self, path: str) -> Addressed | None:
        """What stood at this path, with or without the slash at its end, and is still there for readers. One query, and
        one more where it is found.
        """
        other = path.rstrip("/") if path.endswith("/") else f"{path}/"
        if len(other) > MAX_PATH_LENGTH or "\x00" in path:
            return None
        found = {old.path: old for old in self.filter(path__in=[path, other])}
        old = found.get(path) or found.get(other)
        return old.current_noun() if old else None


class OldAddress(models.Model):
    """옛 주소: a path under which something stood. Who asks for it is led to where that stands now, for ever.

    It says what stood there, not where that has gone: so however often it moves, the way is straight, and there is
    no loop. It is asked only where no page is found (`articles.pages.old_addresses`), so a living page wins. A path
    that is taken anew is an old one no more.
    """

    path = models.CharField(max_length=MAX_PATH_LENGTH)
    """From the root, unquoted, in NFC: /tags/동작구/. That of the page alone, whose feeds go by it, too."""
    kind = models.CharField(max_length=20)
    noun = models.BigIntegerField()
    """Both as in `NewName`. No foreign key: there are many kinds, and most of the table will be of articles."""

    objects = OldAddressQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["path"], name="old_address_leads_one_way")]
        indexes = [models.Index(fields=["kind", "noun"], name="old_address_of_noun")]

    def __str__(self) -> str:
        return self.path

    def current_noun(self) -> Addressed | None:
        noun: Addressed | None = apps.get_model("articles", self.kind).objects.filter(pk=self.noun).first()
        return noun if noun and noun.is_shown else None
