"""The paper on a home screen: manifest, icons, service worker."""

import io
import json

import pytest
from django.core.files.base import ContentFile
from lxml import html
from PIL import Image

from articles.models import Publication
from articles.pictures import icons
from tests.factories import PublicationFactory

pytestmark = pytest.mark.django_db


def manifest(client):
    answer = client.get("/manifest.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    return json.loads(answer.text)


def picture(client, address):
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert "immutable" in answer["Cache-Control"]
    return Image.open(io.BytesIO(answer.content)).convert("RGB")


def with_logo(size=(1200, 300), color="blue"):
    file = io.BytesIO()
    Image.new("RGBA", size, color).save(file, "PNG")
    publication = PublicationFactory(name="새솔뉴스", house_color="#123456")
    publication.logo.save("logo.png", ContentFile(file.getvalue()))
    return publication


def test_the_manifest_says_what_a_home_screen_asks(client):
    PublicationFactory(name="새솔뉴스", description="우리 동네 소식", house_color="#123456")
    said = manifest(client)
    assert (said["name"], said["description"], said["lang"]) == ("새솔뉴스", "우리 동네 소식", "ko")
    assert (said["start_url"], said["scope"], said["display"]) == ("/", "/", "standalone")
    assert said["theme_color"] == "#123456"
    sizes = {(each["sizes"], each["purpose"]) for each in said["icons"]}
    assert sizes == {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")}
    for each in said["icons"]:
        assert "x".join(map(str, picture(client, each["src"]).size)) == each["sizes"]


def test_every_page_leads_to_manifest_and_icons(client):
    PublicationFactory()
    page = html.fromstring(client.get("/").text)
    assert page.xpath("//link[@rel='manifest']/@href") == ["/manifest.webmanifest"]
    for rel, size in (("icon", 96), ("apple-touch-icon", 180)):
        [address] = page.xpath(f"//link[@rel='{rel}']/@href")
        assert picture(client, address).size == (size, size)


def test_icons_are_made_from_the_logo(client):
    publication = with_logo()
    for kind, size in icons.ICON_SIZES.items():
        icon = Image.open(io.BytesIO(icons.render_icon(publication, kind))).convert("RGB")
        assert icon.getpixel((1, 1)) == (255, 255, 255)
        assert icon.getpixel((size // 2, size // 2)) == (0, 0, 255)
    maskable = Image.open(io.BytesIO(icons.render_icon(publication, "maskable-512"))).convert("RGB")
    assert maskable.getpixel((52, 256)) == (255, 255, 255), "what a system may cut off is empty"


def test_without_a_logo_the_first_letter_stands_on_the_house_colour(client):
    publication = PublicationFactory(name="새솔뉴스", house_color="#123456")
    icon = Image.open(io.BytesIO(icons.render_icon(publication, "192"))).convert("RGB")
    assert icon.getpixel((1, 1)) == (0x12, 0x34, 0x56)
    assert len(icon.getcolors(10_000)) > 2


def test_a_logo_whose_file_is_lost_does_not_break_the_icon(client):
    publication = with_logo()
    publication.logo.storage.delete(publication.logo.name)
    assert icons.render_icon(publication, "96")


def test_an_icon_that_looks_different_has_another_address(client):
    before = manifest_icon = icons.icon_digest(PublicationFactory(house_color="#123456"))
    Publication.objects.update(house_color="#654321")
    after = icons.icon_digest(Publication.objects.get())
    assert after != before
    assert client.get(f"/icons/{manifest_icon}/192.png")["Location"] == f"/icons/{after}/192.png"


@pytest.mark.parametrize("kind", ["0", "1024", "193", "maskable-192", "x" * 200])
def test_no_other_sizes_are_drawn(client, kind):
    digest = icons.icon_digest(PublicationFactory())
    assert client.get(f"/icons/{digest}/{kind}.png").status_code == 404


def test_the_worker_is_served_from_the_top_and_asked_for_anew(client):
    answer = client.get("/service-worker.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"
    assert "fetch" in answer.text
    assert client.post("/service-worker.js").status_code == 405


def test_a_paper_that_is_not_set_up_yet_has_an_icon_too(client):
    assert manifest(client)["icons"]
    assert picture(client, manifest(client)["icons"][0]["src"]).size == (192, 192)
