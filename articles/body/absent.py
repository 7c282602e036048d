"""Places in a body for pictures that did not come along: they are other sites', or not in the library any more.

Nothing is fetched unasked, so the place keeps the address until somebody has answered. It stands in what is stored and
in the editor, and in nothing that readers, feeds, previews or the search get.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from .characters import collapse_spaces, escape_attribute, remove_invisible
from .pictures import MAX_ADDRESS_LENGTH, caption_html, folder_in, image_html

if TYPE_CHECKING:
    from ..models import Photo

CLASS = "absent"
MAX_WORDS_LENGTH = 40

_PLACEHOLDER = re.compile(
    rf'<figure class="{CLASS}" data-from="(?P<address>[^"]*)"(?: data-alt="(?P<alt>[^"]*)")?>'
    r"(?:<figcaption>(?P<caption>.*?)</figcaption>)?</figure>",
    re.DOTALL,
)
_EMPTY = re.compile(r"<(li|ul|ol|blockquote)>\s*</\1>")
_BREAKS = re.compile(r"<(?:br|hr)>|</(?:p|h[2-4]|li|td|th|figcaption|caption)>")
_TAG = re.compile(r"<[^>]*>")


class AbsentPicture(NamedTuple):
    """A picture that did not come along, and the last words before its place; empty at the beginning of the text."""

    address: str
    alt: str
    after: str

    @property
    def is_on_the_web(self) -> bool:
        return self.address.startswith(("http://", "https://"))

    @property
    def is_from_library(self) -> bool:
        """Its address is one of the library, which does not have it any more."""
        return bool(folder_in(self.address))


def placeholder_attributes(address: str, alt: str) -> str:
    """Of the place for a picture. Data within an address is not kept: it may be the picture itself."""
    address = re.sub(r"[\t\n\r]", "", remove_invisible(address)).strip()
    if address[:5].lower() == "data:":
        address = "data:"
    elif address.startswith("//"):
        address = f"https:{address}"
    named = f' data-alt="{escape_attribute(collapse_spaces(alt))}"' if collapse_spaces(alt) else ""
    return f' data-from="{escape_attribute(address[:MAX_ADDRESS_LENGTH])}"{named}'


def find_placeholders(body: str) -> list[AbsentPicture]:
    """The pictures whose places stand in the body, from top to bottom; one that stands twice is there twice."""
    if "data-from=" not in body:
        return []
    return [
        AbsentPicture(
            html.unescape(place["address"]), html.unescape(place["alt"] or ""), _words_before(body[: place.start()])
        )
        for place in _PLACEHOLDER.finditer(body)
    ]


def _words_before(text: str) -> str:
    """The end of the line that stands before; captions of other places count, too."""
    lines = html.unescape(_TAG.sub("", _BREAKS.sub("\n", text))).split("\n")
    line = next((words for line in reversed(lines) if (words := " ".join(line.split()))), "")
    return line if len(line) <= MAX_WORDS_LENGTH else f"…{line[-MAX_WORDS_LENGTH:].lstrip()}"


def remove_placeholders(body: str) -> str:
    """As readers get it."""
    return _replace_each(body, lambda place: "")


def replace_placeholders(body: str, photos: Mapping[str, Photo]) -> str:
    """The photos in the places of the addresses that they were fetched from, with what was said of them there."""

    def photo_in(place: re.Match[str]) -> str:
        photo = photos.get(html.unescape(place["address"]))
        if photo is None:
            return place[0]
        said = caption_html(photo, place["caption"] or "", is_new=True)
        said = f"<figcaption>{said}</figcaption>" if said else ""
        return f'<figure class="photo">{image_html(photo, html.unescape(place["alt"] or ""))}{said}</figure>'

    return _replace_each(body, photo_in)


def remove_pictures(body: str, addresses: set[str]) -> str:
    """Without the places of these addresses. Captions stay as text; alternative texts go with the pictures that they
    stood in for, as readers were never to read them.
    """

    def words_of(place: re.Match[str]) -> str:
        if html.unescape(place["address"]) not in addresses:
            return place[0]
        return f"<p>{place['caption']}</p>" if place["caption"] else ""

    return _replace_each(body, words_of)


def _replace_each(body: str, replacement: Callable[[re.Match[str]], str]) -> str:
    if "data-from=" not in body:
        return body
    body = _PLACEHOLDER.sub(replacement, body)
    while (emptied := _EMPTY.sub("", body)) != body:
        body = emptied
    return re.sub(r"\n{2,}", "\n", body).strip("\n")
