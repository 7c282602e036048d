"""The surface map, `sfc_web_map.xml`: every station in one answer, without a key and without a promise.

`<current xmlns="current"><weather year month day hour>`, then `<local stn_id icon desc ta [rn_hr1]>name</local>` for
each. Times are Korean. An empty icon and a dash for the sky are usual: then the temperature stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from xml.parsers import expat

from django.utils.translation import gettext as _

from ..bodies import body_text, parse_page, refuse_doctype
from ..errors import InvalidAnswer, NoObservations
from ..observation import Answer, Observation
from ..service import Service, StationPlace
from ..values import PRECIPITATION, TEMPERATURE, FieldReader, count_values, make_answer, parse_station, seoul_time
from ..web import ServiceClient

NAME = "surface_map"
NO_TEMPERATURE = Decimal(-99)
NO_RAIN = Decimal("-0.1")

TAG = re.compile(r"<(?:[\w.-]+:)?(?:weather|local)\s[^<>]*>")
NO_DATA = re.compile(r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)", re.S)

Attributes = dict[str, str]
Rows = list[tuple[str, Attributes]]


def has_key(service: Service) -> bool:
    return True


def is_own_body(body: bytes) -> bool:
    head = body[:2000]
    return b"<current" in head or b"<weather" in head


def ask_service(web: ServiceClient, service: Service, places: Sequence[StationPlace], now: datetime) -> Answer:
    """One request, for every station there is."""
    return parse_page(web.get(service.surface_map_url), parse_body)


def parse_body(body: bytes, places: Sequence[StationPlace] = ()) -> Answer:
    """What the map says. Of one that is cut off or damaged, the stations that are whole."""
    text = body_text(body)
    refuse_doctype(text)
    problems: list[str] = []
    try:
        rows, is_whole = parse_rows(text), True
    except expat.ExpatError:
        rows, is_whole = parse_broken_rows(text, problems), False
    observed_at: datetime | None = None
    found: list[Observation] = []
    for name, attributes in rows:
        if name == "weather":
            observed_at = parse_time(attributes)
        elif name == "local":
            if observed_at is None:
                raise InvalidAnswer(_("The surface map does not say when it was observed."))
            if observation := parse_observation(attributes, observed_at, problems):
                found.append(observation)
    if not found:
        if observed_at is None:
            raise InvalidAnswer(_("The answer is no surface map."))
        raise InvalidAnswer(problems[0]) if problems else NoObservations(_("The surface map has no stations."))
    return make_answer(NAME, found, problems, is_whole=is_whole)


def parse_rows(text: str) -> Rows:
    """Each element's name and attributes. Raises ExpatError where the text is not sound."""
    rows: Rows = []
    parser = expat.ParserCreate(encoding="utf-8")  # the text is decoded already, whatever it declares
    parser.StartElementHandler = lambda name, attributes: rows.append((name.rpartition(":")[2], attributes))
    parser.Parse(text.encode(), True)
    return rows


def parse_broken_rows(text: str, problems: list[str]) -> Rows:
    """Of a map that is no XML as a whole, the rows that are by themselves."""
    problems.append(_("The surface map is cut off or damaged; the rows that are whole were used."))
    rows: Rows = []
    for tag in TAG.findall(NO_DATA.sub("", text)):
        try:
            rows += parse_rows(tag.removesuffix(">").removesuffix("/") + "/>")
        except expat.ExpatError:
            problems.append(_("A damaged row was left out: %s") % " ".join(tag.split())[:80])
    return rows


def parse_time(weather: Attributes) -> datetime:
    try:
        year, month, day, hour = (int(weather.get(name, "")) for name in ("year", "month", "day", "hour"))
        return seoul_time(year, month, day, hour)
    except (ValueError, OverflowError):
        raise InvalidAnswer(_("The surface map does not say when it was observed.")) from None


def parse_observation(local: Attributes, observed_at: datetime, problems: list[str]) -> Observation | None:
    station = parse_station(local.get("stn_id"))
    if station is None:
        problems.append(_("A row without a station's number was left out."))
        return None
    row = FieldReader(station)
    condition = row.read_condition(local.get("desc"))
    observation = Observation(
        station=station,
        observed_at=observed_at,
        condition=condition,
        condition_code=local.get("icon", "")[:40] if condition else "",
        temperature=row.read_number(local.get("ta"), TEMPERATURE, missing_from=NO_TEMPERATURE),
        precipitation=row.read_number(local.get("rn_hr1"), PRECIPITATION, missing_from=NO_RAIN),
    )
    problems += row.problems
    if not count_values(observation):
        problems.append(_("Station %d gave nothing.") % station)
        return None
    return observation
