"""Two texts side by side: which words went, and which came; of two people's, what is whose and where they conflict."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ..body import body_text, clean_body, picture_addresses
from ..models import Article
from ..models.uses import Use, fields_for

WORDS = re.compile(r"\S+\s*|\s+")
"""A word with the white space behind it."""
COMPARED_FIELDS = fields_for(Use.COMPARED)
MAX_LENGTH = 20_000
"""Words. Beyond, a comparison would take seconds: then the whole text is shown as replaced."""


@dataclass(frozen=True)
class Difference:
    """A field that is not the same in two versions."""

    name: str
    label: str
    before: str
    after: str

    @property
    def diff_html(self) -> SafeString:
        return render_diff(self.before, self.after)


def render_diff(before: str, after: str) -> SafeString:
    """The text with what was removed in `<del>` and what was added in `<ins>`, word by word."""
    return format_html_join("", "{}", ((each,) for each in iter_changes(WORDS.findall(before), WORDS.findall(after))))


def iter_changes(before: list[str], after: list[str]) -> Iterator[SafeString | str]:
    if len(before) + len(after) > MAX_LENGTH:
        yield from (wrap_words("del", before), wrap_words("ins", after))
        return
    words = [word.strip() for word in before], [word.strip() for word in after]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, *words, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "".join(after[j1:j2])
            continue
        if i1 < i2:
            yield wrap_words("del", before[i1:i2])
        if j1 < j2:
            yield wrap_words("ins", after[j1:j2])


def wrap_words(tag: str, words: Iterable[str]) -> SafeString:
    return format_html("<del>{}</del>" if tag == "del" else "<ins>{}</ins>", "".join(words))


def field_text(name: str, value: Any) -> str:
    """A field as plain text: a body without its markup, a paragraph a line."""
    return body_text(clean_body(value)) if name == "body" else str(value or "")


def compare_fields(before: Any, after: Any, names: Iterable[str] = COMPARED_FIELDS) -> list[Difference]:
    """Between two articles or versions of one. Bodies that differ in their markup alone differ by nothing readable."""
    found = []
    for name in names:
        old, new = field_text(name, getattr(before, name)), field_text(name, getattr(after, name))
        if old != new:
            found.append(Difference(name, str(Article._meta.get_field(name).verbose_name), old, new))  # type: ignore[union-attr]
    return found


# --- Two people save the same article: what of the later form is its own ------------------------


@dataclass(frozen=True)
class Merge:
    theirs: list[str]
    """Fields that only the other has changed: their value stays."""
    conflicts: list[Difference]
    """Fields that both have changed, to different ends: `before` is the other's, `after` the form's."""


def merge_changes(article: Article, based_on: int, typed: Mapping[str, Any], changed: Iterable[str]) -> Merge:
    """Compares three: the version that the form was opened at, the article as it is saved now, and what was typed.

    `changed` are the fields whose typed value differs from the saved one. Where the old version is not known, every one
    of them counts as a conflict: better one question too many than a text too few. One query.
    """
    base = Article.history.filter(id=article.pk, version__lte=based_on).order_by("-version", "-history_id").first()
    columns = {field.name: field for field in Article._meta.concrete_fields}
    theirs: list[str] = []
    conflicts: list[Difference] = []
    for name in changed:
        if name not in columns or name not in typed:
            continue
        saved, mine = getattr(article, name), typed[name]
        if saved == mine or (isinstance(mine, str) and name != "body" and is_same_value(name, saved, mine)):
            continue  # both have typed the same; a body that reads the same may have other links
        before = getattr(base, name) if base else None
        if base and is_same_value(name, mine, before):
            theirs.append(name)
        elif not (base and is_same_value(name, saved, before)):
            label = str(columns[name].verbose_name)
            conflicts.append(Difference(name, label, value_text(name, saved), value_text(name, mine)))
    return Merge(theirs, conflicts)


def is_same_value(name: str, one: Any, other: Any) -> bool:
    return value_text(name, one) == value_text(name, other)


def value_text(name: str, value: Any) -> str:
    """With the pictures of a body: one who puts in a picture has changed it, too."""
    text = field_text(name, value).replace("\r\n", "\n").strip()
    return "\n".join([text, *picture_addresses(clean_body(value))]) if name == "body" else text
