"""The weather pages, and their data for spreadsheets and programs."""

from __future__ import annotations

import re
from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from newsroom.fast.edition import request_moment
from newsroom.fast.pages import public_page

from ..models import Station
from .assembly import Month, StationDays, Today, station_readings
from .exports import ExportRow, as_csv, as_json

FIRST_YEAR = 1900
YEAR_DAYS = timedelta(days=365)
MONTH = re.compile(r"([0-9]{4})-([0-9]{2})", re.ASCII)


@public_page
def weather_today(request: HttpRequest) -> HttpResponse:
    return render(request, "weather/index.html", {"today": Today.load_at(request_moment(request))})


@public_page
def station_detail(request: HttpRequest, number: int) -> HttpResponse:
    """The last thirty days."""
    page = StationDays.for_station(get_object_or_404(Station, pk=number), request_moment(request))
    return render(request, "weather/station.html", {"page": page})


@public_page
def station_month(request: HttpRequest, number: int, year: int, month: int) -> HttpResponse:
    """A calendar month; 404 for one that is none, or still to come."""
    now = request_moment(request)
    asked = month_or_404(year, month)
    if asked.first_day > timezone.localdate(now):
        raise Http404("Still to come")
    page = StationDays.for_station(get_object_or_404(Station, pk=number), now, asked)
    return render(request, "weather/station.html", {"page": page})


@public_page
def today_csv(request: HttpRequest) -> HttpResponse:
    return csv_response(today_rows(request))


@public_page
def today_json(request: HttpRequest) -> HttpResponse:
    return json_response(today_rows(request))


@public_page(params=("month",))
def station_csv(request: HttpRequest, number: int) -> HttpResponse:
    return csv_response(station_rows(request, number))


@public_page(params=("month",))
def station_json(request: HttpRequest, number: int) -> HttpResponse:
    return json_response(station_rows(request, number))


def today_rows(request: HttpRequest) -> list[ExportRow]:
    """What the weather page shows, under the same rule of what is too old."""
    return [ExportRow.from_entry(entry) for entry in Today.load_at(request_moment(request)).all_entries]


def station_rows(request: HttpRequest, number: int) -> list[ExportRow]:
    """Newest first: of `?month=2026-01`, else of the last year. 404 for a month that is none."""
    station = get_object_or_404(Station, pk=number)
    today = timezone.localdate(request_moment(request))
    first, last = today - YEAR_DAYS, today
    if "month" in request.GET:
        match = MONTH.fullmatch(request.GET["month"])
        if match is None:
            raise Http404("No month")
        month = month_or_404(int(match[1]), int(match[2]))
        first, last = month.first_day, month.last_day
    return [ExportRow.from_reading(reading) for reading in station_readings(station, first, last)]


def month_or_404(year: int, month: int) -> Month:
    if not (FIRST_YEAR <= year < date.max.year and 1 <= month <= 12):
        raise Http404("No month")
    return Month(year, month)


def csv_response(rows: list[ExportRow]) -> HttpResponse:
    return HttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8")


def json_response(rows: list[ExportRow]) -> HttpResponse:
    return JsonResponse(as_json(rows), json_dumps_params={"ensure_ascii": False})
