from .reading import Reading
from .station import Station

__all__ = ["Reading", "Station"]
