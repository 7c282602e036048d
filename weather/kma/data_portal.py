"""The public data portal's forecast service: what a square of 5 km has now, and the sky of its next hours; with a key.

Two requests a square, so this one comes last. `getUltraSrtNcst` gives the current values without the sky,
`getUltraSrtFcst` the sky hour by hour. JSON, but refusals may come as XML or as a bare word. Times are Korean. Missing
is 900 and above, or -900 and below.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from . import condition
from .api_hub import whole
from .bodies import json_of, refusal, said, text_of
from .errors import (
    KeyRefused,
    LimitReached,
    NothingYet,
    ServiceDown,
    Unreachable,
    Unreadable,
    WeatherServiceError,
)
from .grid import square_of
from .observation import Answer, Observation
from .service import Place, Service
from .values import HUMIDITY, PRECIPITATION, SEOUL, TEMPERATURE, WIND_SPEED, Row, is_empty, seoul_time
from .web import Web

NAME = "data_portal"
NOW, FORECAST = "getUltraSrtNcst", "getUltraSrtFcst"
AT_ONCE = 8
MISSING = Decimal(900)
ANY_TEMPERATURE = Decimal(-900)
NOT_NEGATIVE = Decimal("-0.1")
NOW_IS_THERE_FROM = 40
FORECAST_IS_THERE_FROM = 45
"""Minutes past the hour, by the guide; asked earlier, the service has no data."""

REASON = re.compile(r"<returnReasonCode>\s*(\d+)")

Square = tuple[int, int]
Items = list[dict[str, Any]]


def has_key(service: Service) -> bool:
    return bool(service.data_portal_key)


def recognises(body: bytes) -> bool:
    head = body[:400].lstrip()
    return (head.startswith(b"{") and b'"response"' in head) or b"OpenAPI_ServiceResponse" in head


def ask(web: Web, service: Service, places: Sequence[Place], now: datetime) -> Answer:
    """Two requests for each square in which a station stands. A square that fails holds up no other."""
    squares: dict[Square, list[int]] = defaultdict(list)
    for place in places:
        squares[square_of(place.latitude, place.longitude)].append(place.number)

    def look(square: Square) -> tuple[Square, Items, Items, WeatherServiceError | None]:
        try:
            values = web.persist(lambda: question(web, service, NOW, square, hour_of_now(now)))
        except WeatherServiceError as error:
            return square, [], [], error
        try:
            return (
                square,
                values,
                web.persist(lambda: question(web, service, FORECAST, square, hour_of_forecast(now))),
                None,
            )
        except WeatherServiceError as error:
            return square, values, [], error

    answer = Answer(NAME, [])
    errors: list[WeatherServiceError] = []
    for square, values, forecast, error in looked_at(list(squares), look):
        if error:
            errors.append(error)
            answer.problems.append(f"{', '.join(map(str, squares[square]))}: {error}")
        for number in squares[square]:
            if observation := observation_of(number, values, forecast, answer.problems):
                answer.observations.append(observation)
    if not answer.observations:
        raise errors[0] if errors else NothingYet(_("The data portal has no values yet."))
    return answer


def looked_at(squares: list[Square], look: Callable[[Square], Any]) -> list[Any]:
    """All squares, several at once; but none after the first if that one shows that asking is of no use."""
    if not squares:
        return []
    first = look(squares[0])
    if isinstance(first[3], KeyRefused | LimitReached | Unreachable):
        return [first]
    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        return [first, *pool.map(look, squares[1:])]


def question(web: Web, service: Service, what: str, square: Square, at: datetime) -> Items:
    page = web.get(
        f"{service.data_portal_url.rstrip('/')}/{what}",
        {
            "serviceKey": service.data_portal_key,
            "pageNo": "1",
            "numOfRows": "100",
            "dataType": "JSON",
            "base_date": f"{at:%Y%m%d}",
            "base_time": f"{at:%H%M}",
            "nx": str(square[0]),
            "ny": str(square[1]),
        },
    )
    try:
        return items_of(page.content)
    except Unreadable:
        if error := refusal(page.status):
            raise error from None
        raise


def hour_of_now(now: datetime) -> datetime:
    return (now.astimezone(SEOUL) - timedelta(minutes=NOW_IS_THERE_FROM)).replace(minute=0, second=0, microsecond=0)


def hour_of_forecast(now: datetime) -> datetime:
    begun = now.astimezone(SEOUL) - timedelta(minutes=FORECAST_IS_THERE_FROM)
    return begun.replace(minute=30, second=0, microsecond=0)


def read(body: bytes, places: Sequence[Place] = ()) -> Answer:
    """Current values saved to a file. Which stations stand in their squares, `places` says."""
    values = items_of(body)
    if values and all("fcstValue" in item for item in values):
        raise Unreadable(_("The file holds forecasts, and no current values."))
    answer = Answer(NAME, [])
    for place in places:
        square = square_of(place.latitude, place.longitude)
        its = [item for item in values if (item.get("nx"), item.get("ny")) == square]
        if observation := observation_of(place.number, its, [], answer.problems):
            answer.observations.append(observation)
    if not answer.observations:
        raise NothingYet(_("The answer has no value of a station."))
    return answer


def items_of(body: bytes) -> Items:
    """The rows of an answer: `items` may be a list, one object, empty, null or a string."""
    text = text_of(body)
    if text.lstrip().startswith("<"):
        reason = REASON.search(text)
        raise by_code(int(reason[1]) if reason else 99)
    if not text.lstrip().startswith("{"):
        raise said(text) or Unreadable(_("The service's answer is cut off or no JSON."))
    response = child(json_of(text), "response")
    header, content = child(response, "header"), child(response, "body")
    code = str(header.get("resultCode", ""))
    if not code.isdecimal():
        raise Unreadable(_("The service's answer is JSON of another shape."))
    if int(code) != 0:
        raise by_code(int(code))
    items: Any = child(content, "items").get("item")
    rows = [items] if isinstance(items, dict) else items if isinstance(items, list) else []
    if not (found := [row for row in rows if isinstance(row, dict)]):
        raise NothingYet(_("The data portal has no values yet."))
    return found


def child(value: dict[str, Any], name: str) -> dict[str, Any]:
    found = value.get(name)
    return found if isinstance(found, dict) else {}


def by_code(code: int) -> WeatherServiceError:
    """The portal's result and reason codes."""
    match code:
        case 3:
            return NothingYet(_("The data portal has no values yet."))
        case 22:
            return LimitReached(_("The day's number of calls is used up."))
        case 20 | 21 | 30 | 31 | 32 | 33:
            return KeyRefused(_("The data portal refuses the key (code %d).") % code)
        case 10 | 11 | 12:
            return WeatherServiceError(_("The data portal does not understand the question (code %d).") % code)
    return ServiceDown(_("The data portal can't answer now (code %d).") % code)


