"""Where a body leads: links, and the video players that may stand in it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.conf import settings

from .characters import escape_attribute, remove_invisible
from .pictures import file_name_in, library_url

SCHEMES = {"http", "https", "mailto", "tel"}

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
# As a browser reads it: any number of slashes, either way round, and a missing scheme is the page's own.
_WEB = re.compile(r"(?:(https?):[/\\]*|[/\\]{2,})(.*)", re.IGNORECASE | re.DOTALL)
_NO_COLON = re.compile(r"(https?)[/\\]{2,}(?=.)", re.IGNORECASE)
_MAILBOX = re.compile(r"[\w.+-]+@(?:[\w-]+\.)+\w{2,}(?:\?[^\s@]*)?")
# A name of the Internet with whatever follows it. A file lying beside the page, such as `view.do`, looks like one.
_NAME = re.compile(
    r"(?:[^\W_](?:(?:[^\W_]|-){0,61}[^\W_])?\.)+(?P<top>[a-z]{2,24}|xn--[a-z0-9-]{2,59}|한국|닷컴|닷넷)\.?(?=[/?#]|$)",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"[xs]?html?|php[3-8]?|phtml|asp|aspx|ashx|jsp[xa]?|jsf|do|es|tc|cs|web|work|laf|action|cgi|nhn|naver|js|css|"
    r"zip|alz|egg|rar|gz|tar|ics|vcf|eml|msg|"
    r"hwpx?|hwt|pdf|docx?|xls[xm]?|pptx?|od[tsp]|rtf|txt|csv|xml|json|rss|"
    r"jpe?g|png|gif|webp|avif|svg|bmp|tiff?|heic|mp[34]|m4[av]|mov|avi|wav|webm",
    re.IGNORECASE,
)
"""How files are called that pages link to; some of it could be a country too, such as the `es` of offices' pages."""
_COUNTRIES = {"es", "tc"}  # before a path they are: no page of an office has a folder below it
_HOST = re.compile(r"https?://([^/\\?#]*)", re.IGNORECASE)


_NAMED_HOST = re.compile(r"(?:[\w-]+\.)+[a-zA-Z][\w-]*")  # none that stands for several, or for this machine
_USUAL_PORT = re.compile(r":(?:80|443)?\Z")


def clean_address(href: str) -> str:
    """The address in plain form; empty if it leads nowhere that a reader may be sent."""
    href = _visible(href)
    href = _NO_COLON.sub(r"\1://", href, count=1) if _NO_COLON.match(href) else href
    if web := _WEB.match(href):
        return f"{(web[1] or 'https').lower()}://{web[2]}" if web[2] else ""
    scheme = _SCHEME.match(href)
    if href.startswith("#") or (scheme and scheme[1].lower() not in SCHEMES):
        return ""
    if scheme:
        name = scheme[1].lower()
        rest = href[scheme.end() :].strip().lstrip("/") if name == "mailto" else href[scheme.end() :]
        return f"{name}:{rest}" if rest else ""
    return f"{_missing_scheme(href)}{href}"


def _visible(href: str) -> str:
    return remove_invisible(re.sub(r"[\t\n\r\x0b\x0c\x1c-\x1f]", "", href)).strip()


def picture_address(src: str) -> str:
    """Where a picture of another site lies, in plain form if that is on the web; any other address as it is."""
    return clean_address(src) or src if _WEB.match(_visible(src)) else src


def _missing_scheme(href: str) -> str:
    """What was left out before `www.example.org` and `desk@example.org`; nothing before what is of our own site."""
    if _MAILBOX.fullmatch(href):
        return "mailto:"
    name = _NAME.match(href)
    if name is None:
        return ""
    top = name["top"].lower()
    is_file = _FILE.fullmatch(top) and not (top in _COUNTRIES and href[name.end() : name.end() + 1] == "/")
    return "" if is_file and href[:4].lower() != "www." else "https://"


