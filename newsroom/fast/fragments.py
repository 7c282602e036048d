"""Fragments: pieces of a page's HTML, each kept under a key that says what it shows.

After every publish all pages are put together anew (newsroom/fast/edition.py), and most of what they show is as it was:
nine blocks of ten, the navigation, the text of an article. So such a piece is kept in the cache that all processes ask,
and in front of it in the memory of each. Its key is made of all that decides its HTML:

- the code: modules, templates, translations, addresses of static files, so that an update serves nothing old;
- the surroundings: a number that is another one after every change of what is not in the key by itself, such as the
  name of a section or a photo's focal point (`edition.advance`);
- the day in Seoul, by which times are written;
- what the page says: the numbers of its articles with their row versions, headlines, the layout.

What has changed has another key, and what stood under the old one is never asked for again. So nothing is purged, no
age decides, and what readers may see is decided by the query that picks the articles, never here.

A page names its fragments (`of`), asks for all of them at once (`fetch`), loads what those show that were not found,
and its template renders those: `{{ block.fragment.html or fragment(block.fragment, block_in_layout(…)) }}`.
Then they are kept (`put`).

The outermost fragment is the page itself, finished and compressed, under a key made of those of all its fragments: who
names it with `fetch` has nothing left to load or to render where it is found (`PageFound`).
"""

from __future__ import annotations

import logging
from collections.abc import Hashable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import default_storage
from markupsafe import Markup

from .memory import Memory

logger = logging.getLogger(__name__)

LIFETIME = timedelta(hours=1)
"""After which the cache drops one, shown or not: so it holds what an hour's readers ask for."""


def size(kept: Any) -> int:
    """Bytes, roughly. Korean text takes two a character."""
    return 200 + (2 * len(kept) if isinstance(kept, str) else len(kept.content))


memory: Memory[Any] = Memory(4_000_000, size)
"""Of this process: some hundred blocks and pages."""


class Fragment:
    """Without a name it is rendered for this page alone."""

    __slots__ = ("html", "is_found", "key", "shown")

    def __init__(self, *shown: Hashable) -> None:
        self.shown, self.key, self.is_found = shown, "", False
        self.html: Markup | None = None
        """None until it was found or rendered."""


class PageFound(Exception):
    """The page itself is kept: nothing has to be loaded or rendered. `public_page` answers with it."""

    def __init__(self, page: Any) -> None:
        super().__init__()
        self.page = page


class Fragments:
    """Those of one page, on this day in Seoul, by which times are written.

    Without `surroundings` none is kept: a preview has read what only its own transaction sees.
    """

    def __init__(self, surroundings: int | None, day: date) -> None:
        self._surroundings, self._day = surroundings, day
        self._named: list[Fragment] = []
        self._fetched = 0
        self._page_key, self._page_named = "", 0
        self._has_cache = True

    def of(self, name: str, *shown: Hashable) -> Fragment:
        """The fragment that shows this, in the words of `repr`: numbers, texts, moments, days, and tuples of them."""
        if self._surroundings is None:
            return Fragment()
        fragment = Fragment(name, *shown)
        self._named.append(fragment)
        return fragment

    def fetch(self, page: str = "", *shown: Hashable) -> None:
        """Finds what is kept of those named since the last time: one question to the cache, or none.

        With the name of the page, which shows `shown`, all fragments named so far, and else only surroundings, it is
        asked for as well: raises `PageFound`.
        """
        if page and self._surroundings is not None:
            self._page_key = self._key("page", page, shown, tuple([each.shown for each in self._named]))
            self._page_named = len(self._named)
            if found := memory.get(self._page_key):
                raise PageFound(found)
        missing: dict[str, list[Fragment]] = {}
        for fragment in self._named[self._fetched :]:
            fragment.key = self._key(*fragment.shown)
            fragment.html = memory.get(fragment.key)
            fragment.is_found = fragment.html is not None
            if not fragment.is_found:
                missing.setdefault(fragment.key, []).append(fragment)
        self._fetched = len(self._named)
        kept = self._kept([*missing, self._page_key] if page and self._page_key else list(missing))
        if found := kept.pop(self._page_key, None):
            memory.put(self._page_key, found)
            raise PageFound(found)
        for key, text in kept.items():
            html = Markup(text)  # put there by `put`
            memory.put(key, html)
            for fragment in missing[key]:
                fragment.html, fragment.is_found = html, True

    def put(self, page: Any = None) -> None:
        """Keeps what was rendered, at once; with it the page itself, if that was asked for by all its fragments."""
        made = {each.key: each.html for each in self._named if each.key and each.html is not None and not each.is_found}
        kept: dict[str, Any] = {key: str(html) for key, html in made.items()}
        if self._page_key and page is not None and self._page_named == len(self._named):
            kept[self._page_key] = page
        for key, each in (kept | made).items():
            memory.put(key, each)
        if kept and self._has_cache:
            try:
                cache.set_many(kept, timeout=LIFETIME.total_seconds())
            except Exception as error:  # whatever the cache's client raises: the next page renders them again
                logger.warning("Fragments could not be kept: %s", error)

    def _key(self, *shown: Hashable) -> str:
        text = repr((code_version(), self._surroundings, self._day, *shown))
        return f"fragment:{sha256(text.encode()).hexdigest()}"

    def _kept(self, keys: list[str]) -> dict[str, Any]:
        if not keys:
            return {}
        try:
            return cache.get_many(keys)
        except Exception as error:  # whatever the cache's client raises: all is rendered
            logger.warning("Fragments could not be asked for: %s", error)
            self._has_cache = False
            return {}


def render(fragment: Fragment, html: str) -> Markup:
    """For templates: what has just been rendered for the fragment, by templates that escape."""
    fragment.html = Markup(html)
    return fragment.html


# --- The code ------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def code_version() -> str:
    """Of all that decides HTML and does not stand in the database. Read once, some ten milliseconds."""
    found = sha256()
    for path in code():
        found.update(f"{path.name}\0".encode() + path.read_bytes())
    addresses = (settings.SITE_URL, settings.STATIC_URL, default_storage.url("photo"), settings.LANGUAGE_CODE)
    found.update(repr((addresses, [version(name) for name in ("Django", "Jinja2", "MarkupSafe")])).encode())
    return found.hexdigest()


def code() -> Iterator[Path]:
    """Modules, templates, translations, and the names that static files have been given."""
    root = Path(settings.BASE_DIR)
    for folder, kinds in (("articles", "*.py"), ("newsroom", "*.py"), ("weather", "*.py"), ("locale", "*.mo")):
        yield from sorted((root / folder).rglob(kinds))
    yield from sorted((root / "templates").rglob("*.html"))
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.exists():
        yield manifest