def observation_of(number: int, values: Items, forecast: Items, problems: list[str]) -> Observation | None:
    by_name = {str(item.get("category")): item for item in values}
    if not by_name:
        return None
    row = Row(number)
    try:
        first = values[0]
        date, time = str(first["baseDate"]), str(first["baseTime"])
        observed_at = seoul_time(int(date[:4]), int(date[4:6]), int(date[6:8]), int(time[:2]), int(time[2:4]))
    except (KeyError, ValueError, OverflowError):
        problems.append(_("A row that is cut off or has no time or station was left out."))
        return None

    def value(name: str, bounds: tuple[Decimal, Decimal], missing_from: Decimal = NOT_NEGATIVE) -> Decimal | None:
        text = str(by_name.get(name, {}).get("obsrValue", ""))
        if text.strip() in ("강수없음", "적설없음"):
            return Decimal("0.0")
        text = text.strip().removesuffix("mm")
        return None if is_missing(text) else row.number(text, bounds, missing_from=missing_from)

    kind = whole(value("PTY", (Decimal(0), Decimal(99))))
    sky = nearest_sky(forecast, observed_at)
    word = condition.forecast(precipitation_type=kind, sky=sky)
    observation = Observation(
        station=number,
        observed_at=observed_at,
        condition=word,
        condition_code=f"PTY={kind if kind is not None else '-'} SKY={sky or '-'}" if word else "",
        temperature=value("T1H", TEMPERATURE, ANY_TEMPERATURE),
        humidity=whole(value("REH", HUMIDITY)),
        wind_speed=value("WSD", WIND_SPEED),
        precipitation=value("RN1", PRECIPITATION),
    )
    problems += row.problems
    return None if is_empty(observation) else observation


def is_missing(text: str) -> bool:
    try:
        return abs(Decimal(text)) >= MISSING
    except ArithmeticError:
        return False


def nearest_sky(forecast: Items, observed_at: datetime) -> int | None:
    """The SKY of the forecast hour nearest to the observation."""
    found: list[tuple[timedelta, int]] = []
    for item in forecast:
        if item.get("category") != "SKY":
            continue
        date, time, value = (str(item.get(name, "")) for name in ("fcstDate", "fcstTime", "fcstValue"))
        try:
            at = seoul_time(int(date[:4]), int(date[4:6]), int(date[6:8]), int(time[:2]))
            found.append((abs(at - observed_at), int(value)))
        except (ValueError, OverflowError):
            continue
    return min(found)[1] if found else None
