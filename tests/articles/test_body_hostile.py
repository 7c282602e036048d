"""HTML that wants harm, or wants the parser to stumble: what comes out holds nothing but what a body may hold."""

import html
import re
import time
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml.html import fragment_fromstring

from articles.body import CleanHTML, body_text, clean_body, clean_stored, cleaning, render_body
from articles.body.absent import find_placeholders

ALLOWED = {
    **{tag: set() for tag in ("p", "br", "hr", "strong", "em", "u", "s", "sub", "sup", "q", "cite", "blockquote")},
    **{
        tag: set()
        for tag in ("h3", "h4", "ul", "li", "table", "caption", "thead", "tbody", "tfoot", "tr", "figcaption")
    },
    "h2": {"class"},
    "ol": {"start"},
    "td": {"colspan", "rowspan", "scope"},
    "th": {"colspan", "rowspan", "scope"},
    "figure": {"class", "tabindex"},
    "span": {"class"},
    "a": {"href", "title", "rel"},
    "iframe": {"src", "title", "loading", "referrerpolicy", "allowfullscreen"},
}
PLAYERS = {"www.youtube-nocookie.com", "player.vimeo.com", "tv.naver.com", "play-tv.kakao.com"}


def plain(cleaned: CleanHTML) -> str:
    """The same characters as a string that has to be cleaned again. `str()` of it would still be CleanHTML."""
    return "".join(cleaned)


def assert_harmless(cleaned: str) -> None:
    """Read by another parser than the sanitiser's, it holds only the elements and attributes of a body."""
    body = fragment_fromstring(cleaned, create_parent="body")
    for element in body.iterdescendants():
        assert isinstance(element.tag, str), f"a comment or an instruction: {cleaned}"
        assert set(element.attrib) <= ALLOWED[element.tag], cleaned
        if element.tag == "iframe":
            assert urlsplit(element.get("src")).netloc in PLAYERS, cleaned
        if "href" in element.attrib:
            assert urlsplit(element.get("href")).scheme in ("", "http", "https", "mailto", "tel"), cleaned


