from .fetch import FetchAdmin
from .reading import ReadingAdmin
from .station import StationAdmin

__all__ = ["FetchAdmin", "ReadingAdmin", "StationAdmin"]
