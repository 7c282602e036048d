"""The weather page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from newsroom.edition import moment, public_page

from .line import WeatherLine


@public_page
def weather(request: HttpRequest) -> HttpResponse:
    """The stations of the weather line as a table."""
    line = WeatherLine.at(moment(request))
    return render(request, "weather/index.html", {"line": line})
