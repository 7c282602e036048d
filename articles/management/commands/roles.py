"""`manage.py roles`: makes the groups 기자, 데스크 and 편집국장 where they are missing."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ...desk.roles import ensure_roles


class Command(BaseCommand):
    help = "Makes the newsroom's roles (groups) where they are missing; what the admin has changed of them stays."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--add-missing",
            action="store_true",
            help="also give roles that exist the rights that a newer version brings; none is taken away",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(", ".join(ensure_roles(add_missing=options["add_missing"])))
