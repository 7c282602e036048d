"""Numbers and words as the services write them: missing ones, absurd ones, and the bounds of what can be in Korea."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

from django.utils.translation import gettext as _

from .observation import Answer, Observation

SEOUL = timezone(timedelta(hours=9), "KST")
FIRST_YEAR = 1904
"""The first weather stations of the country opened."""

TEMPERATURE = (Decimal(-50), Decimal(50))
"""℃. The records are -32.6 (양평, 1981) and 41.0 (홍천, 2018)."""
HUMIDITY = (Decimal(0), Decimal(100))
WIND_SPEED = (Decimal(0), Decimal(90))
"""m/s, over ten minutes; the strongest gust ever was 63.7 (속초, 2006)."""
PRECIPITATION = (Decimal(0), Decimal(500))
"""mm in an hour; the record is 145 (순천, 1998)."""

NUMBER = re.compile(r"[+-]?(\d{1,7}(\.\d{0,9})?|\.\d{1,9})", re.ASCII)
STATION = re.compile(r"\d{1,5}", re.ASCII)
TENTH = Decimal("0.1")
CONDITION_LENGTH = 20


class FieldReader:
    """Reads the values of one station's row, and collects what is wrong with them."""

    def __init__(self, station: int) -> None:
        self.station = station
        self.problems: list[str] = []

    def read_number(
        self, text: str | None, bounds: tuple[Decimal, Decimal], *, missing_from: Decimal
    ) -> Decimal | None:
        """With one decimal. None for what is missing: empty, a dash, `missing_from` or less, or out of bounds."""
        text = (text or "").strip()
        if text in ("", "-"):
            return None
        if not NUMBER.fullmatch(text):
            self.problems.append(_("Station %(station)s: %(value)s is no number.") % self.short_text(text))
            return None
        value = Decimal(text)
        if value <= missing_from:
            return None
        if not bounds[0] <= value <= bounds[1]:
            self.problems.append(_("Station %(station)s: %(value)s can't be, left out.") % self.short_text(text))
            return None
        return value.quantize(TENTH) + 0  # never -0.0

    def read_condition(self, text: str | None) -> str:
        """The service's own words for the sky, in one line and at most as long as we keep; empty for its dash.

        Letters of another script are a mistaken encoding: better no sky than 留묒쓬.
        """
        words = " ".join("".join(sign if sign.isprintable() else " " for sign in text or "").split())
        if any(is_foreign(sign) for sign in words):
            self.problems.append(_("Station %(station)s: “%(value)s” is no Korean, left out.") % self.short_text(words))
            return ""
        return "" if words == "-" else words[:CONDITION_LENGTH]

    def short_text(self, text: str) -> dict[str, object]:
        return {"station": self.station, "value": text[:20]}


def is_foreign(sign: str) -> bool:
    return not (sign.isascii() or "가" <= sign <= "힣" or sign in "·ㆍ~℃")


def parse_station(text: str | None) -> int | None:
    """A station's number; None for what can't be one."""
    text = (text or "").strip()
    return int(text) if STATION.fullmatch(text) else None


def seoul_time(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """In UTC. Some services call midnight the day's hour 24. Raises ValueError for what is no time."""
    midnight = datetime(year, month, day, tzinfo=SEOUL)
    if year < FIRST_YEAR or not (0 <= hour < 24 and 0 <= minute < 60 or (hour, minute) == (24, 0)):
        raise ValueError("no time of an observation")
    return (midnight + timedelta(hours=hour, minutes=minute)).astimezone(UTC)


def parse_time(digits: str) -> datetime:
    """Twelve digits, from the year to the minute."""
    if not re.fullmatch(r"\d{12}", digits, re.ASCII):
        raise ValueError("no twelve digits")
    return seoul_time(int(digits[:4]), int(digits[4:6]), int(digits[6:8]), int(digits[8:10]), int(digits[10:]))


def round_value(value: Decimal | None) -> int | None:
    return None if value is None else int(value.to_integral_value())


def make_answer(
    provider: str, found: Iterable[Observation], problems: Iterable[str], *, is_whole: bool = True
) -> Answer:
    """Each station and time once, the fuller of two; each problem once."""
    best: dict[tuple[int, datetime], Observation] = {}
    for each in found:
        key = (each.station, each.observed_at)
        if key not in best or count_values(each) > count_values(best[key]):
            best[key] = each
    return Answer(provider, list(best.values()), list(dict.fromkeys(problems)), is_whole)


def count_values(observation: Observation) -> int:
    """How many of its values it has."""
    values = (observation.temperature, observation.humidity, observation.wind_speed, observation.precipitation)
    return sum(value is not None for value in values) + bool(observation.condition)
