"""The surface map, `sfc_web_map.xml`: every station in one answer, without a key and without a promise.

`<current xmlns="current"><weather year month day hour>`, then `<local stn_id icon desc ta [rn_hr1]>name</local>` for
each. Times are Korean. An empty icon and a dash for the sky are usual: then the temperature stands alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from xml.parsers import expat

from django.utils.translation import gettext as _

from .bodies import refuse_doctype, text_of
from .errors import NothingYet, ServiceDown, Unreadable, WeatherServiceError
from .observation import Answer, Observation
from .service import Place, Service
from .values import PRECIPITATION, TEMPERATURE, Row, condition_of, each_once, is_empty, seoul_time
from .web import Web

NAME = "surface_map"
NO_TEMPERATURE = Decimal(-50)
NO_RAIN = Decimal("-0.1")

Attributes = dict[str, str]


def has_key(service: Service) -> bool:
    return True


def recognises(body: bytes) -> bool:
    head = body[:2000]
    return b"<current" in head or b"<weather" in head


def ask(web: Web, service: Service, places: Sequence[Place], now: datetime) -> Answer:
    """One request, for every station there is."""
    page = web.get(service.surface_map_url)
    try:
        return read(page.content)
    except WeatherServiceError:
        if page.status >= 400:
            raise ServiceDown(_("The service can't answer now (HTTP %d).") % page.status) from None
        raise


def read(body: bytes, places: Sequence[Place] = ()) -> Answer:
    """What the map says. Of one that is cut off, the stations that are whole."""
    text = text_of(body)
    refuse_doctype(text)
    observed_at: datetime | None = None
    found: list[Observation] = []
    problems: list[str] = []
    for name, attributes in rows_of(text, problems):
        if name == "weather":
            observed_at = time_of(attributes)
        elif name == "local":
            if observed_at is None:
                raise Unreadable(_("The surface map does not say when it was observed."))
            if observation := observation_of(attributes, observed_at, problems):
                found.append(observation)
    if not found:
        if observed_at is None:
            raise Unreadable(_("The answer is no surface map."))
        raise NothingYet(_("The surface map has no stations.")) if not problems else Unreadable(problems[0])
    return Answer(NAME, each_once(found), problems)


def rows_of(text: str, problems: list[str]) -> list[tuple[str, Attributes]]:
    """Each element's name and attributes, as far as the text is sound. Of one cut off within, nothing."""
    rows: list[tuple[str, Attributes]] = []
    parser = expat.ParserCreate(encoding="utf-8")  # the text is decoded already, whatever it declares
    parser.StartElementHandler = lambda name, attributes: rows.append((name.rpartition(":")[2], attributes))
    try:
        parser.Parse(text.encode(), True)
    except expat.ExpatError:
        problems.append(_("The surface map is cut off or damaged; what came before is used."))
    return rows


def time_of(weather: Attributes) -> datetime:
    try:
        year, month, day, hour = (int(weather.get(name, "")) for name in ("year", "month", "day", "hour"))
        return seoul_time(year, month, day, hour)
    except (ValueError, OverflowError):
        raise Unreadable(_("The surface map does not say when it was observed.")) from None


def observation_of(local: Attributes, observed_at: datetime, problems: list[str]) -> Observation | None:
    number = local.get("stn_id", "")
    if not (number.isascii() and number.isdecimal() and len(number) <= 5):
        problems.append(_("A row without a station's number was left out."))
        return None
    row = Row(int(number))
    observation = Observation(
        station=row.station,
        observed_at=observed_at,
        condition=(condition := condition_of(local.get("desc"))),
        condition_code=local.get("icon", "")[:40] if condition else "",
        temperature=row.number(local.get("ta"), TEMPERATURE, missing_from=NO_TEMPERATURE),
        precipitation=row.number(local.get("rn_hr1"), PRECIPITATION, missing_from=NO_RAIN),
    )
    problems += row.problems
    if is_empty(observation):
        problems.append(_("Station %d gave nothing.") % row.station)
        return None
    return observation
