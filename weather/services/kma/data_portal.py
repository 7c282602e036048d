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

from ..bodies import body_text, message_error, parse_json, parse_page
from ..errors import (
    InvalidAnswer,
    KeyRefused,
    LimitReached,
    NoObservations,
    ServiceDown,
    Unreachable,
    WeatherServiceError,
)
from ..observation import Answer, Observation
from ..service import Key, Service, StationPlace
from ..values import (
    HUMIDITY,
    PRECIPITATION,
    SEOUL,
    TEMPERATURE,
    WIND_SPEED,
    FieldReader,
    count_values,
    make_answer,
    parse_time,
    round_value,
)
from ..web import ServiceClient
from . import condition
from .grid import find_square

NAME = "data_portal"
NOW, FORECAST = "getUltraSrtNcst", "getUltraSrtFcst"
MAX_PARALLEL = 8
MISSING = Decimal(900)
ANY_TEMPERATURE = Decimal(-900)
NOT_NEGATIVE = Decimal("-0.1")
CURRENT_MINUTE = 40
FORECAST_MINUTE = 45
"""Minutes past the hour, by the guide; asked earlier, the service has no data."""

REASON = re.compile(r"<returnReasonCode>\s*(\d{1,4})\b", re.ASCII)
CODE = re.compile(r"\d{1,4}", re.ASCII)

Square = tuple[int, int]
Items = list[dict[str, Any]]


class SquareAnswer(NamedTuple):
    """What the service says of a square, and what kept it from saying all."""

    square: Square
    values: Items
    forecast: Items
    error: WeatherServiceError | None


def has_key(service: Service) -> bool:
    return bool(service.data_portal_key)


def is_own_body(body: bytes) -> bool:
    head = body[:400].lstrip()
    return (head.startswith(b"{") and b'"response"' in head) or b"OpenAPI_ServiceResponse" in head


# --- Asking -------------------------------------------------------------------------------------


def ask_service(web: ServiceClient, service: Service, places: Sequence[StationPlace], now: datetime) -> Answer:
    """Two requests for each square in which a station stands. A square that fails holds up no other."""
    stations: dict[Square, list[int]] = defaultdict(list)
    for place in places:
        stations[find_square(place.latitude, place.longitude)].append(place.number)

    def look(square: Square) -> SquareAnswer:
        values: Items = []
        try:
            values = web.retry_call(lambda: request_items(web, service, NOW, square, current_hour(now)))
            forecast = web.retry_call(lambda: request_items(web, service, FORECAST, square, forecast_hour(now)))
            return SquareAnswer(square, values, forecast, None)
        except WeatherServiceError as error:
            return SquareAnswer(square, values, [], error)

    found: list[Observation] = []
    problems: list[str] = []
    troubles: dict[str, list[int]] = defaultdict(list)
    looks = ask_squares(list(stations), look)
    for square, values, forecast, error in looks:
        if error:
            troubles[_("no sky: %s") % error if values else str(error)] += stations[square]
        for number in stations[square]:
            if observation := parse_observation(number, values, forecast, problems):
                found.append(observation)
    if not found:
        raise next(
            (look.error for look in looks if look.error), NoObservations(_("The data portal has no values yet."))
        )
    problems += [f"{', '.join(map(str, numbers))}: {trouble}" for trouble, numbers in troubles.items()]
    return make_answer(NAME, found, problems)


def ask_squares(squares: list[Square], look: Callable[[Square], SquareAnswer]) -> list[SquareAnswer]:
    """All squares, several at once, the first alone: where that can't be reached at all, no other can.

    Once the key is refused or the limit reached, for whichever square, no further one is asked.
    """
    hopeless: list[WeatherServiceError] = []

    def hopeful(square: Square) -> SquareAnswer:
        if hopeless:
            return SquareAnswer(square, [], [], hopeless[0])
        seen = look(square)
        if isinstance(seen.error, KeyRefused | LimitReached):
            hopeless.append(seen.error)
        return seen

    if not squares:
        return []
    first = hopeful(squares[0])
    if not first.values and isinstance(first.error, Unreachable):
        hopeless.append(first.error)
    with ThreadPoolExecutor(max_workers=MAX_PARALLEL) as pool:
        return [first, *pool.map(hopeful, squares[1:])]


def request_items(web: ServiceClient, service: Service, what: str, square: Square, at: datetime) -> Items:
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
    if not (items := square_items(parse_page(page, parse_items), square)):
        raise InvalidAnswer(_("The data portal answered for another place."))
    return items


def current_hour(now: datetime) -> datetime:
    return (now.astimezone(SEOUL) - timedelta(minutes=CURRENT_MINUTE)).replace(minute=0, second=0, microsecond=0)


def forecast_hour(now: datetime) -> datetime:
    begun = now.astimezone(SEOUL) - timedelta(minutes=FORECAST_MINUTE)
    return begun.replace(minute=30, second=0, microsecond=0)


# --- Reading ------------------------------------------------------------------------------------


