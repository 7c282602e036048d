import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from PIL import Image, ImageCms, ImageDraw

from articles.models import Photo
from articles.pictures.store import InvalidPhoto, delete_files, store_photo
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def picture(mode="RGB", size=(800, 600), color="white") -> Image.Image:
    """Red in the upper left quarter, so that one sees which way up it is."""
    image = Image.new(mode, size, color)
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 2, size[1] // 2), fill="red" if mode in ("RGB", "RGBA") else None)
    return image


def saved(image: Image.Image, format="JPEG", **options) -> bytes:
    file = io.BytesIO()
    image.save(file, format, **options)
    return file.getvalue()


def master(photo: Photo) -> Image.Image:
    with photo.file.open() as file:
        return Image.open(io.BytesIO(file.read()))


def files(folder) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def is_close(pixel, color, by=12):
    return all(abs(one - other) <= by for one, other in zip(pixel, color, strict=True))


RED, WHITE = (254, 0, 0), (255, 255, 255)


# --- What is stored --------------------------------------------------------------------------------


def test_a_photo_is_stored_with_a_master_and_its_renditions(own_media):
    user = UserFactory(username="하늘")
    upload = SimpleUploadedFile("../../내 사진.jpg", saved(picture(size=(3000, 2000))), content_type="text/html")

    photo = store_photo(upload, uploaded_by=user, caption="도서관 전경", credit="사진=새솔구", alt_text="흰 건물")

    photo = Photo.objects.get(pk=photo.pk)
    assert (photo.width, photo.height, photo.widths) == (2560, 1707, [320, 640, 960, 1280, 1920])
    assert (photo.uploaded_by, photo.caption, photo.credit, photo.alt_text) == (
        user,
        "도서관 전경",
        "사진=새솔구",
        "흰 건물",
    )
    assert photo.file.name.startswith("photos/20")
    renditions = ["1280.webp", "1920.webp", "320.webp", "640.webp", "960.webp"]
    crops = ["16x9-50-40.jpg", "1x1-50-40.jpg", "2x1-50-40.jpg", "4x3-50-40.jpg"]
    assert files(own_media) == sorted([*renditions, *crops, "master.jpg"])
    assert (master(photo).format, master(photo).size, master(photo).mode) == ("JPEG", (2560, 1707), "RGB")
    assert "progressive" in master(photo).info


def test_a_rendition_is_a_webp_of_its_width():
    photo = store_photo(saved(picture(size=(1500, 1000))))

    for width in photo.widths:
        with photo.file.storage.open(f"{photo.folder}/{width}.webp") as file:
            rendition = Image.open(file)
            assert (rendition.format, rendition.size) == ("WEBP", (width, round(width / 1.5)))


@pytest.mark.parametrize(
    ("width", "widths"),
    [
        (2560, [320, 640, 960, 1280, 1920]),
        (1920, [320, 640, 960, 1280, 1920]),
        (1000, [320, 640, 960]),
        (600, [320, 600]),  # 320 would look coarse in the place of 600
        (320, [320]),
        (200, [200]),
        (1, [1]),
    ],
)
def test_no_rendition_is_wider_than_the_master_and_none_is_coarse(width, widths):
    assert store_photo(saved(picture(size=(width, width)))).widths == widths


@pytest.mark.parametrize("size", [(1, 1), (1, 3000), (3000, 1), (7, 5)])
def test_the_smallest_and_the_narrowest_pictures_are_stored(size):
    photo = store_photo(saved(Image.new("RGB", size, "red")))

    assert (
        master(photo).size
        == (photo.width, photo.height)
        == tuple(max(1, round(side / max(1, max(size) / 2560))) for side in size)
    )


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_each_named_format_is_read(format):
    photo = store_photo(saved(picture(), format))

    assert is_close(master(photo).getpixel((100, 100)), RED)
    assert is_close(master(photo).getpixel((700, 500)), WHITE)


def test_an_upload_may_be_bytes_or_a_file_that_was_read_already():
    content = saved(picture())
    file = io.BytesIO(content)
    file.read()

    assert store_photo(content).width == store_photo(file).width == 800


# --- What a picture brings along -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("orientation", "size", "red"),
    [
        (1, (800, 600), (100, 100)),
        (2, (800, 600), (700, 100)),
        (3, (800, 600), (700, 500)),
        (4, (800, 600), (100, 500)),
        (5, (600, 800), (100, 100)),
        (6, (600, 800), (500, 100)),
        (7, (600, 800), (500, 700)),
        (8, (600, 800), (100, 700)),
        (99, (800, 600), (100, 100)),
    ],
)
def test_a_picture_taken_sideways_stands_upright(orientation, size, red):
    exif = Image.Exif()
    exif[0x0112] = orientation

    photo = store_photo(saved(picture(), exif=exif))

    assert (photo.width, photo.height) == master(photo).size == size
    assert is_close(master(photo).getpixel(red), RED)


