"""Addresses, each looked for once in the table of all addresses: a page has a hundred of them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

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
