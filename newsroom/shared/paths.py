"""Addresses, each looked for once in the table of all addresses: a page has a hundred of them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.core.files.storage import default_storage
from django.core.signals import setting_changed
from django.templatetags.static import static
from django.urls import reverse


@lru_cache(maxsize=5_000)
def path_to(name: str, *arguments: Any) -> str:
    """`path_to("article", 7)` is `/articles/7/`. For public pages, which stand at one place."""
    return reverse(name, args=arguments)


@lru_cache(maxsize=500)
def path_to_file(name: str) -> str:
    """Of a static file, by the name that it has in `static/`."""
    return static(name)


@lru_cache(maxsize=5_000)
def url_of_folder(folder: str) -> str:
    return default_storage.url(f"{folder}/")


def _forget_addresses(*, setting: str, **_: object) -> None:
    """Tests move the media; a process that serves readers reads its settings once."""
    if setting in ("MEDIA_URL", "STORAGES"):
        url_of_folder.cache_clear()


setting_changed.connect(_forget_addresses)
