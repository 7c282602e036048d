"""How a newspaper writes times, in Seoul. Templates have these as filters."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

WEEKDAYS = "월화수목금토일"


@lru_cache(maxsize=500)
def seoul_time(moment: datetime) -> datetime:
    """As `timezone.localtime`, which first asks for the zone of a thread: the paper has one. A page asks several times
    for now and for each of its articles."""
    return moment.astimezone(timezone.get_default_timezone())


@lru_cache(maxsize=500)
def iso(moment: datetime) -> str:
    """For `<time datetime>`: `2026-01-24T10:12:00+09:00`."""
    return seoul_time(moment).isoformat(timespec="seconds")


def hour_and_minute(then: datetime) -> str:
    return f"{then.hour:02}:{then.minute:02}"


def seoul_day(moment: datetime | date) -> date:
    return seoul_time(moment).date() if isinstance(moment, datetime) else moment


def iso_day(moment: datetime | date) -> str:
    """For `<time datetime>`: `2026-01-24`, in Seoul."""
    return seoul_day(moment).isoformat()


def plain_day(moment: datetime | date) -> str:
    """`2026.01.24`, in Seoul."""
    return f"{seoul_day(moment):%Y.%m.%d}"


def date_line(moment: datetime | date) -> str:
    """Of the masthead: `2026.01.24 (토)`, in Seoul."""
    day = seoul_day(moment)
    return f"{day:%Y.%m.%d} ({WEEKDAYS[day.weekday()]})"


def month_and_day(day: date) -> str:
    """Where the year is known: `1.24 (토)`."""
    return f"{day.month}.{day.day} ({WEEKDAYS[day.weekday()]})"


def stamp(moment: datetime) -> str:
    """Of an article: `2026.01.24 10:12`."""
    return f"{seoul_time(moment):%Y.%m.%d %H:%M}"


def clock(moment: datetime) -> str:
    return hour_and_minute(seoul_time(moment))


def clock_from(moment: datetime, now: datetime) -> str:
    """Of an observation: today `22:00`, else with its day, `11.23 22:00`."""
    then = seoul_time(moment)
    day = "" if then.date() == seoul_time(now).date() else f"{then.month}.{then.day} "
    return day + hour_and_minute(then)


def list_time(moment: datetime, now: datetime) -> str:
    """In lists: today `10:12`, this year `01.24`, else `2020.01.18`."""
    then, today = seoul_time(moment), seoul_time(now)
    if then.date() == today.date():
        return hour_and_minute(then)
    return f"{then.month:02}.{then.day:02}" if then.year == today.year else f"{then:%Y.%m.%d}"


def year_and_month(moment: datetime) -> str:
    """`2020년 1월`, for the line above an old article."""
    then = seoul_time(moment)
    return f"{then.year}년 {then.month}월"


def time_left(left: timedelta) -> str:
    """A countdown: `1시간 20분 뒤`, `2일 3시간 뒤`."""
    minutes = max(int(left.total_seconds()) // 60, 0)
    days, hours = minutes // 1440, minutes // 60 % 24
    if days:
        return _("in %(days)d days %(hours)d hours") % {"days": days, "hours": hours}
    if hours:
        return _("in %(hours)d hours %(minutes)d minutes") % {"hours": hours, "minutes": minutes % 60}
    return _("in %(minutes)d minutes") % {"minutes": minutes}


def days_left(days: int) -> str:
    if days < 0:
        return _("%d days over") % -days
    return _("today") if days == 0 else _("%d days left") % days


def in_seoul(at: datetime | None) -> str:
    """`2026.01.24 10:12`, or empty."""
    return date_format(timezone.localtime(at), "Y.m.d H:i") if at else ""
