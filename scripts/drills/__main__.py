"""Runs the drills on a stack of its own, prints the table and writes docs/drills.md. Needs a Docker Engine."""

from __future__ import annotations

import re
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from ..desk import Desk
from . import faults
from .people import Editor, Reader
from .stack import ROOT, Stack, running_stack

PASSWORD = "drilled-not-kept"
BEFORE, AFTER = 4, 8
"""Seconds of reading and writing before and after the harm."""
READERS, EVERY = 6, 0.06
COLD_READERS, COLD_READER_EVERY = 2, 0.5
"""Who ask for pages that nobody holds."""

UNDER_LOAD = (
    faults.kill_a_web_process,
    faults.restart_the_cache,
    faults.stop_the_database,
    faults.roll_over,
    faults.keep_a_schedule,
    faults.kill_the_worker,
)

INTRODUCTION = """# Drills

Written by `make drills` (`scripts/drills/`) on {day}: the stack of docker-compose.yml from a clean clone, with the demo
edition, while {readers} readers ask for pages that the proxy holds (about {rate:.0f} requests a second), {strangers}
for pages that nobody holds, and an editor saves an article through the admin every second. Numbers are answers by
status. An acknowledged save is one that the admin answered with 302; afterwards its headline has to be among the
article's versions.

"""
HEAD = ["drill", "readers of held pages", "slowest", "readers of others", "the editor", "slowest", "saves, lost", ""]
CLOCKS = """
A clock that is put forward or back is tried in tests (tests/newsroom/test_page_memory.py, test_kept_pages.py):
containers share the clock of their host.
"""


class Outcome(NamedTuple):
    name: str
    cached: Counter[str]
    cold: Counter[str]
    editor: Counter[str]
    slowest: tuple[float, float]
    """Of readers of held pages, and of the editor, in seconds."""
    lost: list[str]
    acknowledged: int
    note: str

    @property
    def failed(self) -> bool:
        return bool(self.lost) or any(not status.startswith(("2", "3", "410")) for status in self.cached)


def main() -> None:
    with running_stack() as found:
        article = prepare_stack(found)
        held = cached_paths(found)
        outcomes = []
        for fault in UNDER_LOAD:
            print(f"… {fault.__doc__}", flush=True)
            outcomes.append(run_drill(found, fault, article, held))
        notes = []
        print(f"… {faults.fill_the_disk.__doc__}", flush=True)
        desk = Desk(found.site, faults.USER, PASSWORD)
        notes.append((faults.fill_the_disk.__doc__, faults.fill_the_disk(found, desk)))
        print(f"… {faults.back_up_and_restore.__doc__}", flush=True)
        notes.append((faults.back_up_and_restore.__doc__, faults.back_up_and_restore(found)))
    text = render_report(outcomes, notes)
    (ROOT / "docs" / "drills.md").write_text(text, encoding="utf-8")
    print(text)
    if any(outcome.failed for outcome in outcomes):
        sys.exit("A reader of a held page got an error, or something acknowledged was lost")


def prepare_stack(found: Stack) -> int:
    """An account of the drill and the article that its editor writes; its number."""
    said = found.run_django(
        "from django.contrib.auth import get_user_model as users; from articles.models import Article, Section\n"
        f"users().objects.create_superuser({faults.USER!r}, password={PASSWORD!r})\n"
        "print(Article.objects.create(section=Section.objects.first(), headline='훈련', body='<p>글</p>').pk)"
    )
    return int(said)


def cached_paths(found: Stack) -> list[str]:
    with urllib.request.urlopen(found.site + "/") as answer:
        front = answer.read().decode()
    articles = list(dict.fromkeys(re.findall(r"/articles/\d+/", front)))[:5]
    others = [
        re.findall(pattern, front)[0] for pattern in (r"/sections/[^/\"]+/", r"/static/[^\"]+\.css", r"/media/[^\" ,]+")
    ]
    paths = ["/", *articles, *others, "/feeds/latest.xml"]
    for path in paths * 2:
        urllib.request.urlopen(found.site + path).close()
    return paths


def run_drill(found: Stack, fault: Callable[[Stack], str], article: int, held: list[str]) -> Outcome:
    readers = [Reader(found.site, held[number:] + held[:number], EVERY) for number in range(READERS)]
    strangers = [Reader(found.site, ["/search/?q="], COLD_READER_EVERY, makes_up=True) for _ in range(COLD_READERS)]
    editor = Editor(found.site, article, faults.USER, PASSWORD)
    people: list[Reader | Editor] = [*readers, *strangers, editor]
    for person in people:
        person.start()
    time.sleep(BEFORE)
    note = fault(found)
    time.sleep(AFTER)
    for person in people:
        person.ended.set()
    for person in people:
        person.join()
    found.wait_until_served()
    kept = found.run_django(
        f"from articles.models import Article; print('\\n'.join(Article.history.filter(id={article})"
        f".values_list('headline', flat=True)), Article.objects.get(pk={article}).headline, sep='\\n')"
    ).splitlines()
    return Outcome(
        name=fault.__doc__ or "",
        cached=sum((reader.statuses for reader in readers), Counter()),
        cold=sum((stranger.statuses for stranger in strangers), Counter()),
        editor=editor.statuses,
        slowest=(max(reader.slowest for reader in readers), editor.slowest),
        lost=sorted(set(editor.acknowledged) - set(kept)),
        acknowledged=len(editor.acknowledged),
        note=note,
    )


def render_report(outcomes: list[Outcome], notes: list[tuple[str | None, str]]) -> str:
    def told(counted: Counter[str]) -> str:
        return ", ".join(f"{status}: {number:,}" for status, number in sorted(counted.items()))

    lines = [
        INTRODUCTION.format(
            day=date.today().isoformat(), readers=READERS, rate=READERS / EVERY, strangers=COLD_READERS
        ),
        f"| {' | '.join(HEAD)} |\n",
        "|---" * len(HEAD) + "|\n",
    ]
    for each in outcomes:
        readers, editor = (f"{seconds:.1f} s" for seconds in each.slowest)
        saves = f"{each.acknowledged}, **{len(each.lost)}**"
        cells = [each.name, told(each.cached), readers, told(each.cold), told(each.editor), editor, saves, each.note]
        lines.append(f"| {' | '.join(cells)} |\n")
    lines += ["\n", *(f"- {name}: {note}\n" for name, note in notes)]
    lines.append(CLOCKS)
    return "".join(lines)


if __name__ == "__main__":
    main()
