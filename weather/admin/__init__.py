"""The desk's screens for stations, readings and fetches.

What a fetch does is in `weather.fetching`.
"""

from .fetch import FetchAdmin
from .reading import ReadingAdmin
from .station import StationAdmin

__all__ = ["FetchAdmin", "ReadingAdmin", "StationAdmin"]
