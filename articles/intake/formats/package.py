"""ZIP containers and the XML inside them, from outside: bounded in number, size and depth, without DTD and entities."""

from __future__ import annotations

import io
import zipfile
import zlib

from django.utils.translation import gettext as _
from lxml import etree

from ..document import Broken, Unreadable

MOST_ENTRIES = 3_000
LARGEST_ENTRY = 100 * 2**20
LARGEST_PACKAGE = 300 * 2**20
"""Bytes, unpacked."""


class TooLarge(Unreadable):
    def __init__(self) -> None:
        super().__init__(_("Unpacked, the file is too large to read. Ask for it in smaller pieces."))


class Package:
    """The entries of a ZIP by name. `read` raises Unreadable past the limits and for what is broken."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise Broken() from error
        self.entries = self._zip.infolist()
        if len(self.entries) > MOST_ENTRIES:
            raise TooLarge()
        self.names = [entry.filename for entry in self.entries]
        self._left = LARGEST_PACKAGE

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def read(self, name: str | zipfile.ZipInfo) -> bytes:
        """Never more than the limits, whatever the entry says of its size."""
        most = min(LARGEST_ENTRY, self._left)
        try:
            with self._zip.open(name) as entry:
                data = entry.read(most + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, RuntimeError, ValueError, OSError) as error:
            raise Broken() from error
        if len(data) > most:
            raise TooLarge()
        self._left -= len(data)
        return data

    def xml(self, name: str) -> etree._Element:
        return parse_xml(self.read(name))


def parse_xml(data: bytes) -> etree._Element:
    """The root. No DTD, no entity, nothing fetched; libxml2 bounds depth and text. Raises Unreadable."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Broken() from error
    if root.getroottree().docinfo.doctype:
        raise Broken()
    return root


def local_name(element: etree._Element) -> str:
    """Without its namespace; "" of a comment or an instruction."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def locked() -> Unreadable:
    return Unreadable(_("The document has a password. Ask the office for the file without one."))
