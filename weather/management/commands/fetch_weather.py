"""`manage.py fetch_weather`: asks the weather service now, or reads what it once answered."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from weather.models import Station

from ...fetching import (
    PROVIDERS,
    AlreadyRunning,
    AskService,
    configured_service,
    fetch_readings,
    run_summary,
    saved_answer,
)


class Command(BaseCommand):
    help = (
        "Fetches the latest observations of all stations and prints one line about it; problems go to standard error. "
        "Ends with status 1 when nothing could be had, or while another fetch is running."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--provider", choices=PROVIDERS, help="ask this one instead of the one of KMA_PROVIDER")
        parser.add_argument("--file", type=Path, metavar="F", help="read a saved answer of a service instead of asking")
        parser.add_argument(
            "--station",
            type=int,
            action="append",
            default=[],
            metavar="ID",
            help="only this station, by its number (108 is Seoul); can be given several times",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        only: set[int] = set(options["station"])
        if unknown := only - set(Station.objects.filter(number__in=only).values_list("number", flat=True)):
            numbers = ", ".join(map(str, sorted(unknown)))
            raise CommandError(_("There is no station %s; `manage.py load_stations` loads the table.") % numbers)
        try:
            run = fetch_readings(self.source(options["file"], options["provider"]), only=only)
        except AlreadyRunning as error:
            raise CommandError(str(error)) from None
        for problem in run.problems.splitlines():
            self.stderr.write(problem)
        if run.error:
            raise CommandError(run_summary(run))
        self.stdout.write(run_summary(run))

    def source(self, file: Path | None, provider: str | None) -> AskService:
        if file is None:
            return configured_service(provider=provider)
        try:
            return saved_answer(file.read_bytes(), None if provider == "auto" else provider)
        except OSError as error:
            raise CommandError(_("%(file)s can't be read: %(why)s") % {"file": file, "why": error.strerror}) from None
