"""What a weather service has said, whichever it was."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Observation:
    """What one station observed at one time. What it did not give, or gave as missing or absurd, is None or empty."""

    station: int
    """The KMA's number of it: 108 is Seoul."""
    observed_at: datetime
    """Aware, in UTC."""
    condition: str = ""
    """맑음, 구름조금, 약한비단속: at most 20 characters."""
    condition_code: str = ""
    """What the service gave for it, as it gave it: at most 40 characters."""
    temperature: Decimal | None = None
    """℃, one decimal; never -0.0."""
    humidity: int | None = None
    """%"""
    wind_speed: Decimal | None = None
    """m/s, one decimal."""
    precipitation: Decimal | None = None
    """mm in the hour before, one decimal."""


@dataclass(frozen=True)
class Answer:
    """What a provider gave for one question."""

    provider: str
    """A value of `weather.models.Reading.Provider`."""
    observations: list[Observation]
    problems: list[str] = field(default_factory=list)
    """Rows that could not be used, each in one sentence for the desk."""
    is_whole: bool = True
    """False for what was cut off or damaged: the provider may have said more."""

    @property
    def observed_at(self) -> datetime | None:
        """The newest observation's time; None where there is none."""
        return max((observation.observed_at for observation in self.observations), default=None)
