from __future__ import annotations

from django.db import models

from .querysets import ByTimeQuerySet


class SearchEntry(models.Model):
    """What the search reads of an article that is out or scheduled; kept in step by `articles.search.indexing`."""

    article = models.OneToOneField("articles.Article", models.CASCADE, primary_key=True, related_name="search_entry")
    published_at = models.DateTimeField()
    section = models.ForeignKey("articles.Section", models.CASCADE, related_name="+", db_index=False)
    source = models.ForeignKey("articles.Source", models.CASCADE, related_name="+", null=True, db_index=False)
    text = models.TextField()
    """Folded (`newsroom.shared.folding`): headline, sub-headline, names and tags, a line each, then the body's text."""

    objects = ByTimeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-published_at", "-article"], name="search_newest"),
            models.Index(fields=["section", "-published_at", "-article"], name="search_newest_of_section"),
            models.Index(fields=["source", "-published_at", "-article"], name="search_newest_of_source"),
        ]

    def __str__(self) -> str:
        return self.text.partition("\n")[0]


class SearchFolding(models.Model):
    """How far what the search keeps is folded as this version folds (`articles.search.refolding`). One row, or none
    yet.
    """

    folding = models.PositiveSmallIntegerField(default=0)
    """`newsroom.shared.folding.FOLDING` as it was when this was written."""
    passes = models.PositiveSmallIntegerField(default=0)
    """How often all entries have been gone through since."""
    below = models.BigIntegerField(null=True)
    """In a pass that is under way: entries from here on have been looked at."""

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.folding}, {self.passes} times, {self.below or 'whole'}"


class NewName(models.Model):
    """A reporter, source or tag whose name the search of the articles that bear it has still to follow.

    Written with the name itself and removed when the search has followed, so that no job that is lost takes it along.
    """

    kind = models.CharField(max_length=20)
    noun = models.BigIntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.kind} {self.noun}"
