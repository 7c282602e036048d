"""`manage.py check_duties`: fails while the law asks for something that the publication does not say."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ...start_page.duties import open_duties


class Command(BaseCommand):
    help = (
        "Says what 신문법 wants on every page and the publication lacks; ends with a status other than 0 while it does."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        duties = open_duties()
        if duties:
            raise CommandError("\n".join(f"{duty.description} ({duty.law})" for duty in duties))
        self.stdout.write("The imprint is complete.")
