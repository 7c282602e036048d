"""The colours of temperatures can be read on, in light and in dark, by every reader."""

import pytest

from weather.pages.scale import SCALE, color_of


def luminance(color):
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted([luminance(one), luminance(other)], reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("temperature", range(-40, 45))
def test_white_figures_are_readable_on_it_and_it_stands_out_from_dark_paper(temperature):
    color = color_of(temperature)

    assert contrast(color, "#ffffff") >= 4.5
    assert contrast(color, "#14161a") >= 2.6


def test_the_scale_ends_where_it_ends():
    assert color_of(-60) == color_of(SCALE[0][0]) == "#6d4bb8"
    assert color_of(60) == color_of(SCALE[-1][0]) == "#b3172f"


def test_cold_and_hot_differ_for_those_who_confuse_red_and_green():
    """Who does sees the blue of a colour against its yellow, which is about the mean of red and green."""

    def blueness(temperature):
        color = color_of(temperature)
        red, green, blue = (int(color[place : place + 2], 16) for place in (1, 3, 5))
        return blue - (red + green) / 2

    assert blueness(-5) > 60
    assert blueness(30) < -60
    assert blueness(0) > blueness(14) > blueness(25)
