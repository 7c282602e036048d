from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class OpenForm(models.Model):
    """An article's form that somebody has open in a browser tab, with what is typed in it and not saved yet.

    Not a version: it is written over as one types, offered back after a crash, and gone with a good save.
    """

    key = models.UUIDField(unique=True)
    """Of the tab; made by the page."""
    article = models.ForeignKey("articles.Article", models.SET_NULL, related_name="open_forms", null=True)
    """None while a new article has not been saved, and once it has been deleted: then it is offered as a new one."""
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    version = models.PositiveIntegerField(default=0)
    """The article's version when the form was opened."""
    typed = models.JSONField(default=dict)
    """Field names of the form to what stands in them; empty where nothing was typed."""
    opened_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    """When the tab last said that it is there."""
    typed_at = models.DateTimeField(null=True)
    thrown_away_at = models.DateTimeField(null=True)
    """When its writer threw away what was typed. It can be had back for a day (`open_forms.UNDO_PERIOD`)."""

    class Meta:
        default_permissions = []
        indexes = [
            models.Index(fields=["article", "-seen_at"], name="open_form_of_article"),
            models.Index(fields=["user", "-seen_at"], name="open_form_of_user"),
            models.Index(fields=["seen_at"], name="open_form_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.article}"

    @property
    def headline(self) -> str:
        """The one that was typed, or that of the article."""
        typed = (self.typed.get("headline") or [""])[0].strip()
        return typed or (self.article.headline if self.article else "")
