"""A body as it is shown: with the addresses that the settings of today give, and without what only the desk sees.

What is stored names no host. Photos stand in it by their number and the names of their files, links to the paper's own
pages by their path: so the paper and its photo store may move, and no text has to be written anew. Bodies from before
that hold addresses of the store as it was; they are shown at the one of today like all others.
"""

from __future__ import annotations

import re

from django.utils.safestring import SafeString

from newsroom.shared.paths import url_of_folder

from .absent import remove_placeholders
from .characters import escape_attribute
from .pictures import file_name_in

_WITH_FILES = re.compile(r'<img src="[^"]*"(?: srcset="[^"]*")?|<a href="photos/[^"]*"')
_ADDRESS = re.compile(r'(?<=[" ])[^" ]+')


def render_body(body: str) -> SafeString:
    """The body for readers. Asks no database, and is no `CleanHTML`: what is shown is not what is stored."""
    return SafeString(add_addresses(remove_placeholders(body)))


def add_addresses(body: str) -> str:
    """The body as the editor gets it, the places of pictures that have not come along in it. Asks no database."""
    if "<img" not in body and '"photos/' not in body:
        return body
    base = escape_attribute(url_of_folder("photos").removesuffix("photos/"))

    def with_base(tag: re.Match[str]) -> str:
        return _ADDRESS.sub(
            lambda address: f"{base}{file}" if (file := file_name_in(address[0])) else address[0], tag[0]
        )

    return _WITH_FILES.sub(with_base, body)
