from .fetch import Fetch
from .reading import Reading
from .station import Station

__all__ = ["Fetch", "Reading", "Station"]
