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
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from ..bodies import json_of, judged, said, text_of
from ..errors import KeyRefused, LimitReached, NothingYet, ServiceDown, Unreachable, Unreadable, WeatherServiceError
from ..observation import Answer, Observation
from ..service import Key, Place, Service
from ..values import (
    HUMIDITY,
    PRECIPITATION,
    SEOUL,
    TEMPERATURE,
    WIND_SPEED,
    Row,
    answer_of,
    fullness,
    seoul_time_of,
    whole,
)
from ..web import Web
from . import condition
from .grid import square_of

NAME = "data_portal"
NOW, FORECAST = "getUltraSrtNcst", "getUltraSrtFcst"
AT_ONCE = 8
MISSING = Decimal(900)
ANY_TEMPERATURE = Decimal(-900)
NOT_NEGATIVE = Decimal("-0.1")
NOW_IS_THERE_FROM = 40
FORECAST_IS_THERE_FROM = 45
"""Minutes past the hour, by the guide; asked earlier, the service has no data."""

REASON = re.compile(r"<returnReasonCode>\s*(\d{1,4})\b", re.ASCII)
CODE = re.compile(r"\d{1,4}", re.ASCII)

Square = tuple[int, int]
Items = list[dict[str, Any]]


class Look(NamedTuple):
    """What the service says of a square, and what kept it from saying all."""

    square: Square
    values: Items
    forecast: Items
    error: WeatherServiceError | None


def has_key(service: Service) -> bool:
    return bool(service.data_portal_key)


def recognises(body: bytes) -> bool:
    head = body[:400].lstrip()
    return (head.startswith(b"{") and b'"response"' in head) or b"OpenAPI_ServiceResponse" in head


# --- Asking -------------------------------------------------------------------------------------


def ask(web: Web, service: Service, places: Sequence[Place], now: datetime) -> Answer:
    """Two requests for each square in which a station stands. A square that fails holds up no other."""
    stations: dict[Square, list[int]] = defaultdict(list)
    for place in places:
        stations[square_of(place.latitude, place.longitude)].append(place.number)

    def look(square: Square) -> Look:
        values: Items = []
        try:
            values = web.persist(lambda: question(web, service, NOW, square, hour_of_now(now)))
            forecast = web.persist(lambda: question(web, service, FORECAST, square, hour_of_forecast(now)))
            return Look(square, values, forecast, None)
        except WeatherServiceError as error:
            return Look(square, values, [], error)

    found: list[Observation] = []
    problems: list[str] = []
    troubles: dict[str, list[int]] = defaultdict(list)
    looks = looks_at(list(stations), look)
    for square, values, forecast, error in looks:
        if error:
            troubles[_("no sky: %s") % error if values else str(error)] += stations[square]
        for number in stations[square]:
            if observation := observation_of(number, values, forecast, problems):
                found.append(observation)
    if not found:
        raise next((look.error for look in looks if look.error), NothingYet(_("The data portal has no values yet.")))
    problems += [f"{', '.join(map(str, numbers))}: {trouble}" for trouble, numbers in troubles.items()]
    return answer_of(NAME, found, problems)


def looks_at(squares: list[Square], look: Callable[[Square], Look]) -> list[Look]:
    """All squares, several at once, the first alone: where that can't be reached at all, no other can.

    Once the key is refused or the limit reached, for whichever square, no further one is asked.
    """
    hopeless: list[WeatherServiceError] = []

    def hopeful(square: Square) -> Look:
        if hopeless:
            return Look(square, [], [], hopeless[0])
        seen = look(square)
        if isinstance(seen.error, KeyRefused | LimitReached):
            hopeless.append(seen.error)
        return seen

    if not squares:
        return []
    first = hopeful(squares[0])
    if not first.values and isinstance(first.error, Unreachable):
        hopeless.append(first.error)
    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        return [first, *pool.map(hopeful, squares[1:])]