HOSTILE = [
    # Scripts, in every dress
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script\x00>alert(1)</script>",
    "<script>alert(1)",
    "<script/src=data:,alert(1)>",
    "<<script>alert(1)//<</script>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><script xlink:href=data:,alert(1) /></svg>",
    "<math><script>alert(1)</script></math>",
    "<noscript><script>alert(1)</script></noscript>",
    "<template><script>alert(1)</script></template>",
    # Handlers
    "<p onclick=alert(1)>가</p>",
    "<p/onclick=alert(1)>가",
    "<img src=x onerror=alert(1)>",
    '<img src="x"onerror="alert(1)">',
    "<img src=x:x onerror\n=\nalert(1)>",
    "<svg onload=alert(1)>",
    "<svg/onload=alert(1)//",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>가</details>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<marquee onstart=alert(1)>가</marquee>",
    "<a href=/ onmouseover=alert(1)>가</a>",
    "<x-player onload=alert(1) src=https://youtu.be/abcdefghijk>",
    "<x-other onclick=alert(1)>가</x-other>",
    # Addresses
    "<a href=javascript:alert(1)>가</a>",
    "<a href=' JaVaScRiPt:alert(1)'>가</a>",
    "<a href='java\tscript:alert(1)'>가</a>",
    "<a href='java&#10;script&colon;alert(1)'>가</a>",
    "<a href='&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;alert(1)'>가</a>",
    "<a href='\x01javascript:alert(1)'>가</a>",
    "<a href='java\u200bscript:alert(1)'>가</a>",
    "<a href='\ufeffjavascript:alert(1)'>가</a>",
    "<a href='javascript\xad:alert(1)'>가</a>",
    "<a href='vbscript:msgbox(1)'>가</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>가</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>가</a>",
    "<a href='blob:http://testserver/x'>가</a>",
    "<a href='file:///etc/passwd'>가</a>",
    "<a href='//evil.example'>가</a>",
    "<a href='/\\evil.example'>가</a>",
    "<a href='https:evil.example'>가</a>",
    "<a href='https://testserver@evil.example'>가</a>",
    "<a href='https://[bad'>가</a>",
    "<a xlink:href=javascript:alert(1)>가</a>",
    "<svg><a xlink:href=javascript:alert(1)><text>가</text></a></svg>",
    "<form action=javascript:alert(1)><button formaction=javascript:alert(1)>가</button></form>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<iframe src=data:text/html,x></iframe>",
    "<iframe src=https://www.youtube.com.evil.example/embed/abcdefghijk></iframe>",
    "<iframe src=https://www.youtube.com@evil.example/embed/abcdefghijk></iframe>",
    "<iframe src='https://www.youtube.com/embed/abcdefghijk\" onload=\"alert(1)'></iframe>",
    "<iframe src=https://evil.example/?https://www.youtube.com/embed/abcdefghijk></iframe>",
    "<iframe src=https://www.youtube.com/redirect?q=https://evil.example></iframe>",
    "<iframe><iframe src=https://evil.example></iframe>",
    "<img src=/x srcset='https://evil.example/x 1w'>",
    "<img src=/media/photos/../../admin/>",
    # What changes the page
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>body{display:none}</style>",
    "<p style='position:fixed;inset:0;background:url(https://evil.example)'>가</p>",
    "<span style='font-weight:bold;background:url(javascript:alert(1))'>가</span>",
    "<p class=masthead id=main name=x>가</p>",
    "<form><input name=password type=password></form>",
    "<dialog open>가</dialog>",
    "<portal src=https://evil.example></portal>",
    "<figure class='photo masthead' tabindex=1 style=x><table><tr><td>가<td>나</table></figure>",
    "</p></div></body></html><h1>가</h1>",
    # Made to be read in one way by the sanitiser and in another by the browser
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<textarea><p title="</textarea><img src=x onerror=alert(1)>">',
    '<title><p title="</title><img src=x onerror=alert(1)>">',
    '<xmp><p title="</xmp><img src=x onerror=alert(1)>">',
    '<iframe><p title="</iframe><img src=x onerror=alert(1)>">',
    '<noembed><p title="</noembed><img src=x onerror=alert(1)>">',
    '<select><style><p title="</style></select><img src=x onerror=alert(1)>">',
    "<svg></p><style><a id='</style><img src=x onerror=alert(1)>'>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<svg><desc><style><p title='</style><img src=x onerror=alert(1)>'></p></style></desc></svg>",
    "<math><annotation-xml encoding=text/html><img src=x onerror=alert(1)></annotation-xml></math>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!--!><img src=x onerror=alert(1)>-->",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?xml version='1.0'?><img src=x onerror=alert(1)>",
    "<a href='x'>\u0338 onmouseover=alert(1) </a>",
    "<a title='\"><img src=x onerror=alert(1)>' href=/>가</a>",
    "<a href='/&quot;><img src=x onerror=alert(1)>'>가</a>",
    "<iframe title='\"><script>alert(1)</script>' src=https://youtu.be/abcdefghijk></iframe>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;img src=x onerror=alert(1)&amp;gt;",
    "\ufe64script\ufe65alert(1)\ufe64/script\ufe65",
    "＜script＞alert(1)＜/script＞",
    "<p>&#0;&#1;&#55296;&#x110000;&#xFFFE;&bogus;&amp</p>",
    "\ud800<p>\udfff가</p>",
    "<",
    "<a",
    "<p title='",
    "<a href=/ href=javascript:alert(1)>가</a>",
    "<KBS뉴스 onload=alert(1)>",
]


@pytest.mark.parametrize("source", HOSTILE)
def test_hostile_html_comes_out_harmless(source):
    cleaned = clean_body(f"<p>앞</p>{source}<p>뒤</p>")

    assert_harmless(cleaned)
    assert clean_body(plain(cleaned)) == cleaned
    assert "앞" in body_text(cleaned)


@pytest.mark.parametrize("source", HOSTILE)
def test_hostile_html_comes_out_harmless_on_its_own(source):
    assert_harmless(clean_body(source))


PLACES = [
    "<figure class=absent data-from='javascript:alert(1)' data-alt='\"><script>alert(1)</script>'></figure>",
    "<figure class='absent masthead' data-from='\"><img src=x onerror=alert(1)>' onclick=x><figcaption><script>1",
    "<figure class=absent data-from='https://e.example/\u0338x'><figure class=absent data-from=x></figure></figure>",
    "<figcaption><figure class=absent data-from=x>가</figure></figcaption>",
    "<table><tr><td><figure class=absent data-from=x></figure></table>",
    "<ul><li><figure class=absent data-from=x><figcaption>나</figcaption></figure></ul>",
    f"<img src='https://e.example/{'x' * 3000}'>",
    f"<img src='data:image/png;base64,{'A' * 3000}'>",
    f"<img src='{'photos/' * 5000}x'>",
]


@pytest.mark.django_db
@pytest.mark.parametrize("source", [*HOSTILE, *PLACES])
def test_hostile_html_leaves_readers_nothing_of_the_places_that_the_desk_sees(source):
    cleaned = clean_body(f"<p>앞</p>{source}<p>뒤</p>", keep_places=True)

    assert_harmless(render_body(cleaned))
    assert "data-from" not in render_body(cleaned)
    assert clean_stored(cleaned) == cleaned
    assert all(len(place.address) <= 2000 for place in find_placeholders(cleaned))


