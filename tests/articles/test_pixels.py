"""Every kind of picture comes in with the colours that a browser shows, worked out here from the standards."""

import io
import struct
import time
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from articles.models import Photo
from articles.pictures import cicp
from articles.pictures.cicp import Cicp, read_cicp
from articles.pictures.logo import MAX_SIZE, encode_logo
from articles.pictures.store import InvalidPhoto, store_photo

from .desk import REPORTER, staff

pytestmark = pytest.mark.django_db

W, H = 40, 30
LEFT, RIGHT = (5, 15), (34, 15)


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(depth: int, kind: int, left: bytes, right: bytes | None = None, *chunks: tuple[bytes, bytes]) -> bytes:
    """As stored: `left` is the bytes of a left half's row, `right` of the other."""
    header = struct.pack(">IIBBBBB", W, H, depth, kind, 0, 0, 0)
    rows = (b"\0" + left + (left if right is None else right)) * H
    parts = [(b"IHDR", header), *chunks, (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


def saved(image: Image.Image, format: str, **options) -> bytes:
    file = io.BytesIO()
    image.save(file, format, **options)
    return file.getvalue()


def avif(color, primaries: int, transfer: int) -> bytes:
    content = saved(Image.new("RGB", (W, H), color), "AVIF", quality=100, subsampling="4:4:4")
    assert content.count(b"colrnclx\0\1\0\r") == 1
    return content.replace(b"colrnclx\0\1\0\r", b"colrnclx" + struct.pack(">HH", primaries, transfer))


def cicp_chunk(*numbers: int) -> tuple[bytes, bytes]:
    return b"cICP", bytes(numbers)


def shown(content: bytes) -> tuple[tuple[int, ...], tuple[int, ...]]:
    with store_photo(content).file.open() as file:
        master = Image.open(io.BytesIO(file.read()))
    assert master.mode == "RGB"
    return master.getpixel(LEFT), master.getpixel(RIGHT)


def is_close(pixel, color, by=3):
    return all(abs(one - other) <= by for one, other in zip(pixel, color, strict=True))


# --- The standards' own arithmetic ---------------------------------------------------------------

OF_P3 = ((1.22494, -0.22494, 0), (-0.04206, 1.04206, 0), (-0.01964, -0.07864, 1.09827))
OF_BT2020 = ((1.66049, -0.58764, -0.07285), (-0.12455, 1.13290, -0.00835), (-0.01815, -0.10058, 1.11873))


def linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def encode_srgb(light: float) -> int:
    light = min(1, max(0, light))
    return round(255 * (12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055))


def in_srgb(color, matrix) -> tuple[int, ...]:
    light = [linear(each / 255) for each in color]
    return tuple(encode_srgb(sum(factor * each for factor, each in zip(row, light, strict=True))) for row in matrix)


def test_the_arithmetic_gives_what_browsers_show():
    assert is_close(in_srgb((200, 80, 60), OF_P3), (216, 70, 49), by=1)


# --- Key colours, bits and modes -----------------------------------------------------------------


def grey16(value: int) -> bytes:
    return struct.pack(">H", value) * (W // 2)


def key(*values: int) -> tuple[bytes, bytes]:
    return b"tRNS", struct.pack(f">{len(values)}H", *values)


PALETTE = (b"PLTE", bytes([200, 80, 60, 0, 0, 255]))
WHITE = (255, 255, 255)
KINDS = {
    "16 bits of grey": (png(16, 0, grey16(127 * 257)), (127,) * 3, (127,) * 3),
    "16 bits of grey with a key": (png(16, 0, grey16(127 * 257), grey16(5), key(5)), (127,) * 3, WHITE),
    "16 bits of grey beside a key": (png(16, 0, grey16(0x7F7E), grey16(0x7F7F), key(0x7F7F)), (127,) * 3, WHITE),
    "8 bits of grey with a key": (png(8, 0, b"\x7f" * 20, b"\x05" * 20, key(5)), (127,) * 3, WHITE),
    "4 bits of grey with a key": (png(4, 0, b"\x77" * 10, b"\x44" * 10, key(4)), (119,) * 3, WHITE),
    "2 bits of grey with a key": (png(2, 0, b"\x55" * 5, b"\xaa" * 5, key(2)), (85,) * 3, WHITE),
    "2 bits of grey": (png(2, 0, b"\x55" * 5, b"\xaa" * 5), (85,) * 3, (170,) * 3),
    "grey with alpha": (png(8, 4, b"\x7f\xff" * 20, b"\0\0" * 20), (127,) * 3, WHITE),
    "16 bits of grey with alpha": (png(16, 4, b"\x7f\x7f\xff\xff" * 20, b"\0\0\x80\x80" * 20), (127,) * 3, (127,) * 3),
    "colours with a key": (png(8, 2, b"\xc8\x50\x3c" * 20, b"\1\2\3" * 20, key(1, 2, 3)), (200, 80, 60), WHITE),
    "16 bits of colours": (png(16, 2, b"\xc8\xc8\x50\x50\x3c\x3c" * 20), (200, 80, 60), (200, 80, 60)),
    "16 bits of colours with a key": (
        png(16, 2, b"\xc8\xc8\x50\x50\x3c\x3c" * 20, b"\x12\x34\x56\x78\x9a\xbc" * 20, key(0x1234, 0x5678, 0x9ABC)),
        (200, 80, 60),
        WHITE,
    ),
    "a palette": (png(8, 3, b"\0" * 20, b"\1" * 20, PALETTE), (200, 80, 60), (0, 0, 255)),
    "a palette with alphas": (
        png(8, 3, b"\0" * 20, b"\1" * 20, PALETTE, (b"tRNS", b"\xff\x80")),
        (200, 80, 60),
        (127, 127, 255),
    ),
    "a palette of 4 bits with alpha": (
        png(4, 3, b"\0" * 10, b"\x11" * 10, PALETTE, (b"tRNS", b"\xff\0")),
        (200, 80, 60),
        WHITE,
    ),
    "grey of a gamma": (
        png(8, 0, b"\x7f" * 20, None, (b"gAMA", struct.pack(">I", 100_000))),
        (encode_srgb(127 / 255),) * 3,
        (encode_srgb(127 / 255),) * 3,
    ),
    "grey of the usual gamma": (
        png(8, 0, b"\x7f" * 20, None, (b"gAMA", struct.pack(">I", 45_455))),
        (127,) * 3,
        (127,) * 3,
    ),
    "sRGB beside a gamma": (
        png(8, 0, b"\x7f" * 20, None, (b"sRGB", b"\0"), (b"gAMA", struct.pack(">I", 100_000))),
        (127,) * 3,
        (127,) * 3,
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_png_shows_what_it_stores(kind):
    content, left, right = KINDS[kind]

    found = shown(content)

    assert is_close(found[0], left) and is_close(found[1], right), found


@pytest.mark.parametrize(("value", "grey", "other"), [(1, 255, 0), (0, 0, 255)])
def test_one_bit_with_a_key(value, grey, other):
    row = b"\xff\xff\xf0\0\0"  # 20 ones, 20 zeros
    header = struct.pack(">IIBBBBB", W, H, 1, 0, 0, 0, 0)
    parts = [(b"IHDR", header), key(value), (b"IDAT", zlib.compress((b"\0" + row) * H)), (b"IEND", b"")]
    content = b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)

    left, right = shown(content)

    kept, cleared = (right, left) if value else (left, right)
    assert is_close(cleared, WHITE)
    assert is_close(kept, (other,) * 3 if value else (255,) * 3)


def test_cmyk_is_stored_inverted_with_and_without_the_marker_of_adobe():
    """As browsers take it."""
    as_adobe = saved(Image.new("CMYK", (W, H), (0, 255, 255, 0)), "JPEG", quality=100)
    place = as_adobe.index(b"\xff\xee")
    plain = as_adobe[:place] + as_adobe[place + 2 + struct.unpack_from(">H", as_adobe, place + 2)[0] :]
    assert b"Adobe" in as_adobe and b"Adobe" not in plain

    assert is_close(shown(as_adobe)[0], (255, 0, 0))
    assert is_close(shown(plain)[0], (255, 0, 0))


@pytest.mark.parametrize("format", ["WEBP", "AVIF", "GIF"])
@pytest.mark.parametrize(("mode", "value"), [("L", 127), ("LA", (127, 255)), ("RGBA", (127, 127, 127, 255))])
def test_grey_of_other_formats(format, mode, value):
    assert is_close(shown(saved(Image.new(mode, (W, H), value), format))[0], (127,) * 3)


def test_the_editors_door_takes_a_16_bit_grey_with_a_key(client):
    client.force_login(staff(*REPORTER))
    content = KINDS["16 bits of grey with a key"][0]

    answer = client.post("/admin/articles/photo/upload/", {"upload": SimpleUploadedFile("그림.png", content)}).json()

    assert answer["uploaded"] == 1
    with Photo.objects.get().file.open() as file:
        assert is_close(Image.open(file).getpixel(LEFT), (127,) * 3)


# --- Colours stated by numbers -------------------------------------------------------------------

COLOR = (200, 80, 60)
PIXELS = bytes(COLOR) * 20
P3_PROFILE = cicp.make_profile(cicp._COLORANTS[12])


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((12, 13), (216, 70, 49)),
        ((12, 1), (216, 70, 49)),
        ((1, 13), COLOR),
        ((1, 1), COLOR),
        ((2, 2), COLOR),
        ((9, 14), in_srgb(COLOR, OF_BT2020)),
        ((1, 8), tuple(encode_srgb(each / 255) for each in COLOR)),
        ((1, 4), tuple(encode_srgb((each / 255) ** 2.2) for each in COLOR)),
        ((22, 13), COLOR),
        ((12, 99), COLOR),
    ],
)
def test_numbers_are_shown_as_a_browser_does(numbers, expected):
    assert is_close(shown(png(8, 2, PIXELS, None, cicp_chunk(*numbers, 0, 1)))[0], expected)
    assert is_close(shown(avif(COLOR, *numbers))[0], expected, by=4)


@pytest.mark.parametrize("transfer", [16, 18])
def test_hdr_is_refused_with_what_to_do(transfer):
    for content in (png(8, 2, PIXELS, None, cicp_chunk(9, transfer, 0, 1)), avif(COLOR, 9, transfer)):
        with pytest.raises(InvalidPhoto) as refused:
            store_photo(content)

        assert refused.value.code == "hdr" and "JPG" in "".join(refused.value.messages)


def iccp(profile: bytes) -> tuple[bytes, bytes]:
    return b"iCCP", b"p\0\0" + zlib.compress(profile)


SRGB = (b"sRGB", b"\0")
SRGB_PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
DULL, VIVID = COLOR, (216, 70, 49)


@pytest.mark.parametrize(
    ("chunks", "expected"),
    [
        ([cicp_chunk(12, 13, 0, 1), iccp(SRGB_PROFILE)], VIVID),
        ([cicp_chunk(1, 13, 0, 1), iccp(P3_PROFILE)], DULL),
        ([iccp(P3_PROFILE), cicp_chunk(1, 13, 0, 1)], DULL),
        ([iccp(P3_PROFILE)], VIVID),
        ([cicp_chunk(12, 13, 0, 1), SRGB], VIVID),
        ([cicp_chunk(12, 13, 1, 1), iccp(P3_PROFILE)], VIVID),  # not as the standard says: as if it were not there
        ([cicp_chunk(12, 13, 0, 0), SRGB], DULL),
        ([cicp_chunk(2, 2, 0, 1), iccp(P3_PROFILE)], VIVID),
        ([cicp_chunk(9, 16, 0, 1), iccp(P3_PROFILE)], VIVID),  # what one can't show gives way to the profile
        ([cicp_chunk(12, 13, 0, 1), (b"gAMA", struct.pack(">I", 100_000))], VIVID),
    ],
)
def test_in_a_png_numbers_go_before_a_profile_and_that_before_a_mark(chunks, expected):
    assert is_close(shown(png(8, 2, PIXELS, None, *chunks))[0], expected)


def test_in_an_avif_a_profile_goes_before_numbers():
    content = saved(Image.new("RGB", (W, H), COLOR), "AVIF", quality=100, subsampling="4:4:4", icc_profile=P3_PROFILE)

    assert is_close(shown(content)[0], VIVID, by=4)


def test_what_is_clear_stays_so_beside_numbers():
    content = png(8, 6, bytes((*COLOR, 255)) * 20, bytes((*COLOR, 0)) * 20, cicp_chunk(12, 13, 0, 1))

    assert is_close(shown(content)[0], VIVID) and is_close(shown(content)[1], WHITE)


def test_grey_with_numbers_stays_grey():
    assert is_close(shown(png(8, 0, b"\x7f" * 20, None, cicp_chunk(12, 13, 0, 1)))[0], (127,) * 3)


# --- Hostile files -------------------------------------------------------------------------------


def box(name: bytes, *parts: bytes) -> bytes:
    data = b"".join(parts)
    return struct.pack(">I4s", 8 + len(data), name) + data


NCLX = box(b"colr", b"nclx", struct.pack(">HHHB", 12, 13, 0, 128))
PITM = box(b"pitm", bytes(4), struct.pack(">H", 1))
FTYP = box(b"ftyp", b"avif\0\0\0\0avif")


def meta(*parts: bytes) -> bytes:
    return box(b"meta", bytes(4), *parts)


def ipma(*entries: bytes, count: int | None = None, flags: bytes = bytes(4)) -> bytes:
    return box(b"ipma", flags, struct.pack(">I", len(entries) if count is None else count), *entries)


def test_the_box_of_the_primary_item_counts():
    other = box(b"colr", b"nclx", struct.pack(">HHHB", 9, 14, 0, 128))
    ipco = box(b"ipco", other, NCLX)
    entries = ipma(struct.pack(">HBB", 2, 1, 1), struct.pack(">HBB", 1, 1, 0x82))
    wide = ipma(struct.pack(">IBH", 1, 1, 0x8002), flags=b"\1\0\0\1")
    of_long_number = box(b"pitm", b"\1\0\0\0", struct.pack(">I", 1))

    assert read_cicp(FTYP + meta(PITM, box(b"iprp", ipco, entries))) == Cicp(12, 13)
    assert read_cicp(FTYP + meta(of_long_number, box(b"iprp", ipco, wide))) == Cicp(12, 13)


@pytest.mark.parametrize(
    "content",
    [
        FTYP,
        FTYP + meta(),
        FTYP + meta(PITM),
        FTYP + meta(PITM, box(b"iprp")),
        FTYP + meta(PITM, box(b"iprp", box(b"ipco", NCLX))),
        FTYP + meta(PITM, box(b"iprp", box(b"ipco", NCLX), ipma(struct.pack(">HBB", 1, 1, 9)))),
        FTYP + meta(PITM, box(b"iprp", box(b"ipco", NCLX), ipma(struct.pack(">HBB", 1, 1, 0)))),
        FTYP + meta(PITM, box(b"iprp", box(b"ipco", NCLX), ipma(count=2**32 - 1))),
        FTYP + meta(PITM, box(b"iprp", box(b"ipco", NCLX), ipma(struct.pack(">HB", 1, 255)))),
        FTYP + meta(PITM, box(b"iprp", box(b"ipco", box(b"colr", b"nclx\0")), ipma(struct.pack(">HBB", 1, 1, 1)))),
        FTYP + struct.pack(">I4s", 0, b"meta"),
        FTYP + struct.pack(">I4sQ", 1, b"meta", 0),
        FTYP + struct.pack(">I4sQ", 1, b"meta", 2**64 - 1),
        FTYP + struct.pack(">I4s", 2**32 - 1, b"meta") * 100_000,
        FTYP + box(b"free") * 1_000_000,
        b"\x89PNG\r\n\x1a\n",
        b"\x89PNG\r\n\x1a\n" + struct.pack(">I4s", 2**32 - 1, b"cICP"),
        b"\x89PNG\r\n\x1a\n" + struct.pack(">I4s", 4, b"cICP") + b"\x0c\x0d\0\1",
        b"\x89PNG\r\n\x1a\n" + struct.pack(">I4s", 4, b"cICP") + b"\x0c\x0d\0\1none",
        b"\x89PNG\r\n\x1a\n" + chunk(b"tEXt", b"") * 1_000_000 + chunk(*cicp_chunk(12, 13, 0, 1)),
        b"\x89PNG\r\n\x1a\n" + chunk(b"cICP", b"\x0c\x0d\0"),
        b"\x89PNG\r\n\x1a\n" + chunk(b"IDAT", b"") + chunk(*cicp_chunk(12, 13, 0, 1)),
    ],
    ids=range(22),
)
def test_what_is_not_as_it_should_be_says_nothing_and_soon(content):
    begin = time.monotonic()

    assert read_cicp(content) is None

    assert time.monotonic() - begin < 1


GOOD = FTYP + meta(PITM, box(b"iprp", box(b"ipco", NCLX), ipma(struct.pack(">HBB", 1, 1, 1))))


@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), max_size=6), st.integers(0, len(GOOD)))
def test_a_file_with_any_bytes_changed_or_cut_off_is_answered(changes, length):
    content = bytearray(GOOD)
    for place, value in changes:
        content[place] = value

    found = read_cicp(bytes(content[:length]))

    assert found is None or isinstance(found, Cicp)