def parse_body(body: bytes, places: Sequence[StationPlace] = ()) -> Answer:
    """Current values saved to a file. Which stations stand in their squares, `places` says."""
    items = parse_items(body)
    if all("fcstValue" in item for item in items):
        raise InvalidAnswer(_("The file holds forecasts, and no current values."))
    if not any("obsrValue" in item for item in items):
        raise InvalidAnswer(_("The service's answer is JSON of another shape."))
    found: list[Observation] = []
    problems: list[str] = []
    for place in places:
        its = square_items(items, find_square(place.latitude, place.longitude))
        if observation := parse_observation(place.number, its, [], problems):
            found.append(observation)
    if not found:
        raise InvalidAnswer(problems[0]) if problems else NoObservations(_("The answer has no value of a station."))
    return make_answer(NAME, found, problems)


def parse_items(body: bytes) -> Items:
    """The rows of an answer: `items` may be a list, one object, empty, null or a string."""
    text = body_text(body)
    if text.lstrip().startswith("<"):
        reason = REASON.search(text)
        raise error_from_code(int(reason[1]) if reason else 99)
    if not text.lstrip().startswith("{"):
        raise message_error(text) or InvalidAnswer(_("The service's answer is cut off or no JSON."))
    response = child_object(parse_json(text), "response")
    header, content = child_object(response, "header"), child_object(response, "body")
    code = str(header.get("resultCode", ""))
    if not CODE.fullmatch(code):
        raise InvalidAnswer(_("The service's answer is JSON of another shape."))
    if int(code) != 0:
        raise error_from_code(int(code))
    items: Any = child_object(content, "items").get("item")
    rows = [items] if isinstance(items, dict) else items if isinstance(items, list) else []
    if not (found := [row for row in rows if isinstance(row, dict)]):
        raise NoObservations(_("The data portal has no values yet."))
    return found


def child_object(value: dict[str, Any], name: str) -> dict[str, Any]:
    found = value.get(name)
    return found if isinstance(found, dict) else {}


def error_from_code(code: int) -> WeatherServiceError:
    """The portal's result and reason codes."""
    match code:
        case 3:
            return NoObservations(_("The data portal has no values yet."))
        case 22:
            return LimitReached(_("The day's number of calls is used up."))
        case 20 | 21 | 30 | 31 | 32 | 33:
            return KeyRefused(_("The data portal refuses the key (code %d).") % code)
        case 10 | 11 | 12:
            return WeatherServiceError(_("The data portal does not understand the question (code %d).") % code)
    return ServiceDown(_("The data portal can't answer now (code %d).") % code)


def square_items(items: Items, square: Square) -> Items:
    wanted = tuple(map(str, square))
    return [item for item in items if (str(item.get("nx")), str(item.get("ny"))) == wanted]


def item_time(item: dict[str, Any], date: str, time: str) -> datetime | None:
    """What stands under the two names, as one time."""
    try:
        return parse_time(f"{item.get(date, '')}{item.get(time, '')}")
    except (ValueError, OverflowError):
        return None


def parse_observation(number: int, items: Items, forecast: Items, problems: list[str]) -> Observation | None:
    """What the items say of one station's square: those of their newest hour."""
    if not items:
        return None
    timed = [(at, item) for item in items if (at := item_time(item, "baseDate", "baseTime"))]
    if len(timed) < len(items):
        problems.append(_("A row that is cut off or has no time or station was left out."))
    if not timed:
        return None
    observed_at = max(at for at, _item in timed)
    given = {str(item.get("category")): item.get("obsrValue") for at, item in timed if at == observed_at}
    row = FieldReader(number)

    def value(name: str, bounds: tuple[Decimal, Decimal], missing_from: Decimal = NOT_NEGATIVE) -> Decimal | None:
        text = "" if given.get(name) is None else str(given[name]).strip()
        if text in ("강수없음", "적설없음"):
            return Decimal("0.0")
        text = text.removesuffix("mm")
        return None if is_missing(text) else row.read_number(text, bounds, missing_from=missing_from)

    kind = round_value(value("PTY", (Decimal(0), Decimal(99))))
    sky = nearest_sky(forecast, observed_at)
    word = condition.forecast_condition(precipitation_type=kind, sky=sky)
    observation = Observation(
        station=number,
        observed_at=observed_at,
        condition=word,
        condition_code=f"PTY={kind if kind is not None else '-'} SKY={sky or '-'}" if word else "",
        temperature=value("T1H", TEMPERATURE, ANY_TEMPERATURE),
        humidity=round_value(value("REH", HUMIDITY)),
        wind_speed=value("WSD", WIND_SPEED),
        precipitation=value("RN1", PRECIPITATION),
    )
    problems += row.problems
    if not count_values(observation):
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
        at, sky = item_time(item, "fcstDate", "fcstTime"), str(item.get("fcstValue", ""))
        if item.get("category") == "SKY" and at and CODE.fullmatch(sky):
            found.append((abs(at - observed_at), int(sky)))
    return min(found)[1] if found else None
