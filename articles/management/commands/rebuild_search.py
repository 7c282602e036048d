"""`manage.py rebuild_search`: brings the search in step with the articles."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from newsroom.shared.statistics import gather_statistics

from ...search import indexing, refolding


class Command(BaseCommand):
    help = "Brings the search in step with the articles, while readers go on searching."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--missing", action="store_true", help="only articles that the search has never seen")
        parser.add_argument(
            "--anew", action="store_true", help="empty the search first: for an index that has come to harm"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        begin = time.perf_counter()
        if options["anew"]:
            indexing.begin_anew()
        for refolded in refolding.refold():
            if options["verbosity"] > 1:
                self.stdout.write(f"{refolded} folded…")
        looked_at = 0
        for looked_at in indexing.rebuild(only_missing=options["missing"]):
            if options["verbosity"] > 1:
                self.stdout.write(f"{looked_at}…")
        gather_statistics()
        seconds = time.perf_counter() - begin
        if options["verbosity"]:
            self.stdout.write(f"{looked_at} articles in {seconds:.1f} s")
