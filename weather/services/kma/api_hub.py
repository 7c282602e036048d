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

from ..bodies import body_text, message_error, parse_json, parse_page
from ..errors import InvalidAnswer, NoObservations, ServiceDown
from ..observation import Answer, Observation
from ..service import Key, Service, StationPlace
from ..values import (
    HUMIDITY,
    PRECIPITATION,
    TEMPERATURE,
    WIND_SPEED,
    FieldReader,
    count_values,
    make_answer,
    parse_station,
    parse_time,
    round_value,
)
from ..web import ServiceClient
from . import condition

NAME = "api_hub"
COLUMNS = 46
END = "7777END"
MISSING = Decimal(-9)
NO_TEMPERATURE = Decimal(-99)
NO_RAIN_FELL = "3"
"""IR: the amount is left out because there was none."""
ALL_STATIONS = (Decimal(0), Decimal(100_000))


class Column(IntEnum):
    """Where a value stands in a row, by the head's own names."""

    TM, STN, WS, TA, TD, HM, RN = 0, 1, 3, 11, 12, 13, 15
    WC, WW, CA_TOT, VS, IR = 22, 24, 25, 32, 44


def has_key(service: Service) -> bool:
    return bool(service.api_key)


def is_own_body(body: bytes) -> bool:
    is_refusal = body.lstrip().startswith(b"{") and b'"result"' in body[:200]
    return is_refusal or b"#START7777" in body[:500] or END.encode() in body[-200:]


def ask_service(web: ServiceClient, service: Service, places: Sequence[StationPlace], now: datetime) -> Answer:
    """One request, for every station; without a time it answers with its latest hour."""
    page = web.get(service.api_hub_url, {"stn": "0", "help": "0"}, key=("authKey", Key(service.api_key)))
    answer = parse_page(page, parse_body)
    if page.transport_error:  # between two rows nothing else shows it
        return replace(answer, problems=[*answer.problems, str(page.transport_error)], is_whole=False)
    return answer


def parse_body(body: bytes, places: Sequence[StationPlace] = ()) -> Answer:
    text = body_text(body)
    if text.lstrip().startswith("{"):
        raise message_error(str(parse_json(text).get("result", ""))) or ServiceDown(
            _("The API hub refuses, and does not say why.")
        )
    found: list[Observation] = []
    problems: list[str] = []
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith(("#", END))]
    for line in lines:
        if observation := parse_observation(line.split(), problems):
            found.append(observation)
    if not found:
        if "#" not in text:
            raise message_error(text) or InvalidAnswer(_("The answer is no table of the API hub."))
        raise InvalidAnswer(problems[0]) if problems else NoObservations(_("The API hub has no rows yet."))
    is_whole = END in text or len(lines[-1].split()) == COLUMNS
    return make_answer(NAME, found, problems, is_whole=is_whole)


def parse_observation(columns: list[str], problems: list[str]) -> Observation | None:
    try:
        if len(columns) != COLUMNS:  # with one too many, what stands where is anybody's guess
            raise ValueError("cut off, or two rows in one")
        observed_at = parse_time(columns[Column.TM])
        if (station := parse_station(columns[Column.STN])) is None:
            raise ValueError("no station")
    except (ValueError, OverflowError):
        problems.append(_("A row that is cut off or has no time or station was left out."))
        return None
    row = FieldReader(station)

    def number(column: Column, bounds: tuple[Decimal, Decimal], missing_from: Decimal = MISSING) -> Decimal | None:
        return row.read_number(columns[column], bounds, missing_from=missing_from)

    temperature = number(Column.TA, TEMPERATURE, NO_TEMPERATURE)
    humidity = number(Column.HM, HUMIDITY)
    if temperature == MISSING and humidity is None and columns[Column.TD].rstrip(".0") == "-9":
        temperature = None  # the whole thermometer is silent: a real -9.0 has a humidity and a dew point beside it
    rain = number(Column.RN, PRECIPITATION)
    visibility = number(Column.VS, ALL_STATIONS)
    code = {name: columns[Column[name]] for name in ("WC", "WW", "CA_TOT", "VS")}
    word = condition.observed_condition(
        present_weather=round_value(number(Column.WC, ALL_STATIONS)),
        precipitation=rain,
        temperature=temperature,
        visibility=None if visibility is None else visibility * 10,  # the column is in tens of metres
        humidity=humidity,
        clouds=round_value(number(Column.CA_TOT, ALL_STATIONS)),
    )
    observation = Observation(
        station=station,
        observed_at=observed_at,
        condition=word,
        condition_code=" ".join(f"{name}={value}" for name, value in code.items())[:40] if word else "",
        temperature=temperature,
        humidity=round_value(humidity),
        wind_speed=number(Column.WS, WIND_SPEED),
        precipitation=Decimal("0.0") if rain is None and columns[Column.IR] == NO_RAIN_FELL else rain,
    )
    problems += row.problems
    if not count_values(observation):
        problems.append(_("Station %d gave nothing.") % station)
        return None
    return observation
