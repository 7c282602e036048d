"""Stations, their readings, and what was fetched when.

Where readings come from is in `weather.services`.
"""

from .fetch import Fetch
from .reading import Reading
from .station import Station

__all__ = ["Fetch", "Reading", "Station"]
