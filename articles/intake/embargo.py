"""보도시점: when a release may be published online and in print.

Times are Korean (+09:00) as ISO; a print day without an hour is a date. Never guessed: what is not said stays None.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from newsroom.shared.times import WEEKDAYS

SEOUL = ZoneInfo("Asia/Seoul")

_DATE = re.compile(
    r"(?:(?P<year>20\d\d|['’‘]\d\d|[2-4]\d)\s*[.\-/년]\s*)?(?P<month>1[0-2]|0?[1-9])\s*[.\-/월]\s*(?P<day>3[01]|[12]\d|0?[1-9])(?!\d|:|\s*시)\s*[.일]?"
    r"(?:\s*\(?\s*(?P<weekday>[월화수목금토일])(?:요일)?\s*(?:요일)?[).,\s])?"
)
_CLOCK = re.compile(
    r"(?P<half>오전|오후|낮|밤|새벽|아침|저녁|AM|PM|am|pm)?\s*(?:(?P<hour>2[0-4]|1\d|0?\d)\s*(?::\s*(?P<minute>[0-5]\d)|시\s*(?:(?P<minute2>[0-5]?\d)\s*분|(?P<thirty>반))?)|(?P<word>정오|자정))"
)
_PRINT = re.compile(r"조\s*간|석\s*간|지\s*면|신\s*문|일간지|인쇄")
_ONLINE = re.compile(r"온\s*라\s*인|인\s*터\s*넷|통\s*신|방\s*송|포\s*털|웹")
_PAPERS = re.compile(r"조\s*간|석\s*간")
_PAPERS_FIRST = re.compile(r"\(\s*[조석]\s*간\s*\)|[조석]\s*간\s*[:：]|지\s*면|신\s*문|일간지|인쇄")
_ONLINE_ASIDE = re.compile(r"\(\s*(?:온\s*라\s*인|인\s*터\s*넷|방\s*송|통\s*신)[^()]*\)")
_OPENS_ONLINE = re.compile(r"\((?:온\s*라인|인터넷|방송|통신|지\s*면)\s*,?\s*$")
_NOW = re.compile(r"즉\s*시|수\s*시|배포\s*(?:시|후|와\s*동시)|제한\s*없음|해당\s*없음")


@dataclass
class Embargo:
    online_from: str | None = None
    print_from: str | None = None
    warnings: list[str] = field(default_factory=list)


@dataclass
class _Moment:
    date: dt.date | None
    time: dt.time | None
    is_print: bool
    is_next_day: bool = False

    def iso(self) -> str | None:
        if self.date is None:
            return None
        if self.time is None:
            return self.date.isoformat()
        day = self.date + dt.timedelta(days=1) if self.is_next_day else self.date
        return dt.datetime.combine(day, self.time, SEOUL).isoformat()


def read_embargo(value: str, year_from: str = "") -> Embargo:
    """Of the words after 보도시점. `year_from`: other words of the head (배포일시), where the year may stand."""
    embargo = Embargo()
    value = " ".join(value.split())
    dates = list(_DATE.finditer(value))
    is_now = bool(_NOW.search(value)) and not _PAPERS.search(value) and not _CLOCK.search(_DATE.sub(" ", value))
    if not dates or is_now:
        if value and not _NOW.search(value):
            embargo.warnings.append(_("The embargo could not be read: %(words)s") % {"words": value[:80]})
        return embargo
    years = [_year(found) for found in dates if found["year"]]
    year = years[0] if years else _year_in(year_from)
    moments = [each for index in range(len(dates)) for each in _moments(value, dates, index, year, embargo.warnings)]
    _place([each for each in moments if each.date], embargo, value)
    return embargo


def _moments(value: str, dates: list[re.Match[str]], index: int, year: int, warnings: list[str]) -> list[_Moment]:
    """A date with its hour; with the evening papers' day may stand an hour of its own: 석간(온라인 11:00)."""
    found = dates[index]
    until = dates[index + 1].start() if index + 1 < len(dates) else len(value)
    before = value[dates[index - 1].end() if index else 0 : found.start()]
    after = value[found.end() : until]
    opened = after.rfind("(") if _OPENS_ONLINE.search(after) else -1
    own = after[:opened] if opened >= 0 else after
    aside = _ONLINE_ASIDE.search(own)
    own = _ONLINE_ASIDE.sub(" ", own)
    date = _date(found, _year(found)) if found["year"] else _nearest(found, year)
    if date is None:
        warnings.append(_("There is no such day: %(words)s") % {"words": found[0].strip()})
    elif found["weekday"] and WEEKDAYS[date.weekday()] != found["weekday"]:
        words = {"words": found[0].strip(), "day": date.isoformat(), "weekday": WEEKDAYS[date.weekday()]}
        warnings.append(_("The weekday does not fit: %(words)s (%(day)s is a %(weekday)s)") % words)
    time, is_next_day = read_clock(own)
    label = _last_label(before, is_first=index == 0)
    is_print = bool(_PAPERS.search(own)) or label == "print"
    moments = [_Moment(date, time, is_print, is_next_day)]
    hour, is_next_day = read_clock(aside[0]) if aside else (None, False)
    if hour and re.search(r"조\s*간", own):
        warnings.append(_("The embargo could not be read: %(words)s") % {"words": value[:80]})
    elif hour:
        moments.append(_Moment(date, hour, False, is_next_day))
    return moments


