"""What the settings must hold for weather to be fetched."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning

KEYS = {"api_hub": "KMA_API_KEY", "data_portal": "KMA_DATA_PORTAL_KEY"}


def check_provider(**kwargs: Any) -> list[CheckMessage]:
    """Commands, the worker's among them, do not start with an error; a missing key may come later."""
    from .fetching import PROVIDERS  # which brings an HTTP client along

    provider = settings.KMA_PROVIDER
    if provider not in PROVIDERS:
        return [Error(f"KMA_PROVIDER is {provider!r}; it can be {', '.join(PROVIDERS)}.", id="weather.E001")]
    key = KEYS.get(provider)
    if key and not getattr(settings, key):
        return [Warning(f"KMA_PROVIDER is {provider!r}, which needs {key}.", id="weather.W001")]
    return []
