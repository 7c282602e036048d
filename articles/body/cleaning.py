"""The one sanitiser: HTML from outside becomes HTML that a body may hold."""

from __future__ import annotations

import re

import nh3
from django.utils.safestring import SafeString

from newsroom.shared.characters import BLANKS, replace_private

from . import absent
from .addresses import SCHEMES, player_address
from .blocks import SUBHEAD_MARKS
from .characters import INVISIBLE, collapse_spaces, escape_text, normalize_html
from .incoming import MAX_ENTITIES, SKIPPED_TAGS, is_too_complex, remove_comments, remove_unknown_tags, strip_tags
from .pictures import FILE, PhotoLibrary
from .shape import FRAMES, HEADINGS, INLINE, OTHER_TAG, PLAIN_BLOCKS, PLAYER_TAG, normalize_body


class CleanHTML(SafeString):
    """HTML that has been through `clean_body`."""


def clean_body(source: str | None, *, keep_deletions: bool = False, keep_places: bool = False) -> CleanHTML:
    """What a body may hold of this HTML or plain text. No text is lost, but for scripts, styles and what is hidden.

    Words that were deleted with changes tracked (`<del>`) are hidden: a release is meant without them. In the old
    articles of a paper `<del>` is a strike-through that readers saw; with `keep_deletions` it stays one.

    Of a picture that is not in the library the words stay, or with `keep_places` a place that only the desk sees
    (`absent`): so what a person writes is cleaned, who can be asked. A place that is there already stays either way.

    nh3 decides what is safe, twice: first on what came in, so that the shaping sees a proper tree, and last on what
    goes out. An ordinary text needs no shaping and goes through nh3 once. Costs a query where the HTML shows photos.
    """
    if isinstance(source, CleanHTML):
        return source
    return _clean(source, keep_deletions=keep_deletions, keep_places=keep_places)


def clean_stored(stored: str | None) -> CleanHTML:
    """A text that was cleaned and stored earlier, in the form of today. Nothing that stands in it is lost."""
    return _clean(stored, keep_deletions=True, keep_places=True, by_number=True)


def _clean(source: str | None, *, keep_deletions: bool, keep_places: bool, by_number: bool = False) -> CleanHTML:
    source = (source or "").replace("&nbsp;", "\xa0")
    if not source.strip():
        return CleanHTML()
    source = remove_comments(source)
    if is_too_complex(source):
        untangled = text_to_html(strip_tags(source, keep_deletions=keep_deletions))
        if untangled.count("&") > MAX_ENTITIES:
            return untangled  # already safe: all of it is escaped
        source = untangled
    source = remove_unknown_tags(source)
    first = replace_private(_sanitize(source))
    ordinary = first.strip().replace("\n\n", "\n")  # CKEditor leaves a line between paragraphs
    if _ORDINARY.fullmatch(ordinary):
        return CleanHTML(normalize_html(ordinary))
    is_plain = not _MARKUP.search(source)
    library = PhotoLibrary(first, by_number=by_number)
    body = normalize_body(first, library, lines_matter=is_plain, keep_deletions=keep_deletions, keep_places=keep_places)
    return CleanHTML(_OUTGOING.clean(normalize_html(body)))


def text_to_html(text: str) -> CleanHTML:
    """Plain text as paragraphs: a blank line ends one, a line end is kept within."""
    text = _BLANK.sub(" ", replace_private(text))
    blocks = (
        "<br>".join(escape_text(line) for line in map(collapse_spaces, block.splitlines()) if line)
        for block in re.split(r"\n\s*\n", "\n".join(text.splitlines()))
    )
    return CleanHTML("\n".join(f"<p>{normalize_html(block)}</p>" for block in blocks if block))


# --- What is safe --------------------------------------------------------------------------------

_INCOMING = nh3.Cleaner(
    tags={*INLINE, *HEADINGS, *PLAIN_BLOCKS, *FRAMES, "br", "hr", "img", PLAYER_TAG, OTHER_TAG},
    clean_content_tags=SKIPPED_TAGS,
    attributes={
        "*": {"class", "hidden", "style"},  # they say what is hidden, and no more
        "a": {"href", "title"},
        "img": {"src", "alt", "data-photo", "width", "height"},
        "figure": {"data-from", "data-alt", "data-photo"},
        PLAYER_TAG: {"src", "title"},
        "ol": {"start"},
        "td": {"colspan", "rowspan", "scope"},
        "th": {"colspan", "rowspan", "scope"},
    },
    # More than links may have (`addresses`): to tell a picture that can't come along from one without an address, and
    # Word's links to its comments.
    url_schemes={*SCHEMES, "file", "data", "cid", "blob", "content", "webkit-fake-url"},
    link_rel=None,
)


def _is_ours(tag: str, name: str, value: str) -> str | None:
    """Pictures are files of the library, by their names there; frames are players."""
    if (tag, name) == ("img", "src"):
        return value if _FILE.fullmatch(value) else None
    if (tag, name) == ("img", "srcset"):
        return value if all(_CANDIDATE.fullmatch(part) for part in value.split(", ")) else None
    if (tag, name) == ("iframe", "src"):
        return value if value == player_address(value) else None
    return value


_FILE = re.compile(FILE, re.ASCII)
_CANDIDATE = re.compile(rf"{FILE} [0-9]{{1,5}}w", re.ASCII)

_OUTGOING = nh3.Cleaner(
    tags={*INLINE.values(), *HEADINGS.values(), *FRAMES, "a", "p", "span", "br", "hr", "img", "iframe"} - {""},
    clean_content_tags={"script", "style"},
    attributes={
        "a": {"href", "title"},
        "img": {"src", "srcset", "sizes", "width", "height", "alt", "data-photo"},
        "iframe": {"src", "title", "allowfullscreen"},
        "figure": {"data-from", "data-alt"},
        "ol": {"start"},
        "td": {"colspan", "rowspan", "scope"},
        "th": {"colspan", "rowspan", "scope"},
    },
    tag_attribute_values={
        "a": {"rel": {"noopener noreferrer"}},
        "h2": {"class": {"subhead"}},
        "span": {"class": {"credit"}},
        "figure": {"class": {"photo", "embed", "table", absent.CLASS}, "tabindex": {"0"}},
        "img": {"loading": {"lazy"}, "decoding": {"async"}},
        "iframe": {"loading": {"lazy"}, "referrerpolicy": {"strict-origin-when-cross-origin"}},
    },
    attribute_filter=_is_ours,
    url_schemes=SCHEMES,
    link_rel=None,
)
"""What may stand in a body, and nothing else."""


def _sanitize(source: str) -> str:
    try:
        return _INCOMING.clean(source)
    except UnicodeEncodeError:  # half a surrogate pair
        return _INCOMING.clean(_SURROGATES.sub("", source))


# --- What needs no shaping -----------------------------------------------------------------------

_BLANK = re.compile(f"[{BLANKS}]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_MARKUP = re.compile(r"<[a-zA-Z/!?]")
_SPACES = r"\n\t\r\f\v\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_WORDS = rf"[^<&{_SPACES}{INVISIBLE}{''.join(SUBHEAD_MARKS)}]"
_EMPHASIS = r"</?(?:strong|em|u|s|sub|sup)>"
# Paragraphs of words and emphasis, a line each, as `normalize_body` would write them.
_ORDINARY = re.compile(
    rf"(?:<p>(?=(?:<(?:strong|em)>)?[^<\s])(?:{_WORDS}++|&(?:amp|lt|gt);|{_EMPHASIS}|<br>(?=[^<\s]))++</p>(?:\n(?=<)|\Z))+"
)
