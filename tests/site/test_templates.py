"""Rules over the templates of public pages."""

import re
from pathlib import Path

import pytest
from django.template import engines
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from jinja2 import ChainableUndefined, Environment, FileSystemLoader, UndefinedError
from markupsafe import Markup, escape

from articles.models import Block
from newsroom.fast.environment import DJANGO_TEMPLATES
from newsroom.fast.environment import create_environment as public_environment

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
PUBLIC = sorted(
    name
    for file in TEMPLATES.rglob("*.html")
    if not (name := file.relative_to(TEMPLATES).as_posix()).startswith(DJANGO_TEMPLATES)
)
COMPONENTS = [name for name in PUBLIC if name.startswith("components/")]


@pytest.fixture(scope="module")
def environment() -> Environment:
    return engines["jinja2"].env


@pytest.mark.parametrize("name", PUBLIC)
def test_it_compiles_with_all_it_imports(environment, name):
    assert environment.get_template(name).module if name in COMPONENTS else environment.get_template(name)


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_is_one_macro_and_says_what_it_takes(name):
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    macros = re.findall(r"\{% macro (\w+)\((.*?)\) %\}", text)
    assert len(macros) == 1

    first_line, taken = text.partition("\n")[0], [each.partition("=")[0] for each in macros[0][1].split(", ") if each]

    assert first_line.startswith("{#") and ("Takes" in first_line)
    assert [name for name in taken if not re.search(rf"\b{name}\b", first_line)] == []


def test_what_somebody_typed_is_escaped(environment):
    assert environment.from_string("{{ text }}").render(text="<b>&") == "&lt;b&gt;&amp;"
    assert environment.from_string("{{ text|linebreaks }}").render(text="<b>") == "<p>&lt;b&gt;</p>"
    assert environment.from_string('{{ _("%(name)s")|format(name=text) }}').render(text="<b>") == "&lt;b&gt;"


def test_a_name_that_a_page_was_not_given_is_empty_for_readers_and_an_error_in_tests(environment):
    page = "[{{ nothing.at.all }}]"
    of_readers = public_environment(FileSystemLoader(TEMPLATES), autoescape=True, undefined=ChainableUndefined)

    assert of_readers.from_string(page).render() == "[]"
    with pytest.raises(UndefinedError, match="'nothing' is undefined"):
        environment.from_string(page).render()


@pytest.mark.parametrize(
    "value",
    ["", "<b>&\"'", "새솔", 7, 2.5, None, Markup("<b>"), mark_safe("<i>"), gettext_lazy("<b>"), Block.Rule.LATEST],
)
def test_what_stands_in_a_page_is_what_escaping_makes_of_it(environment, value):
    assert environment.from_string("{{ value }}").render(value=value) == str(escape(value))


def test_of_several_macros_each_is_its_own(environment):
    two = "{% macro one() %}1{% endmacro %}{% macro two() %}2{% endmacro %}{{ one() }}{{ two() }}{{ one() }}"

    assert environment.from_string(two).render() == "121"


def test_a_call_block_gives_what_stands_in_it_escaped(environment):
    block = "{% macro framed() %}<p>{{ caller() }}</p>{% endmacro %}{% call framed() %}{{ text }}{% endcall %}"

    assert environment.from_string(block).render(text="<b>") == "<p>&lt;b&gt;</p>"
