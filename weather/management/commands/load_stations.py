"""`manage.py load_stations`: the stations of the table."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from weather.models import Station
from weather.stations import load_stations


class Command(BaseCommand):
    help = "Adds the weather stations that are missing. What the desk has changed of the others stays as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        added = load_stations()
        self.stdout.write(
            _("%(added)d stations added, %(all)d in all") % {"added": added, "all": Station.objects.count()}
        )
