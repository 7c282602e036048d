"""The API hub's hourly surface observations, `kma_sfctm2.php`: every station in one answer, with a key.

Lines of text in the Korean code page: `#START7777`, a commented head, a row of 46 columns a station, `#7777END` (not
always). Times are Korean. Missing is -9 and below, but a temperature of -9.0 is just cold: only -50 and below is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from enum import IntEnum

from django.utils.translation import gettext as _

from . import condition
from .bodies import json_of, refusal, said, text_of
from .errors import NothingYet, ServiceDown, Unreadable
from .observation import Answer, Observation
from .service import Place, Service
from .values import HUMIDITY, PRECIPITATION, TEMPERATURE, WIND_SPEED, Row, each_once, is_empty, seoul_time
from .web import Web

NAME = "api_hub"
COLUMNS = 46
MISSING = Decimal(-9)
NO_TEMPERATURE = Decimal(-50)
NO_RAIN_FELL = "3"
"""IR: the amount is left out because there was none."""
EVERYTHING = (Decimal(0), Decimal(100_000))


class Column(IntEnum):
    """Where a value stands in a row, by the head's own names."""

    TM, STN, WS, TA, HM, RN = 0, 1, 3, 11, 13, 15
    WC, WW, CA_TOT, VS, IR = 22, 24, 25, 32, 44


def has_key(service: Service) -> bool:
    return bool(service.api_key)


def recognises(body: bytes) -> bool:
    is_refusal = body.lstrip().startswith(b"{") and b'"result"' in body[:200]
    return is_refusal or b"#START7777" in body[:500] or b"7777END" in body[-200:]


def ask(web: Web, service: Service, places: Sequence[Place], now: datetime) -> Answer:
    """One request, for every station; without a time it answers with its latest hour."""
    page = web.get(service.api_hub_url, {"stn": "0", "help": "0", "authKey": service.api_key})
    text = text_of(page.content) if page.content.strip() else ""
    if error := said(text if len(text) < 2000 else "") or refusal(page.status):
        raise error
    return read(page.content)


def read(body: bytes, places: Sequence[Place] = ()) -> Answer:
    text = text_of(body)
    if text.lstrip().startswith("{"):
        raise said(str(json_of(text).get("result", ""))) or ServiceDown(_("The API hub refuses, and does not say why."))
    found: list[Observation] = []
    problems: list[str] = []
    lines = [line.split() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    for line in lines:
        if observation := observation_of(line, problems):
            found.append(observation)
    if not found:
        if "#" not in text:
            raise said(text) or Unreadable(_("The answer is no table of the API hub."))
        raise Unreadable(problems[0]) if problems else NothingYet(_("The API hub has no rows yet."))
    return Answer(NAME, each_once(found), problems)


def observation_of(columns: list[str], problems: list[str]) -> Observation | None:
    try:
        if len(columns) < COLUMNS:
            raise ValueError("cut off")
        time = columns[Column.TM]
        observed_at = seoul_time(int(time[:4]), int(time[4:6]), int(time[6:8]), int(time[8:10]), int(time[10:12]))
        row = Row(int(columns[Column.STN]))
    except (ValueError, OverflowError):
        problems.append(_("A row that is cut off or has no time or station was left out."))
        return None

    def number(column: Column, bounds: tuple[Decimal, Decimal], missing_from: Decimal = MISSING) -> Decimal | None:
        return row.number(columns[column], bounds, missing_from=missing_from)

    temperature = number(Column.TA, TEMPERATURE, NO_TEMPERATURE)
    humidity = number(Column.HM, HUMIDITY)
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
        station=row.station,
        observed_at=observed_at,
        condition=word,
        condition_code=" ".join(f"{name}={value}" for name, value in code.items())[:40] if word else "",
        temperature=temperature,
        humidity=whole(humidity),
        wind_speed=number(Column.WS, WIND_SPEED),
        precipitation=Decimal("0.0") if rain is None and columns[Column.IR] == NO_RAIN_FELL else rain,
    )
    problems += row.problems
    if is_empty(observation):
        problems.append(_("Station %d gave nothing.") % row.station)
        return None
    return observation


def whole(value: Decimal | None) -> int | None:
    return None if value is None else int(value.to_integral_value())
