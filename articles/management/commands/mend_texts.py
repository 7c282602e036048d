"""`manage.py mend_texts`: lists published texts that are not as they would be stored today, and mends them."""

from __future__ import annotations

import csv
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ...desk.mend_texts import Finding, MendRun


class Command(BaseCommand):
    help = (
        "Lists texts that readers see and that came in before newer rules for pictures, hidden text, signs of 한글, "
        "line breaks, links and lists; changes nothing without --apply. Deleted words and comments of Word that "
        "earlier versions stored as text are only listed: struck-through words that touch others, labels like [A1]."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--apply", action="store_true", help="mend them; versions and 수정 are kept")
        parser.add_argument("--csv", action="store_true", help="print the list as CSV, for a spreadsheet")

    def handle(self, *args: Any, **options: Any) -> None:
        mending = MendRun(apply=options["apply"])
        rows = csv.writer(self.stdout)
        if options["csv"]:
            rows.writerow(
                [
                    pgettext("of a text", "number"),
                    _("headline"),
                    _("field"),
                    _("kind"),
                    _("before"),
                    _("after"),
                    _("left because"),
                ]
            )
        for found in mending:
            if options["csv"]:
                rows.writerow([found.row_label, *to_columns(found)])
            elif options["verbosity"]:
                self.stdout.write(to_line(found))
        said = _("%(mended)d mended, %(left)d left to a person.")
        if not options["apply"]:
            said = _("%(mended)d to mend (run again with --apply), %(left)d left to a person.")
        self.stderr.write(said % {"mended": mending.change_count, "left": mending.skip_count})


def to_columns(found: Finding) -> list[str]:
    return [
        str(found.row),
        found.field_label,
        ", ".join(found.change_kinds),
        found.before,
        found.after,
        found.skip_reason,
    ]


def to_line(found: Finding) -> str:
    headline, label, kinds, before, after, left = to_columns(found)
    outcome = f"“{before}” → “{after}”" if after else f"“{before}”"
    return f"{found.row_label}  {headline[:30]}  [{label} · {kinds}]  {outcome}" + (f"  ({left})" if left else "")
