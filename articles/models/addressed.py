from __future__ import annotations

import unicodedata
from secrets import token_hex
from typing import Any

from django.db import models, transaction

from newsroom.fast import edition
from newsroom.shared.paths import path_to

from .old_address import OldAddress, noun_path


class Addressed(models.Model):
    """What has a page under its `slug`: where that changes, the old address goes on leading there (`OldAddress`).

    Only `save` sees to that; what is changed in bulk, by `update` or `bulk_update`, leaves no old address.
    """

    pk: Any
    slug: Any

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A query more where the address is among what is saved; two more again where it changes."""
        self.slug = unicodedata.normalize("NFC", self.slug)
        fields = kwargs.get("update_fields")
        if fields is not None and "slug" not in fields:
            super().save(*args, **kwargs)
            return
        with transaction.atomic():
            before = self._slug_before()
            if self.slug:
                super().save(*args, **kwargs)
            else:
                self._save_with_pk(*args, **kwargs)
            self._store_old_address(before)

    def get_absolute_url(self) -> str:
        return path_to(self.page_name, self.slug)

    @property
    def is_shown(self) -> bool:
        """Whether readers may learn where its page stands."""
        return True

    @property
    def page_name(self) -> str:
        """In newsroom/urls.py. It says of what kind it is, too."""
        return str(self._meta.model_name)

    def _slug_before(self) -> str:
        """As the database has it: two who move something at once leave both addresses behind."""
        if self.pk is None:
            return ""
        model: Any = type(self)
        saved = model._base_manager.order_by().filter(pk=self.pk).select_for_update()
        return next(iter(saved.values_list("slug", flat=True)), "")

    def _save_with_pk(self, *args: Any, **kwargs: Any) -> None:
        """Where nobody has thought of an address. The number is known once it is saved, until then it needs another."""
        self.slug = token_hex(8)
        super().save(*args, **kwargs)
        self.slug = f"{self.page_name}-{self.pk}"
        model: Any = type(self)
        if model._base_manager.filter(slug=self.slug).exists():  # somebody has typed it
            self.slug += f"-{token_hex(2)}"
        super().save(update_fields=["slug"])

    def _store_old_address(self, before: str) -> None:
        left, taken = noun_path(self.page_name, before), noun_path(self.page_name, self.slug)
        if left == taken:
            return
        OldAddress.objects.filter(path=taken).delete()
        if left:
            OldAddress.objects.update_or_create(path=left, defaults={"kind": self.page_name, "noun": self.pk})
            edition.advance()