@given(st.binary(max_size=200))
def test_any_bytes_are_answered(content):
    for begin in (b"\x89PNG\r\n\x1a\n", FTYP):
        found = read_cicp(begin + content)
        assert found is None or isinstance(found, Cicp)


# --- The logo ------------------------------------------------------------------------------------


def logo(content: bytes) -> Image.Image:
    return Image.open(encode_logo(SimpleUploadedFile("logo.png", content)))


def test_a_logo_has_its_colours_and_stays_clear_where_it_was():
    keyed = logo(KINDS["16 bits of grey with a key"][0])
    wide = logo(png(8, 6, bytes((*COLOR, 255)) * 20, bytes((*COLOR, 0)) * 20, cicp_chunk(12, 13, 0, 1)))
    profiled = logo(png(8, 2, PIXELS, None, iccp(P3_PROFILE)))

    assert is_close(keyed.getpixel(LEFT), (127, 127, 127, 255), by=1) and keyed.getpixel(RIGHT)[3] == 0
    assert is_close(wide.getpixel(LEFT), (*VIVID, 255), by=1) and wide.getpixel(RIGHT)[3] == 0
    assert is_close(profiled.getpixel(LEFT), (*VIVID, 255), by=1)
    assert not {"icc_profile", "transparency", "gamma"} & set(profiled.info)


def test_a_logo_that_lies_on_its_side_is_put_upright_within_its_bounds():
    exif = Image.Exif()
    exif[0x0112] = 6

    upright = logo(saved(Image.new("RGB", (1000, 3000), "red"), "JPEG", exif=exif))

    assert upright.size == (MAX_SIZE[0], MAX_SIZE[0] // 3)