def question(web: Web, service: Service, what: str, square: Square, at: datetime) -> Items:
    page = web.get(
        f"{service.data_portal_url.rstrip('/')}/{what}",
        {
            "pageNo": "1",
            "numOfRows": "100",
            "dataType": "JSON",
            "base_date": f"{at:%Y%m%d}",
            "base_time": f"{at:%H%M}",
            "nx": str(square[0]),
            "ny": str(square[1]),
        },
        key=("serviceKey", Key(service.data_portal_key)),
    )
    if not (items := of_square(judged(page, items_of), square)):
        raise Unreadable(_("The data portal answered for another place."))
    return items


def hour_of_now(now: datetime) -> datetime:
    return (now.astimezone(SEOUL) - timedelta(minutes=NOW_IS_THERE_FROM)).replace(minute=0, second=0, microsecond=0)


def hour_of_forecast(now: datetime) -> datetime:
    begun = now.astimezone(SEOUL) - timedelta(minutes=FORECAST_IS_THERE_FROM)
    return begun.replace(minute=30, second=0, microsecond=0)


# --- Reading ------------------------------------------------------------------------------------


def read(body: bytes, places: Sequence[Place] = ()) -> Answer:
    """Current values saved to a file. Which stations stand in their squares, `places` says."""
    items = items_of(body)
    if all("fcstValue" in item for item in items):
        raise Unreadable(_("The file holds forecasts, and no current values."))
    if not any("obsrValue" in item for item in items):
        raise Unreadable(_("The service's answer is JSON of another shape."))
    found: list[Observation] = []
    problems: list[str] = []
    for place in places:
        its = of_square(items, square_of(place.latitude, place.longitude))
        if observation := observation_of(place.number, its, [], problems):
            found.append(observation)
    if not found:
        raise Unreadable(problems[0]) if problems else NothingYet(_("The answer has no value of a station."))
    return answer_of(NAME, found, problems)


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
    if not CODE.fullmatch(code):
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


def of_square(items: Items, square: Square) -> Items:
    wanted = tuple(map(str, square))
    return [item for item in items if (str(item.get("nx")), str(item.get("ny"))) == wanted]


def time_of(item: dict[str, Any], date: str, time: str) -> datetime | None:
    """What stands under the two names, as one time."""
    try:
        return seoul_time_of(f"{item.get(date, '')}{item.get(time, '')}")
    except (ValueError, OverflowError):
        return None


def observation_of(number: int, items: Items, forecast: Items, problems: list[str]) -> Observation | None:
    """What the items say of one station's square: those of their newest hour."""
    if not items:
        return None
    timed = [(at, item) for item in items if (at := time_of(item, "baseDate", "baseTime"))]
    if len(timed) < len(items):
        problems.append(_("A row that is cut off or has no time or station was left out."))
    if not timed:
        return None
    observed_at = max(at for at, _item in timed)
    given = {str(item.get("category")): item.get("obsrValue") for at, item in timed if at == observed_at}
    row = Row(number)

    def value(name: str, bounds: tuple[Decimal, Decimal], missing_from: Decimal = NOT_NEGATIVE) -> Decimal | None:
        text = "" if given.get(name) is None else str(given[name]).strip()
        if text in ("강수없음", "적설없음"):
            return Decimal("0.0")
        text = text.removesuffix("mm")
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
    if not fullness(observation):
        problems.append(_("Station %d gave nothing.") % number)
        return None
    return observation


def is_missing(text: str) -> bool:
    try:
        return abs(Decimal(text)) >= MISSING
    except ArithmeticError:
        return False


def nearest_sky(forecast: Items, observed_at: datetime) -> int | None:
    """The SKY of the forecast hour nearest to the observation."""
    found: list[tuple[timedelta, int]] = []
    for item in forecast:
        at, sky = time_of(item, "fcstDate", "fcstTime"), str(item.get("fcstValue", ""))
        if item.get("category") == "SKY" and at and CODE.fullmatch(sky):
            found.append((abs(at - observed_at), int(sky)))
    return min(found)[1] if found else None
