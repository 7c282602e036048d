"""What is read of a press release, without keeping anything."""

from __future__ import annotations

import json
import resource
import signal
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from articles.intake.document import Unreadable
from articles.intake.reading import Reading, read_file

MOST_MEMORY = 2 * 2**30
MOST_SECONDS = 120
"""Of the processor: files come from outside, and a reader is code of others."""


class Command(BaseCommand):
    help = (
        "Reads a press release (hwpx, hwp, docx, odt, pdf, txt, eml, zip, feed) and prints what it holds; keeps nothing"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="one JSON object with everything (docs/intake.md)")

    def handle(self, *args: Any, **options: Any) -> None:
        limit_process()
        try:
            reading = read_file(options["file"].read_bytes())
        except Unreadable as error:
            raise CommandError(str(error)[:400], returncode=2) from error
        except OSError as error:
            raise CommandError(_("The file cannot be opened: %s") % options["file"], returncode=2) from error
        except MemoryError as error:
            raise CommandError(
                _("The file is too large to be read within the memory allowed."), returncode=2
            ) from error
        text = json.dumps(reading.as_json(), ensure_ascii=False) if options["json"] else _summary(reading)
        self.stdout.write(text)


def limit_process() -> None:
    """Past the limit of time the reader is stopped with a sentence, and a little later, if it does not hear, killed."""

    def stop(*_args: Any) -> None:
        raise Unreadable(_("Reading the file took too long and was stopped."))

    signal.signal(signal.SIGXCPU, stop)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS + 10))


def _summary(reading: Reading) -> str:
    lines = []
    for release in reading.releases:
        lines += [release.headline, *(f"- {each}" for each in release.subheadlines), ""]
        lines += [f"{block.kind}: {block.text}" for block in release.body]
        lines += [f"photo: {each.name} ({each.width}×{each.height}) {each.caption}" for each in release.photos]
        lines += [f"warning: {each}" for each in release.warnings] + [""]
    return "\n".join([*lines, *reading.errors])
