"""The dates of feeds: RFC 822, ISO and as Koreans write them, in Korean time where no zone is said."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_tz

from ..embargo import SEOUL, read_clock

_FEED_DATE = re.compile(r"(?P<a>\d{1,4})\s*[.\-/년]\s*(?P<b>\d{1,2})\s*[.\-/월]\s*(?P<c>\d{1,4})")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?")


def feed_time(written: str) -> str | None:
    """A feed's date as ISO in Korean time, which one without a zone or with KST is: RFC 822, ISO, Korean forms."""
    written = written.strip()
    return _iso_time(written) or _rfc_time(written) or _korean_time(written)


def _iso_time(written: str) -> str | None:
    if not re.match(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d|$)", written) or re.search("[가-힣]", written):
        return None
    try:
        moment = dt.datetime.fromisoformat(re.sub(r"\s*KST$", "", written).strip())
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=SEOUL)
    return moment.astimezone(SEOUL).isoformat(timespec="seconds")


def _rfc_time(written: str) -> str | None:
    if not re.search("[A-Za-z]{3}", written):
        return None
    spaced = re.sub(r"^(\w{3}),(?=\d)", r"\1, ", written)
    zoneless = re.sub(r"\s*(?:KST|GMT\+0?9(?::?00)?|UTC\+0?9(?::?00)?)$", " +0900", spaced)
    parsed = parsedate_tz(zoneless)
    if parsed is None:
        return None
    offset = parsed[9] if parsed[9] is not None else 9 * 3600
    try:
        zone = dt.timezone(dt.timedelta(seconds=offset))
        return dt.datetime(*parsed[:6], tzinfo=zone).astimezone(SEOUL).isoformat(timespec="seconds")
    except (ValueError, OverflowError):
        return None


def _korean_time(written: str) -> str | None:
    compact = _COMPACT.fullmatch(written)
    if compact:
        parts = [int(each or 0) for each in compact.groups()]
    else:
        found = _FEED_DATE.search(written)
        if not found:
            return None
        a, b, c = int(found["a"]), int(found["b"]), int(found["c"])
        day = [a, b, c] if len(found["a"]) == 4 else [c, a, b] if len(found["c"]) == 4 else [2000 + a, b, c]
        rest = written[found.end() :]
        time, _is_next_day = read_clock(rest)
        seconds = re.search(r":\d\d:(\d\d)", rest)
        parts = [*day, time.hour if time else 0, time.minute if time else 0, int(seconds[1]) if seconds else 0]
    year, month, date, hour, minute, second = parts
    try:
        return dt.datetime(year, month, date, hour, minute, second, tzinfo=SEOUL).isoformat(timespec="seconds")
    except ValueError:
        return None