def test_where_and_by_whom_it_was_taken_is_not_kept(own_media):
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif[0x9286] = "SecretComment"
    exif.get_ifd(0x8825).update({1: "N", 2: (37.0, 30.0, 45.0), 3: "E", 4: (126.0, 57.0, 12.0), 29: "2026:01:24"})
    content = saved(picture(), exif=exif, comment=b"SecretRemark", xmp=b"<x:xmpmeta>SecretXMP</x:xmpmeta>")
    assert Image.open(io.BytesIO(content)).getexif().get_ifd(0x8825)

    photo = store_photo(content)

    assert not master(photo).getexif()
    assert set(master(photo).info) <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "progressive",
        "progression",
    }
    for path in own_media.rglob("*.*"):
        assert b"Secret" not in path.read_bytes()
        assert b"Exif" not in path.read_bytes()


def test_broken_metadata_of_a_sound_picture_is_no_obstacle():
    assert store_photo(saved(picture(), exif=b"Exif\x00\x00MM\x00\x2a\xff\xff\xff\xff broken")).width == 800


def test_nothing_that_hangs_on_a_picture_is_kept(own_media):
    trailer = b"<html><script>alert('polyglot')</script></html>" + b"PK\x03\x04 and a zip"

    store_photo(saved(picture()) + trailer)

    for path in own_media.rglob("*.*"):
        assert b"polyglot" not in path.read_bytes()
        assert b"PK\x03\x04" not in path.read_bytes()


def test_cmyk_becomes_rgb():
    photo = store_photo(saved(Image.new("CMYK", (400, 300), (0, 255, 255, 0))))

    assert master(photo).mode == "RGB"
    assert is_close(master(photo).getpixel((10, 10)), (255, 0, 0))


def test_a_wide_gamut_is_converted_and_its_profile_dropped():
    swapped = ImageCms.ImageCmsProfile(io.BytesIO(channel_swapping_profile())).tobytes()

    photo = store_photo(saved(Image.new("RGB", (400, 300), (200, 40, 40)), icc_profile=swapped))

    red, green, blue = master(photo).getpixel((10, 10))
    assert green > red, "the profile says that the first channel is green"
    assert "icc_profile" not in master(photo).info


def channel_swapping_profile() -> bytes:
    """sRGB with the primaries of red and green exchanged: nothing could be wider off."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = struct.unpack_from(">I", profile, 128)[0]
    places = {bytes(profile[132 + 12 * n : 136 + 12 * n]): 132 + 12 * n for n in range(count)}
    red, green = places[b"rXYZ"], places[b"gXYZ"]
    profile[red : red + 4], profile[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(profile)


def test_a_profile_that_does_not_fit_is_passed_over():
    assert store_photo(saved(Image.new("L", (400, 300), 128), icc_profile=channel_swapping_profile())).width == 400
    assert store_photo(saved(picture(), icc_profile=b"not a profile")).width == 800


@pytest.mark.parametrize("format", ["PNG", "WEBP", "AVIF"])
def test_what_is_transparent_is_white(format):
    image = Image.new("RGBA", (400, 300), (255, 0, 0, 0))
    ImageDraw.Draw(image).rectangle((0, 0, 200, 150), fill=(255, 0, 0, 255))

    photo = store_photo(saved(image, format, lossless=True) if format == "WEBP" else saved(image, format))

    assert is_close(master(photo).getpixel((50, 50)), RED)
    assert is_close(master(photo).getpixel((350, 250)), WHITE)


def test_a_palette_with_a_transparent_colour_is_white_there():
    image = Image.new("P", (400, 300), 1)
    image.putpalette([255, 0, 0, 0, 0, 255])

    photo = store_photo(saved(image, "GIF", transparency=1))

    assert is_close(master(photo).getpixel((10, 10)), WHITE)


@pytest.mark.parametrize("format", ["GIF", "WEBP", "PNG"])
def test_of_an_animation_the_first_frame_is_kept(format):
    frames = [Image.new("RGB", (400, 300), color) for color in ("red", "blue", "green")]

    photo = store_photo(saved(frames[0], format, save_all=True, append_images=frames[1:], duration=100))

    assert is_close(master(photo).getpixel((10, 10)), RED)
    assert getattr(master(photo), "n_frames", 1) == 1


@pytest.mark.parametrize(
    ("mode", "value", "grey"), [("1", 1, 255), ("L", 128, 128), ("I;16", 0x8080, 128), ("LA", (128, 255), 128)]
)
def test_grey_pictures_keep_their_grey(mode, value, grey):
    photo = store_photo(saved(Image.new(mode, (400, 300), value), "PNG"))

    assert is_close(master(photo).getpixel((10, 10)), (grey, grey, grey), by=2)


# --- What is refused -------------------------------------------------------------------------------


def png(width: int, height: int, rows: bytes = b"") -> bytes:
    """A PNG that says it is this large, in a few bytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><script>alert(1)</script></svg>'
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 1000,
        b"GIF89a",
        b"<html><script>alert(1)</script>",
        SVG,
        PDF,
        saved(picture(), "BMP"),
        saved(picture(), "TIFF"),
    ],
    ids=["empty", "zeros", "signature", "html", "svg", "pdf", "bmp", "tiff"],
)
@pytest.mark.parametrize("name", ["사진.jpg", "사진.svg"])
def test_what_is_not_a_picture_of_a_named_format_is_refused(content, name, own_media):
    with pytest.raises(InvalidPhoto) as refused:
        store_photo(SimpleUploadedFile(name, content, content_type="image/jpeg"))

    assert refused.value.code == "not_a_picture"
    assert isinstance(refused.value, ValidationError)
    assert not Photo.objects.exists() and not files(own_media)


