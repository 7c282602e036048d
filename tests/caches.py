"""What is kept between requests, and forgetting it."""

from django.core.cache import cache

from newsroom.fast import edition, fragments, rows


def clear_all() -> None:
    """In the cache and in the memory of the process, and what it goes by for the edition that it was told."""
    cache.clear()
    fragments.memory.clear()
    rows.memory.clear()
    edition._known = edition.KnownEdition("", 0)
