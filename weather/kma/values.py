"""Numbers as the services write them: missing ones, absurd ones, and the bounds of what can be in Korea."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from .observation import Observation

SEOUL = timezone(timedelta(hours=9), "KST")
TENTH = Decimal("0.1")

TEMPERATURE = (Decimal(-50), Decimal(50))
"""℃. The records are -32.6 (양평, 1981) and 41.0 (홍천, 2018)."""
HUMIDITY = (Decimal(0), Decimal(100))
WIND_SPEED = (Decimal(0), Decimal(90))
"""m/s, over ten minutes; the strongest gust ever was 63.7 (속초, 2006)."""
PRECIPITATION = (Decimal(0), Decimal(500))
"""mm in an hour; the record is 145 (순천, 1998)."""

LONGEST_CONDITION = 20


class Row:
    """Reads the values of one station's row, and collects what is wrong with them."""

    def __init__(self, station: int) -> None:
        self.station = station
        self.problems: list[str] = []

    def number(self, text: str | None, bounds: tuple[Decimal, Decimal], *, missing_from: Decimal) -> Decimal | None:
        """With one decimal. None for what is missing: empty, a dash, `missing_from` or less, or out of bounds."""
        text = (text or "").strip()
        if text in ("", "-"):
            return None
        try:
            value = Decimal(text)
        except InvalidOperation:
            value = Decimal("NaN")
        if not value.is_finite():
            self.problems.append(_("Station %(station)s: %(value)s is no number.") % self.shown(text))
            return None
        if value <= missing_from:
            return None
        if not bounds[0] <= value <= bounds[1]:
            self.problems.append(_("Station %(station)s: %(value)s can't be, left out.") % self.shown(text))
            return None
        return value.quantize(TENTH) + 0  # never -0.0

    def shown(self, text: str) -> dict[str, object]:
        return {"station": self.station, "value": text[:20]}


def condition_of(text: str | None) -> str:
    """The service's own words, in one line and at most as long as we keep; empty for its dash."""
    words = " ".join("".join(sign if sign.isprintable() else " " for sign in text or "").split())
    return "" if words == "-" else words[:LONGEST_CONDITION]


def seoul_time(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """In UTC. Some services call midnight the day's hour 24. Raises ValueError for what is no time."""
    midnight = datetime(year, month, day, tzinfo=SEOUL)
    if not (0 <= hour <= 24 and 0 <= minute < 60):
        raise ValueError("no time of a day")
    return (midnight + timedelta(hours=hour, minutes=minute)).astimezone(UTC)


def is_empty(observation: Observation) -> bool:
    values = (observation.temperature, observation.humidity, observation.wind_speed, observation.precipitation)
    return not observation.condition and all(value is None for value in values)


def each_once(observations: Iterable[Observation]) -> list[Observation]:
    """One a station and time: of two the fuller."""
    best: dict[tuple[int, datetime], Observation] = {}
    for each in observations:
        key = (each.station, each.observed_at)
        if key not in best or fullness(each) > fullness(best[key]):
            best[key] = each
    return list(best.values())


def fullness(observation: Observation) -> int:
    values = (observation.temperature, observation.humidity, observation.wind_speed, observation.precipitation)
    return sum(value is not None for value in values) + bool(observation.condition)
