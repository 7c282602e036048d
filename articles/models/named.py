from __future__ import annotations

from typing import Any

from django.db import models

from newsroom.shared.folding import fold_text, initial_consonants

SUGGESTED_BY_LENGTH = 130


class Named(models.Model):
    """What the search suggests by its name, or by the first consonants of it: ㄷㅈㄱ for 동작구."""

    name: Any
    suggested_by = models.CharField(max_length=SUGGESTED_BY_LENGTH, blank=True, default="", editable=False)
    """The folded name and its initials, a line each."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.suggested_by = self.suggestible(self.name)
        if (fields := kwargs.get("update_fields")) is not None and "name" in fields:
            kwargs["update_fields"] = {*fields, "suggested_by"}
        super().save(*args, **kwargs)

    @staticmethod
    def suggestible(name: str) -> str:
        """Cut where folding made it longer than a name can be: … is three characters, ㈜ is (주)."""
        return f"{fold_text(name)}\n{initial_consonants(name)}"[:SUGGESTED_BY_LENGTH]