# To a browser the content of a frame is no markup, to this parser it is.
FOOLING = [source for source in HOSTILE if not source.startswith("<iframe><")]


@pytest.mark.parametrize("source", [*FOOLING, "<img src=https://evil.example/x.png>", "<img srcset=//evil.example/x>"])
def test_if_the_shaping_were_fooled_the_sanitiser_would_still_have_the_last_word(source, monkeypatch):
    monkeypatch.setattr(cleaning, "normalize_body", lambda *_, **__: source.encode(errors="ignore").decode())

    cleaned = clean_body("<div>가</div>")

    # What is left of a foreign image or frame has no address, and shows nothing.
    assert_harmless(re.sub(r'<img(?: data-photo="1")?>|<iframe(?: title="[^"]*")?>', "", cleaned))


# --- What nobody thought of -----------------------------------------------------------------------

TAGS = [
    *(
        "p",
        "div",
        "b",
        "strong",
        "i",
        "em",
        "u",
        "span",
        "a",
        "h1",
        "h2",
        "h6",
        "ul",
        "ol",
        "li",
        "q",
        "cite",
        "sub",
        "pre",
    ),
    *("table", "tr", "td", "th", "tbody", "caption", "blockquote", "figure", "figcaption", "br", "hr", "img", "iframe"),
    *(
        "svg",
        "math",
        "mtext",
        "mglyph",
        "foreignObject",
        "template",
        "style",
        "script",
        "font",
        "select",
        "option",
        "form",
    ),
    *("textarea", "noscript", "title", "x-player", "x-other", "o:p", "dl", "dd", "text"),
]
ATTRIBUTES = [
    *("onclick=x", "href=/a", "href='https://e.example/?a&b'", "href=//e.example", "href=javascript:x", "data-photo=1"),
    *("src=//youtu.be/abcdefghij", "src=https://e.example/x", "src=data:x", "srcset=x", "alt=그림", "title='a\"b<c'"),
    *("style='font-weight:bold'", "style='font-weight:normal'", "class=credit", "class=subhead", "colspan=2"),
]
CHARACTERS = [
    *(
        "가",
        "나 ",
        " ",
        "\n",
        "글.",
        "'",
        '"',
        ">",
        "<",
        "&amp;",
        "&lt;b&gt;",
        "&nbsp;",
        "\xa0",
        "\u200b",
        "\0",
        "&#1;",
    ),
    *(
        "\n◆ 가",
        "■ 다",
        "▲ 라",
        "e\u0301",
        "\u1100\u1161",
        "&#x1100;&#x1161;",
        "\u0338",
        "&#x338;",
        "\ud800",
        "(새솔뉴스)",
    ),
]
soup = st.lists(
    st.one_of(
        st.sampled_from(CHARACTERS),
        st.builds(
            lambda slash, tag, attributes: f"<{' '.join([slash + tag, *attributes])}>",
            st.sampled_from(["", "", "/"]),
            st.sampled_from(TAGS),
            st.lists(st.sampled_from(ATTRIBUTES), max_size=2),
        ),
    ),
    max_size=25,
).map("".join)
often = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@often
@given(st.one_of(soup, st.text(max_size=200)))
def test_whatever_comes_in_only_a_body_comes_out(source):
    assert_harmless(clean_body(source))


@often
@given(st.one_of(soup, st.text(max_size=200)))
@example("<b>e</b><b>\u0301</b>")
def test_cleaning_what_is_clean_changes_nothing(source):
    cleaned = clean_body(source)

    assert clean_body(plain(cleaned)) == cleaned


words = st.text("가나다라마바사아자차카타파하 .,‧「」“”▲", min_size=1, max_size=20)
around = [
    *("p", "div", "span", "b", "h2", "li", "td", "blockquote", "figure", "figcaption", "svg", "text"),
    *("textarea", "select", "x-y"),
]
wrapped = st.lists(st.tuples(st.sampled_from(around), words), max_size=12)


@often
@given(wrapped, st.booleans())
def test_no_text_is_ever_lost(pieces, closed):
    source = "".join(f"<{tag}>{text}" + (f"</{tag}>" if closed else "") for tag, text in pieces)

    said = html.unescape(re.sub("<[^>]*>", "", clean_body(source)))

    assert "".join(said.split()) == "".join("".join(text for _, text in pieces).split())


# --- One long attribute ---------------------------------------------------------------------------

