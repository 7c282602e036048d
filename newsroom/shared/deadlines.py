"""The last day of a period that a law sets in days.

민법 제157조: the day of the event does not count, the next one is the first. 제161조: a last day that is a Saturday, a
Sunday or a public holiday gives way to the next day that is none of them.

The holidays are those of 관공서의 공휴일에 관한 규정 as the installed `holidays` knows them, substitute days and
elections among them. One that is declared later (임시공휴일), or lies in a year that it does not reach, is not known
here until the package is renewed; such a period ends with an ordinary weekday. So a day said here may be earlier than
the law's, never later, and whoever keeps to it is in time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from newsroom.shared.times import WEEKDAYS

if TYPE_CHECKING:
    from holidays import HolidayBase

DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6


@dataclass(frozen=True)
class Deadline:
    """The day on which a period ends, and the one it would end on if that were a working day."""

    counted: date
    day: date

    @classmethod
    def days_after(cls, event: date, days: int) -> Deadline:
        counted = event + timedelta(days=days)
        return cls(counted, next_working_day(counted))

    @property
    def is_moved(self) -> bool:
        return self.day != self.counted

    def __str__(self) -> str:
        """As a newsroom says it: `9.25(금)까지, 추석이라 9.28(월)까지`."""
        if not self.is_moved:
            return _("by %(day)s") % {"day": format_day(self.day)}
        told = {"counted": format_day(self.counted), "why": holiday_reason(self.counted), "day": format_day(self.day)}
        return _("by %(counted)s; %(why)s, by %(day)s") % told


def next_working_day(day: date) -> date:
    """The day itself, if it is one."""
    while not is_working_day(day):
        day += DAY
    return day


def last_working_day(day: date) -> date:
    """The day itself, if it is one."""
    while not is_working_day(day):
        day -= DAY
    return day


def is_working_day(day: date) -> bool:
    return day.weekday() not in (SATURDAY, SUNDAY) and not holidays_on(day)


def holidays_on(day: date) -> list[str]:
    """The names of the public holidays that fall on the day, in Korean: none, one or more."""
    return holiday_calendar().get_list(day)


@cache
def holiday_calendar() -> HolidayBase:
    """Costs a tenth of a second and some 20 MB, so only a process that shows a deadline pays for it.

    The language is given because it would follow the process's LANG otherwise.
    """
    from holidays import country_holidays

    return country_holidays("KR", language="ko")


def format_day(day: date) -> str:
    """9.25(금), with the year where it is not this one."""
    numbers = date_format(day, "n.j" if day.year == timezone.localdate().year else "Y.n.j")
    return f"{numbers}({WEEKDAYS[day.weekday()]})"


def holiday_reason(day: date) -> str:
    """Why nobody works on the day: its holidays, else the day of the week. Its last sound chooses the Korean ending."""
    name = "·".join(holidays_on(day)) or date_format(day, "l")
    if ends_in_consonant(name):
        return pgettext("after a consonant", "that is %(name)s") % {"name": name}
    return pgettext("after a vowel", "that is %(name)s") % {"name": name}


def ends_in_consonant(word: str) -> bool:
    """Of a word in Hangul. Its syllables stand in Unicode by 28 finals, the first of which is none."""
    return (ord(word[-1]) - ord("가")) % 28 != 0