def _last_label(before: str, *, is_first: bool) -> str:
    """온라인 or 지면, whichever stands nearest before a date; 조간 after a date belongs to that one."""
    labels = ((_PRINT if is_first else _PAPERS_FIRST, "print"), (_ONLINE, "online"))
    found = [(each.end(), name) for pattern, name in labels for each in pattern.finditer(before)]
    return max(found)[1] if found else ""


def _place(moments: list[_Moment], embargo: Embargo, value: str) -> None:
    for moment in moments:
        if moment.is_print and embargo.print_from is None:
            embargo.print_from = moment.iso()
        elif not moment.is_print and embargo.online_from is None:
            if moment.time is None:
                moment.time = dt.time(0, 0)
                embargo.warnings.append(_("The embargo names no hour: %(words)s") % {"words": value[:80]})
            embargo.online_from = moment.iso()


def read_clock(text: str) -> tuple[dt.time | None, bool]:
    """And whether it is the next day's (24:00, 자정)."""
    found = _CLOCK.search(text)
    if not found:
        return None, False
    if found["word"]:
        return (dt.time(12, 0), False) if found["word"] == "정오" else (dt.time(0, 0), True)
    hour, minute = int(found["hour"]), int(found["minute"] or found["minute2"] or (30 if found["thirty"] else 0))
    half = (found["half"] or "").lower()
    if half in ("오후", "pm", "저녁", "밤", "낮") and hour < 12 and not (half == "낮" and hour >= 10):
        hour += 12
    elif half in ("오전", "am", "새벽") and hour == 12:
        hour = 0
    return (dt.time(0, minute), True) if hour == 24 else (dt.time(hour, minute), False)


def _date(found: re.Match[str], year: int) -> dt.date | None:
    try:
        return dt.date(year, int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def _nearest(found: re.Match[str], year: int) -> dt.date | None:
    """Of a day without a year: handed out in December, one of January is the next year's where its weekday says so."""
    date, later = _date(found, year), _date(found, year + 1)
    weekday = found["weekday"]
    if date and later and weekday and date.month == 1 and WEEKDAYS[date.weekday()] != weekday:
        return later if WEEKDAYS[later.weekday()] == weekday else date
    return date


def _year(found: re.Match[str]) -> int:
    digits = found["year"].strip("'’‘")
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _year_in(text: str) -> int:
    found = re.search(r"20\d\d", text)
    return int(found[0]) if found else dt.datetime.now(SEOUL).year
