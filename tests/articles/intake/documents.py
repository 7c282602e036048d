"""Small files of every kind that offices send, written by hand: what they hold is up to each test."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from html import escape

from PIL import Image

HANCOM = "http://www.hancom.co.kr/hwpml/2011/"
SPACES = " ".join(
    f'xmlns:{short}="{HANCOM}{name}"'
    for short, name in {"hp": "paragraph", "hs": "section", "hc": "core", "hh": "head"}.items()
)
HWPUNIT_PER_MM = 7200 / 25.4
SIZES = (10, 12, 13, 14, 15, 16, 18, 20, 22, 24, 28, 36)
SUPERSCRIPT = len(SIZES)
BULLET, NUMBER, LETTER, OUTLINE = 1, 2, 3, 4


def zipped(entries: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, data, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return out.getvalue()


def image(width: int, height: int, colour: str = "teal", form: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, form)
    return out.getvalue()


def run(text: str, size: float = 14, *, raised: bool = False) -> str:
    """Text of a paragraph; what begins with "<" is taken as it is."""
    style = SUPERSCRIPT if raised else SIZES.index(size)
    inner = text if text.startswith("<hp:") else f"<hp:t>{text if '<hp:' in text else escape(text, quote=False)}</hp:t>"
    return f'<hp:run charPrIDRef="{style}">{inner}</hp:run>'


def para(*texts: str, size: float = 14, head: int = 0) -> str:
    runs = "".join(each if each.startswith("<hp:run") else run(each, size) for each in texts or ("",))
    return f'<hp:p id="0" paraPrIDRef="{head}" styleIDRef="0">{runs}</hp:p>'


def table(*rows: list[str], size: float = 12) -> str:
    """Cells are texts, or paragraphs ready made."""
    cells = [
        "".join(
            f"<hp:tc><hp:subList>{each if each.startswith('<hp:p') else para(each, size=size)}</hp:subList></hp:tc>"
            for each in row
        )
        for row in rows
    ]
    return "<hp:tbl>" + "".join(f"<hp:tr>{row}</hp:tr>" for row in cells) + "</hp:tbl>"


def shown(name: str, height_mm: float, original: str = "", caption: str = "") -> str:
    """A picture of the file's BinData, as it is placed on the page."""
    comment = f"그림입니다.\n원본 그림의 이름: {original}\n원본 그림의 크기: 가로 900pixel" if original else ""
    words = f"<hp:caption><hp:subList>{para(caption)}</hp:subList></hp:caption>" if caption else ""
    height = int(height_mm * HWPUNIT_PER_MM)
    return (
        f'<hp:pic><hc:img binaryItemIDRef="{name.rsplit(".", 1)[0]}"/><hp:sz width="{height}" height="{height}"/>'
        f"{words}<hp:shapeComment>{comment}</hp:shapeComment></hp:pic>"
    )


def control(name: str, text: str) -> str:
    return f"<hp:ctrl><hp:{name}><hp:subList>{para(text)}</hp:subList></hp:{name}></hp:ctrl>"


def hwpx(*sections: list[str], pictures: dict[str, bytes] | None = None, extra: dict[str, str] | None = None) -> bytes:
    letters = "".join(f'<hh:charPr id="{at}" height="{int(size * 100)}"/>' for at, size in enumerate(SIZES))
    letters += f'<hh:charPr id="{SUPERSCRIPT}" height="1400"><hh:supscript/></hh:charPr>'
    kinds = (("NONE", 0, 0), ("BULLET", 1, 0), ("NUMBER", 1, 0), ("NUMBER", 1, 1), ("OUTLINE", 0, 0))
    heads = "".join(
        f'<hh:paraPr id="{at}"><hh:heading type="{kind}" idRef="{ref}" level="{level}"/></hh:paraPr>'
        for at, (kind, ref, level) in enumerate(kinds)
    )
    numbers = '<hh:numbering id="1"><hh:paraHead start="1" level="1" numFormat="DIGIT">^1)</hh:paraHead>'
    numbers += '<hh:paraHead start="1" level="2" numFormat="CIRCLED_DIGIT">^2</hh:paraHead></hh:numbering>'
    pictures = pictures or {}
    items = "".join(f'<opf:item id="{name.rsplit(".", 1)[0]}" href="BinData/{name}"/>' for name in pictures)
    package = (
        f'<opf:package xmlns:opf="http://www.idpf.org/2007/opf/"><opf:manifest>{items}</opf:manifest></opf:package>'
    )
    return zipped(
        {
            "mimetype": "application/hwp+zip",
            "Contents/header.xml": f"<hh:head {SPACES}>{letters}{heads}{numbers}</hh:head>",
            **{
                f"Contents/section{at}.xml": f"<hs:sec {SPACES}>{''.join(section)}</hs:sec>"
                for at, section in enumerate(sections)
            },
            **{f"BinData/{name}": data for name, data in pictures.items()},
            "Contents/content.hpf": package,
            **(extra or {}),
        }
    )


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(*body: str, parts: dict[str, str] | None = None, styles: str = "") -> bytes:
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "".join(
        f'<Relationship Id="r{at}" Type="{relation}/x" Target="{name}"/>' for at, name in enumerate(parts or {})
    )
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f"<w:document {W}><w:body>{''.join(body)}</w:body></w:document>",
            "word/_rels/document.xml.rels": f"<Relationships>{relations}</Relationships>",
            "word/styles.xml": f"<w:styles {W}>{styles}</w:styles>",
            **{f"word/{name}": data for name, data in (parts or {}).items()},
        }
    )


def word(text: str, points: int = 12, style: str = "") -> str:
    """A paragraph of a .docx."""
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    size = f'<w:rPr><w:sz w:val="{2 * points}"/></w:rPr>' if points else ""
    return f"<w:p>{named}<w:r>{size}<w:t>{escape(text)}</w:t></w:r></w:p>"


def odt(body: str, styles: str = "") -> bytes:
    names = ("office", "text", "table", "style")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    spaces += ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    content = f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
    content += f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def mail(subject: str, text: str, *files: tuple[str, bytes], html: str = "") -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "press@office.example", "desk@paper.example", subject
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    for name, data in files:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()
