"""The demo's pictures: drawn from nothing but a name, a season, an hour and a seed."""

import io

import pytest
from PIL import Image, ImageStat

from articles.demo.pictures import LIGHTS, SCENES, SEASONS, draw

SMALL = (240, 160)


def picture(scene, season="autumn", time="day", seed="x"):
    return Image.open(io.BytesIO(draw(scene, season, time, seed, SMALL)))


@pytest.mark.parametrize("scene", SCENES)
def test_every_scene_fills_its_picture(scene):
    image = picture(scene)

    bottom = image.crop((0, 100, 240, 160))
    assert (image.format, image.size) == ("JPEG", SMALL)
    assert min(ImageStat.Stat(image.convert("L")).stddev) > 12, "flat"
    assert len(bottom.convert("L").resize((24, 6)).getcolors()) > 8, "nothing in the foreground"


def test_the_same_words_draw_the_same_picture_and_another_seed_another():
    assert draw("park", "spring", "day", "one", SMALL) == draw("park", "spring", "day", "one", SMALL)
    assert draw("park", "spring", "day", "one", SMALL) != draw("park", "spring", "day", "two", SMALL)


def test_night_is_darker_than_dusk_and_dusk_than_day():
    brightness = [
        ImageStat.Stat(picture("skyline", time=time).convert("L")).mean[0] for time in ("night", "dusk", "day")
    ]

    assert brightness == sorted(brightness)


@pytest.mark.parametrize("time", LIGHTS)
@pytest.mark.parametrize("season", SEASONS)
def test_every_season_has_every_hour(season, time):
    assert picture("riverside", season, time).size == SMALL