def test_a_heic_picture_is_refused_with_what_to_do():
    with pytest.raises(InvalidPhoto) as refused:
        store_photo(b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\0" * 100)

    assert refused.value.code == "heic"


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_half_a_picture_is_refused(format, own_media):
    noise = Image.effect_noise((400, 300), 80).convert("RGB")
    content = saved(noise, format)

    with pytest.raises(InvalidPhoto) as refused:
        store_photo(content[: len(content) // 2])

    assert refused.value.code in ("damaged", "not_a_picture")
    assert not Photo.objects.exists() and not files(own_media)


def test_a_picture_of_too_many_bytes_is_refused_with_both_sizes(settings):
    settings.PHOTO_MAX_BYTES = 2 * 1024**2

    with pytest.raises(InvalidPhoto) as refused:
        store_photo(SimpleUploadedFile("사진.jpg", b"\xff\xd8" + b"\0" * (2 * 1024**2)))

    assert refused.value.code == "too_large"
    assert {"2", "3"} <= set("".join(refused.value.messages)), "the limit and the size, rounded up"


@pytest.mark.parametrize("side", [8000, 12_000, 30_000, 100_000])
def test_a_small_file_of_a_huge_picture_is_refused_before_it_is_decoded(side):
    bomb = png(side, side, rows=bytes(1000))
    assert len(bomb) < 200

    with pytest.raises(InvalidPhoto) as refused:
        store_photo(bomb)

    assert refused.value.code == "too_many_pixels"
    assert "60" in "".join(refused.value.messages)


def test_hidden_text_that_unpacks_without_end_is_refused():
    text = zlib.compress(b"\0" * 5_000_000)
    data = b"Comment\0\0" + text
    chunk = struct.pack(">I", len(data)) + b"zTXt" + data + struct.pack(">I", zlib.crc32(b"zTXt" + data))
    content = saved(picture(), "PNG")

    with pytest.raises(InvalidPhoto):
        store_photo(content[:33] + chunk + content[33:])


# --- Files and rows --------------------------------------------------------------------------------


def test_files_go_when_the_row_cannot_be_written(own_media, monkeypatch):
    def fail(*args, **kwargs):
        raise DatabaseError("the disk of the database is full")

    monkeypatch.setattr(Photo, "save", fail)

    with pytest.raises(DatabaseError):
        store_photo(saved(picture()))

    assert not files(own_media)


def test_no_row_is_written_when_a_file_cannot_be(own_media, monkeypatch):
    save = FileSystemStorage.save

    def fail_at_last(self, name, content, **kwargs):
        if name.endswith("640.webp"):
            raise OSError("no space left on device")
        return save(self, name, content, **kwargs)

    monkeypatch.setattr(FileSystemStorage, "save", fail_at_last)

    with pytest.raises(InvalidPhoto, match="저장하지 못했습니다"):
        store_photo(saved(picture()))

    assert not Photo.objects.exists() and not files(own_media)


def test_a_failed_row_leaves_the_transaction_around_it_usable(monkeypatch):
    def fail(self, *args, **kwargs):
        Photo.objects.create(pk=1, file="x", width=1, height=1, focal_x=101)

    monkeypatch.setattr(Photo, "save", fail)
    monkeypatch.setattr(Photo.objects, "create", lambda **kwargs: Photo.objects.bulk_create([Photo(**kwargs)]))

    with transaction.atomic():
        with pytest.raises(DatabaseError):
            store_photo(saved(picture()))

        assert Photo.objects.count() == 0


def test_a_caption_that_is_too_long_is_told_before_anything_is_written(own_media):
    with pytest.raises(ValidationError) as error:
        store_photo(saved(picture()), caption="가" * 301)

    assert "caption" in error.value.message_dict
    assert not files(own_media)


def test_a_deleted_photo_takes_its_files_along(own_media, django_capture_on_commit_callbacks):
    photo, other = store_photo(saved(picture())), store_photo(saved(picture(size=(320, 240))))

    with django_capture_on_commit_callbacks(execute=True):
        delete_files(photo)
        assert len(files(own_media)) == 9  # not before the deletion is sure

    assert files(own_media) == ["320.webp", "master.jpg"]
    assert not (own_media / photo.folder).exists()
    assert (own_media / other.folder).exists()
