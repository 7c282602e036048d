"""How a newspaper writes times. Filters only, and none of them asks the database."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ..body import characters
from ..deadlines import WEEKDAYS
from ..records import name_of

register = template.Library()

_JSON_ESCAPES = {character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


@lru_cache(maxsize=500)
def seoul_time(moment: datetime) -> datetime:
    """As `timezone.localtime`, which first asks for the zone of a thread: the paper has one. A page asks several times
    for now and for each of its articles."""
    return moment.astimezone(timezone.get_default_timezone())


@register.filter
def seen(text: str) -> str:
    """Without what nobody can see: XML can't hold some of it."""
    return characters.seen(text)


@register.filter
def json_ld(things: Any) -> SafeString:
    """JSON that no text in it can end the script element of."""
    text = json.dumps(things, ensure_ascii=False)
    for character, escaped in _JSON_ESCAPES.items():
        text = text.replace(character, escaped)
    return mark_safe(text)


@register.filter
@lru_cache(maxsize=500)
def iso(moment: datetime) -> str:
    """For `<time datetime>`: `2026-01-24T10:12:00+09:00`."""
    return seoul_time(moment).isoformat(timespec="seconds")


def hour_and_minute(then: datetime) -> str:
    return f"{then.hour:02}:{then.minute:02}"


def seoul_day(moment: datetime | date) -> date:
    return seoul_time(moment).date() if isinstance(moment, datetime) else moment


@register.filter
def iso_day(moment: datetime | date) -> str:
    """For `<time datetime>`: `2026-01-24`, in Seoul."""
    return seoul_day(moment).isoformat()


@register.filter
def plain_day(moment: datetime | date) -> str:
    """`2026.01.24`, in Seoul."""
    return f"{seoul_day(moment):%Y.%m.%d}"


@register.filter
def date_line(moment: datetime | date) -> str:
    """Of the masthead: `2026.01.24 (토)`, in Seoul."""
    day = seoul_day(moment)
    return f"{day:%Y.%m.%d} ({WEEKDAYS[day.weekday()]})"


@register.filter
def month_and_day(day: date) -> str:
    """Where the year is known: `1.24 (토)`."""
    return f"{day.month}.{day.day} ({WEEKDAYS[day.weekday()]})"


@register.filter
def stamp(moment: datetime) -> str:
    """Of an article: `2026.01.24 10:12`."""
    return f"{seoul_time(moment):%Y.%m.%d %H:%M}"


@register.filter
def clock(moment: datetime) -> str:
    return hour_and_minute(seoul_time(moment))


@register.filter
def clock_from(moment: datetime, now: datetime) -> str:
    """Of an observation: today `22:00`, else with its day, `11.23 22:00`."""
    then = seoul_time(moment)
    day = "" if then.date() == seoul_time(now).date() else f"{then.month}.{then.day} "
    return day + hour_and_minute(then)


@register.filter
def list_time(moment: datetime, now: datetime) -> str:
    """In lists: today `10:12`, this year `01.24`, else `2020.01.18`."""
    then, today = seoul_time(moment), seoul_time(now)
    if then.date() == today.date():
        return hour_and_minute(then)
    return f"{then.month:02}.{then.day:02}" if then.year == today.year else f"{then:%Y.%m.%d}"


@register.filter
def year_and_month(moment: datetime) -> str:
    """`2020년 1월`, for the line above an old article."""
    then = seoul_time(moment)
    return f"{then.year}년 {then.month}월"


@register.filter
def person(user: Any) -> str:
    """As the newsroom calls people. Reads the account's reporter; if not loaded, that costs a query."""
    return name_of(user)


@register.filter
def time_left(left: timedelta) -> str:
    """A countdown: `1시간 20분 뒤`, `2일 3시간 뒤`."""
    minutes = max(int(left.total_seconds()) // 60, 0)
    days, hours = minutes // 1440, minutes // 60 % 24
    if days:
        return _("in %(days)d days %(hours)d hours") % {"days": days, "hours": hours}
    if hours:
        return _("in %(hours)d hours %(minutes)d minutes") % {"hours": hours, "minutes": minutes % 60}
    return _("in %(minutes)d minutes") % {"minutes": minutes}


@register.filter
def days_left(days: int) -> str:
    if days < 0:
        return _("%d days over") % -days
    return _("today") if days == 0 else _("%d days left") % days
