"""The weather pages, and their data for spreadsheets and programs."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from newsroom.edition import moment, public_page

from .exports import as_csv, as_json
from .models import Reading, Station
from .pages import Month, StationDays, Today

FIRST_YEAR = 1900
CSV = "text/csv; charset=utf-8"
JSON_OPTIONS = {"ensure_ascii": False}
A_YEAR = timedelta(days=366)


@public_page
def weather(request: HttpRequest) -> HttpResponse:
    return render(request, "weather/index.html", {"today": Today.at(moment(request))})


@public_page
def station(request: HttpRequest, number: int) -> HttpResponse:
    """The last thirty days."""
    page = StationDays.of(get_object_or_404(Station, pk=number), moment(request))
    return render(request, "weather/station.html", {"page": page})


@public_page
def station_month(request: HttpRequest, number: int, year: int, month: int) -> HttpResponse:
    """A calendar month; 404 for one that is none, or still to come."""
    now = moment(request)
    asked = month_or_404(year, month)
    if asked.first > timezone.localdate(now):
        raise Http404("Still to come")
    page = StationDays.of(get_object_or_404(Station, pk=number), now, asked)
    return render(request, "weather/station.html", {"page": page})


@public_page
def today_csv(request: HttpRequest) -> HttpResponse:
    return HttpResponse(as_csv(readings_of_today(request)), content_type=CSV)


@public_page
def today_json(request: HttpRequest) -> HttpResponse:
    return JsonResponse(as_json(readings_of_today(request)), json_dumps_params=JSON_OPTIONS)


@public_page
def station_csv(request: HttpRequest, number: int) -> HttpResponse:
    return HttpResponse(as_csv(readings_of_station(request, number)), content_type=CSV)


@public_page
def station_json(request: HttpRequest, number: int) -> HttpResponse:
    return JsonResponse(as_json(readings_of_station(request, number)), json_dumps_params=JSON_OPTIONS)


def readings_of_today(request: HttpRequest) -> list[Reading]:
    """What the weather page shows, under the same rule of what is too old."""
    return [entry.reading for entry in Today.at(moment(request)).entries]


def readings_of_station(request: HttpRequest, number: int) -> list[Reading]:
    """Newest first: of `?month=2026-01`, else of the last year. 404 for a month that is none."""
    station = get_object_or_404(Station, pk=number)
    today = timezone.localdate(moment(request))
    first, last = today - A_YEAR, today
    if "month" in request.GET:
        year, _, month = request.GET["month"].partition("-")
        if not (year.isdecimal() and month.isdecimal() and len(year) == 4 and len(month) <= 2):
            raise Http404("No month")
        asked = month_or_404(int(year), int(month))
        first, last = asked.first, asked.last
    readings = list(Reading.objects.filter(station=station, day__range=(first, last)).order_by("-day"))
    for reading in readings:
        reading.station = station
    return readings


def month_or_404(year: int, month: int) -> Month:
    if not (FIRST_YEAR <= year < date.max.year and 1 <= month <= 12):
        raise Http404("No month")
    return Month(year, month)
