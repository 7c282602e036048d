from __future__ import annotations

from typing import Any

from django.db import models

from newsroom.shared.folding import fold_text, initial_consonants

SUGGESTION_LENGTH = 130


class Named(models.Model):
    """What the search suggests by its name, or by the first consonants of it: ㄷㅈㄱ for 동작구."""

    name: Any
    suggested_by = models.CharField(max_length=SUGGESTION_LENGTH, blank=True, default="", editable=False)
    """The folded name and its initials, a line each."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.suggested_by = self.suggestion_key(self.name)
        if (fields := kwargs.get("update_fields")) is not None and "name" in fields:
            kwargs["update_fields"] = {*fields, "suggested_by"}
        super().save(*args, **kwargs)

    @staticmethod
    def suggestion_key(name: str) -> str:
        """Cut where folding made it longer than a name can be: … is three characters, ㈜ is (주)."""
        return f"{fold_text(name)}\n{initial_consonants(name)}"[:SUGGESTION_LENGTH]
