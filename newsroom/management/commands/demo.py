"""`manage.py demo`: the demo edition of a fictional paper, and articles by the thousand for load work."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from articles.demo import builder, load
from articles.models import SearchEntry
from articles.search import indexing
from weather import demo as weather_demo
from weather.stations import load_stations

from ...fast import edition
from ...shared.statistics import gather_statistics


class Command(BaseCommand):
    help = "Fills an empty paper with the demo edition. Run again, it leaves what is there as it is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--articles", type=int, default=0, metavar="N", help="add N generated articles, each time it is run"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        builder.build_demo()
        load_stations()
        weather_demo.build_demo()
        if options["articles"] > 0:
            made = load.add_articles(options["articles"])
            self.stdout.write(f"{made.articles} articles in {made.seconds:.1f} s: {made.per_second:.0f} a second")
            begin = time.perf_counter()
            if made.articles > SearchEntry.objects.count():
                indexing.begin_anew()  # an index that is made at the end takes a tenth of the time
            for _ in indexing.rebuild(only_missing=True):
                pass
            self.stdout.write(f"Brought into the search in {time.perf_counter() - begin:.1f} s")
        gather_statistics()
        edition.advance()
        for noun, count in builder.count_objects().items():
            self.stdout.write(f"  {noun}: {count}")
        if accounts := list(builder.default_accounts()):
            self.stdout.write(
                "Accounts of the demo, for http(s)://…/admin/ (change these passwords before you show it to others):"
            )
        for username, password, role in accounts:
            self.stdout.write(f"  {username:<9} {password:<22} {role}")
