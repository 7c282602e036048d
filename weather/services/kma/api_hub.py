"""The API hub's hourly surface observations, `kma_sfctm2.php`: every station in one answer, with a key.

Lines of text in the Korean code page: `#START7777`, a commented head, a row of 46 columns a station, `#7777END` (not
always). Times are Korean. Missing is -9 and below, but a temperature of -9.0 is just cold: there only -99 is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from enum import IntEnum

from django.utils.translation import gettext as _

from ..bodies import json_of, judged, said, text_of
from ..errors import NothingYet, ServiceDown, Unreadable
from ..observation import Answer, Observation
from ..service import Key, Place, Service
from ..values import (
    HUMIDITY,
    PRECIPITATION,
    TEMPERATURE,
    WIND_SPEED,
    Row,
    answer_of,
    fullness,
    seoul_time_of,
    station_of,
    whole,
)
from ..web import Web
from . import condition

NAME = "api_hub"
COLUMNS = 46
END = "7777END"
MISSING = Decimal(-9)
NO_TEMPERATURE = Decimal(-99)
NO_RAIN_FELL = "3"
"""IR: the amount is left out because there was none."""
EVERYTHING = (Decimal(0), Decimal(100_000))


class Column(IntEnum):
    """Where a value stands in a row, by the head's own names."""

    TM, STN, WS, TA, TD, HM, RN = 0, 1, 3, 11, 12, 13, 15
    WC, WW, CA_TOT, VS, IR = 22, 24, 25, 32, 44


def has_key(service: Service) -> bool:
    return bool(service.api_key)


def recognises(body: bytes) -> bool:
    is_refusal = body.lstrip().startswith(b"{") and b'"result"' in body[:200]
    return is_refusal or b"#START7777" in body[:500] or END.encode() in body[-200:]


def ask(web: Web, service: Service, places: Sequence[Place], now: datetime) -> Answer:
    """One request, for every station; without a time it answers with its latest hour."""
    page = web.get(service.api_hub_url, {"stn": "0", "help": "0"}, key=("authKey", Key(service.api_key)))
    answer = judged(page, read)
    if page.broke_off:  # between two rows nothing else shows it
        return replace(answer, problems=[*answer.problems, str(page.broke_off)], is_whole=False)
    return answer


def read(body: bytes, places: Sequence[Place] = ()) -> Answer:
    text = text_of(body)
    if text.lstrip().startswith("{"):
        raise said(str(json_of(text).get("result", ""))) or ServiceDown(_("The API hub refuses, and does not say why."))
    found: list[Observation] = []
    problems: list[str] = []
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith(("#", END))]
    for line in lines:
        if observation := observation_of(line.split(), problems):
            found.append(observation)
    if not found:
        if "#" not in text:
            raise said(text) or Unreadable(_("The answer is no table of the API hub."))
        raise Unreadable(problems[0]) if problems else NothingYet(_("The API hub has no rows yet."))
    is_whole = END in text or len(lines[-1].split()) == COLUMNS
    return answer_of(NAME, found, problems, is_whole=is_whole)


def observation_of(columns: list[str], problems: list[str]) -> Observation | None:
    try:
        if len(columns) != COLUMNS:  # with one too many, what stands where is anybody's guess
            raise ValueError("cut off, or two rows in one")
        observed_at = seoul_time_of(columns[Column.TM])
        if (station := station_of(columns[Column.STN])) is None:
            raise ValueError("no station")
    except (ValueError, OverflowError):
        problems.append(_("A row that is cut off or has no time or station was left out."))
        return None
    row = Row(station)

    def number(column: Column, bounds: tuple[Decimal, Decimal], missing_from: Decimal = MISSING) -> Decimal | None:
        return row.number(columns[column], bounds, missing_from=missing_from)

    temperature = number(Column.TA, TEMPERATURE, NO_TEMPERATURE)
    humidity = number(Column.HM, HUMIDITY)
    if temperature == MISSING and humidity is None and columns[Column.TD].rstrip(".0") == "-9":
        temperature = None  # the whole thermometer is silent: a real -9.0 has a humidity and a dew point beside it
    rain = number(Column.RN, PRECIPITATION)
    visibility = number(Column.VS, EVERYTHING)
    code = {name: columns[Column[name]] for name in ("WC", "WW", "CA_TOT", "VS")}
    word = condition.observed(
        present_weather=whole(number(Column.WC, EVERYTHING)),
        precipitation=rain,
        temperature=temperature,
        visibility=None if visibility is None else visibility * 10,  # the column is in tens of metres
        humidity=humidity,
        clouds=whole(number(Column.CA_TOT, EVERYTHING)),
    )
    observation = Observation(
        station=station,
        observed_at=observed_at,
        condition=word,
        condition_code=" ".join(f"{name}={value}" for name, value in code.items())[:40] if word else "",
        temperature=temperature,
        humidity=whole(humidity),
        wind_speed=number(Column.WS, WIND_SPEED),
        precipitation=Decimal("0.0") if rain is None and columns[Column.IR] == NO_RAIN_FELL else rain,
    )
    problems += row.problems
    if not fullness(observation):
        problems.append(_("Station %d gave nothing.") % station)
        return None
    return observation
