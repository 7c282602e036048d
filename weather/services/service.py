"""Whom to ask, and how patiently."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import unquote

SURFACE_MAP_URL = "https://www.kma.go.kr/XML/weather/sfc_web_map.xml"
API_HUB_URL = "https://apihub.kma.go.kr/api/typ01/url/kma_sfctm2.php"
DATA_PORTAL_URL = "https://apis.data.go.kr/1360000/VilageFcstInfoService_2.0"


class Key(str):
    """A key that does not show itself: error reports print the variables of every frame."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "<key>" if self else "<no key>"


@dataclass(frozen=True, slots=True)
class StationPlace:
    """A station whose observation is wanted. Its coordinates find the square of the services that know squares."""

    number: int
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Service:
    """The services as this paper may use them. Times are in seconds."""

    provider: str = "auto"
    """`auto`, or a value of `weather.models.Reading.Provider`."""
    api_key: str = field(default="", repr=False)
    """Of the API hub."""
    data_portal_key: str = field(default="", repr=False)
    surface_map_url: str = SURFACE_MAP_URL
    api_hub_url: str = API_HUB_URL
    data_portal_url: str = DATA_PORTAL_URL
    timeout: float = 10
    """Without a byte from the service."""
    deadline: float = 120
    """For everything, whatever drips in meanwhile."""
    attempts: int = 3

    def __post_init__(self) -> None:
        """Portals show their keys both plain and percent-encoded; what is encoded twice is refused."""
        for name in ("api_key", "data_portal_key"):
            key = getattr(self, name).strip()
            object.__setattr__(self, name, Key(unquote(key) if "%" in key else key))