LONG_VALUES = [
    *("photos/", "photos/a/", "photos/a.b/", "a/", "a.", "a", "-", "a@", "a@b.", "a@b.c?", "www.", "http:", "http:/"),
    *(
        "/",
        "//",
        "#_msocom_",
        "#_msocom_1",
        "#cmnt1",
        "#cmnt_ref",
        "?",
        "#",
        "a=",
        "v=",
        "&amp;",
        "가",
        "가.",
        " ",
        "\t",
    ),
    *(
        "/*",
        "*/",
        "/**/",
        ":",
        ";",
        "a:b;",
        "(",
        "()",
        "((",
        "\\",
        "\\6",
        "\\6 ",
        "\n",
        "'",
        "!",
        "a:!",
        "font-size:",
        "0",
        "0.",
    ),
]
HOLDERS = [
    '<a href="{}">가</a>',
    '<a href="a@{}!">가</a>',
    '<a href="a.{}!">가</a>',
    '<img src="{}">',
    '<img src="photos/a/{}" alt="{}">',
    '<figure class="absent" data-from="{}" data-alt="{}"></figure>',
    '<iframe src="https://www.youtube.com/watch?{}"></iframe>',
    '<span style="{}">가</span>',
    '<span style="x:\'{}">가</span>',
    '<span style="font-size:{}!">가</span>',
    '<span class="{}">가</span>',
    "<dialog open {}>가</dialog>",
    '<div><p><a href="#cmnt_ref1">[a]</a>{}</p></div>',
    '<a style="mso-comment-reference:A_1">[{}]</a>',
]


@pytest.mark.parametrize("holder", HOLDERS)
def test_a_long_attribute_takes_no_long_time_to_clean_or_to_show(holder):
    for unit in LONG_VALUES:
        source = f"<p>{holder.replace('{}', unit * (100_000 // len(unit)))}</p><p>끝</p>"
        began = time.perf_counter()

        cleaned = clean_body(source, keep_places=True)
        render_body(cleaned)
        body_text(cleaned)

        assert time.perf_counter() - began < 2, unit
        assert "끝" in cleaned


@pytest.mark.parametrize("unit", ["photos/", "photos/a/", "photos/a.b/", "a/", "photos/a/b.jpg ", "photos/a/b.jpg?"])
@pytest.mark.parametrize("tag", ['<a href="photos/{}">', '<img src="{}" srcset="{}">', '<img src="', "<img "])
def test_what_was_stored_by_older_rules_takes_no_long_time_to_show(tag, unit):
    body = tag.replace("{}", unit * (100_000 // len(unit))) if "{}" in tag else tag * (100_000 // len(tag))
    began = time.perf_counter()

    render_body(f"<p>{body}</p>")

    assert time.perf_counter() - began < 2


# --- Too deep, too much ---------------------------------------------------------------------------

ENORMOUS = 2_000_000


def test_what_comes_out_is_never_deep():
    cleaned = clean_body("<blockquote>" * 100 + "<ul><li>" * 100 + "끝")

    assert cleaned.count("<blockquote>") + 2 * cleaned.count("<ul>") < 16
    assert body_text(cleaned) == "끝"


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 10_000 + "끝" + "</div>" * 10_000,
        "<table><tr><td>" * 10_000 + "끝",
        "<ul><li>" * 10_000 + "끝",
        "<ol><li>가</li>" + "<ol><li>가</li></ol>" * 20_000 + "</ol>끝",
        "<ol><li>가</li>" + "<li><ol><li>가</li></ol></li>" * 20_000 + "</ol>끝",
        "<p>" + "".join(f"<b id={n}>" for n in range(3000)) + "</p>" + "<p>끝</p>" * 3000,
        "<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">끝",
        "<div>" * (ENORMOUS // 5) + "끝",
        "<" * 500_000 + "끝",
        "&" * ENORMOUS + "끝",
        "<svg>" * (ENORMOUS // 5) + "끝",
        "<!--" * 1000 + "-->끝",
        "<a href='" * 1000 + "'>끝",
        "새솔 " * (ENORMOUS // 7) + "끝",
        "<p>새솔구는 도서관을 새로 연다고 23일 밝혔다.</p>" * (ENORMOUS // 150) + "끝",
    ],
    ids=lambda source: f"{source[:12]}… {len(source)}",
)
def test_deep_or_enormous_html_neither_fails_nor_takes_long(source):
    began = time.perf_counter()

    cleaned = clean_body(source)

    assert time.perf_counter() - began < 5  # the quadratic ones took half a minute
    assert "끝" in body_text(cleaned)
    assert clean_body(plain(cleaned)) == cleaned
