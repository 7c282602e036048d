"""Reads the demo's texts: a head of `key: value` lines, an empty line, and the body as plain paragraphs.

A key may repeat. `{+2}` is the day of the month two days after publication: the paper of any day is up to date. In the
body a paragraph that begins with `◆` is a sub-head, `> ` a quotation, lines of `- ` a list and lines of `| ` a
table whose first line is its head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone
from django.utils.html import escape

DATA_DIR = Path(__file__).parent
SEASON_OF_MONTH = ["winter"] * 2 + ["spring"] * 3 + ["summer"] * 3 + ["autumn"] * 3 + ["winter"]
UNITS = {"m": "minutes", "h": "hours", "d": "days"}


@dataclass(frozen=True)
class Text:
    """A file of `texts/` or `pages/`."""

    slug: str
    head: dict[str, str]
    body: str
    """HTML, not yet cleaned."""

    def get_value(self, key: str) -> str:
        return self.head.get(key, "")

    def get_all(self, key: str) -> list[str]:
        """The values of a key that may repeat."""
        return self.get_value(key).splitlines()

    def get_list(self, key: str, separator: str = ",") -> list[str]:
        return [part.strip() for part in self.get_value(key).split(separator) if part.strip()]

    def is_set(self, key: str) -> bool:
        return self.get_value(key) == "yes"

    def get_offset(self, key: str) -> timedelta | None:
        """`3h` is so long before now, `in 20h` so long after it; None where the key is missing."""
        match = re.fullmatch(r"(in )?(\d+)([mhd])", self.get_value(key))
        if match is None:
            return None
        length = timedelta(**{UNITS[match[3]]: int(match[2])})
        return -length if match[1] else length

    def dated_text(self, now: datetime) -> Text:
        """As it is printed by `now`: with the days that it names, and in the season of its day."""
        day = timezone.localtime(now - (self.get_offset("ago") or timedelta()))

        def dated(text: str) -> str:
            return re.sub(r"\{([+-]?\d+)\}", lambda days: str((day + timedelta(days=int(days[1]))).day), text)

        head = {key: dated(value) for key, value in self.head.items()}
        return replace(self, head={"season": SEASON_OF_MONTH[day.month - 1], **head}, body=dated(self.body))


def read_texts(folder: str) -> list[Text]:
    return [parse_text(path) for path in sorted((DATA_DIR / folder).glob("*.txt"))]


def parse_text(path: Path) -> Text:
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    values: dict[str, str] = {}
    for line in head.splitlines():
        key, _, value = line.partition(":")
        values[key.strip()] = f"{values.get(key.strip(), '')}\n{value.strip()}".lstrip()
    return Text(re.sub(r"^\d+-", "", path.stem), values, "\n".join(to_html(body)))


def to_html(body: str) -> Iterator[str]:
    for paragraph in re.split(r"\n\s*\n", body.strip()):
        lines = [str(escape(line.strip())) for line in paragraph.splitlines()]
        if all(line.startswith("| ") for line in lines):
            yield table_html(lines)
        elif all(line.startswith("- ") for line in lines):
            yield "<ul>" + "".join(f"<li>{line[2:]}</li>" for line in lines) + "</ul>"
        elif lines[0].startswith("&gt; "):
            yield "<blockquote><p>" + " ".join(line.removeprefix("&gt; ") for line in lines) + "</p></blockquote>"
        else:
            yield f"<p>{' '.join(lines)}</p>"


def table_html(lines: Sequence[str]) -> str:
    head, *rows = ([cell.strip() for cell in line[2:].split(" | ")] for line in lines)
    header = "".join(f"<th>{cell}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{header}</tr></thead><tbody>{body}</tbody></table>"
