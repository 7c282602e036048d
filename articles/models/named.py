from __future__ import annotations

from typing import Any

from django.db import models

from ..folding import fold, initials


class Named(models.Model):
    """What the search suggests by its name, or by the first consonants of it: ㄷㅈㄱ for 동작구."""

    name: Any
    suggested_by = models.CharField(max_length=130, blank=True, default="", editable=False)
    """The folded name and its initials, a line each."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.suggested_by = f"{fold(self.name)}\n{initials(self.name)}"
        if (fields := kwargs.get("update_fields")) is not None and "name" in fields:
            kwargs["update_fields"] = {*fields, "suggested_by"}
        super().save(*args, **kwargs)
