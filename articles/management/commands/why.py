"""`manage.py why ARTICLE`: where an article stands, and why not where one would expect it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from ...models import Article
from ...why.answer import Answer
from ...why.finding import find_articles


class Command(BaseCommand):
    help = (
        "Says where an article stands (front page, sidebars, lists, feeds, news sitemap, search), and for each block "
        "in which one would expect it why not. Changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("article", help="its number, its address, or its headline or a part of it")

    def handle(self, *args: Any, **options: Any) -> None:
        article = self.article(options["article"])
        answer = Answer.on(article, timezone.now())
        self.stdout.write(f"{named(article)}\n{answer.state}")
        for title, lines in (
            (_("Where the article stands"), answer.there),
            (_("Where not, and why"), answer.not_there),
        ):
            if lines:
                self.stdout.write(f"\n{title}")
            for line in lines:
                self.stdout.write(f"  {line.text}" + (f"  {line.url}" if line.url else ""))

    def article(self, text: str) -> Article:
        found = find_articles(text)
        if not found:
            raise CommandError(_("No article has this number, address or headline: %s") % text)
        if len(found) > 1:
            several = "\n".join(f"  {named(each)}" for each in found)
            raise CommandError(_("Several articles are like that. Say the number of one:") + f"\n{several}")
        return found[0]


def named(article: Article) -> str:
    return f"#{article.pk} {article.headline}"