def own_path(href: str) -> str:
    """The address without the paper's own host, which a setting says and another may follow; others as they are.

    A file of the library by its name in the store: `showing` writes its address. What begins like such a name and is
    none leads nowhere.
    """
    host = _HOST.match(href)
    if host is not None and _USUAL_PORT.sub("", host[1].lower()) in _own_hosts():
        rest = href[host.end() :]
        path = "/" + rest.lstrip("/\\")  # a second slash, either way round, would lead to another host
        href = path if rest[:1] in ("/", "\\") else f"/{rest}"
    file = file_name_in(href)
    if href.startswith("photos/"):
        return file if href.startswith(file) else ""
    return file if file and "?" not in href and href.startswith(tuple(library_url())) else href


def _own_hosts() -> set[str]:
    """Of the paper now, and what else it answers to: a former name that still leads here."""
    named = {host.lower() for host in settings.ALLOWED_HOSTS if _NAMED_HOST.fullmatch(host)}
    return {_USUAL_PORT.sub("", urlsplit(settings.SITE_URL).netloc.lower()), *named}


def is_external(href: str) -> bool:
    host = _HOST.match(href)
    return host is not None and host[1].lower() != urlsplit(settings.SITE_URL).netloc.lower()


def link_attributes(href: str, title: str = "") -> str:
    """The opening tag of a link, or nothing for an address that leads nowhere.

    Outside hosts learn nothing of the reader. No `nofollow`: a reporter chose the link, and a paper stands by that.
    """
    if not (href := own_path(clean_address(href))):
        return ""
    named = f' title="{escape_attribute(title)}"' if title else ""
    rel = ' rel="noopener noreferrer"' if is_external(href) else ""
    return f'<a href="{escape_attribute(href)}"{named}{rel}>'


# The named hosts: what their players' addresses look like, and the one form of them that is written.
# Video only. A map is better a picture of our own with a link.
_PLAYERS: tuple[tuple[re.Pattern[str], str, dict[str, str]], ...] = (
    (
        re.compile(
            r"(?:www\.|m\.)?(?:youtube(?:-nocookie)?\.com/(?:embed/|shorts/|live/|v/|watch\?(?:[^#]*&)?v=)|youtu\.be/)"
            r"(?P<id>[\w-]{6,40})(?=[/?&#]|$)",
            re.ASCII,
        ),
        "https://www.youtube-nocookie.com/embed/{id}",
        {"start": r"(?:start|t)=([0-9]{1,6})s?", "list": r"list=([A-Za-z0-9_-]{1,64})"},
    ),
    (
        re.compile(r"(?:player\.vimeo\.com/video|(?:www\.)?vimeo\.com)/(?P<id>\d+)(?=[/?#]|$)", re.ASCII),
        "https://player.vimeo.com/video/{id}",
        {"h": r"h=(\w{1,64})"},
    ),
    (re.compile(r"tv\.naver\.com/(?:embed|v)/(?P<id>\d+)(?=[/?#]|$)", re.ASCII), "https://tv.naver.com/embed/{id}", {}),
    (
        re.compile(
            r"(?:play-)?tv\.kakao\.com/(?:embed/player/cliplink|channel/\d+/cliplink|v)/(?P<id>\w+(?:@my)?)(?=[/?#]|$)",
            re.ASCII,
        ),
        "https://play-tv.kakao.com/embed/player/cliplink/{id}",
        {},
    ),
)


def player_address(src: str) -> str:
    """The address of a video player of a named host, built anew from its parts; empty for any other."""
    scheme, _, rest = clean_address(src).partition("://")
    if scheme not in ("http", "https"):
        return ""
    host, slash, path = rest.partition("/")
    rest = f"{host.lower()}{slash}{path}"
    for form, written, options in _PLAYERS:
        if found := form.match(rest):
            kept = [
                f"{name}={value[1]}"
                for name, option in options.items()
                if (value := re.search(rf"[?&]{option}(?=[&#]|$)", rest, re.ASCII))
            ]
            return written.format(id=found["id"]) + ("?" + "&".join(kept) if kept else "")
    return ""
