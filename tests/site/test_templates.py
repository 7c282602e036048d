"""Rules over the templates of public pages."""

import re
from pathlib import Path

import pytest
from django.template import engines
from jinja2 import Environment

from newsroom.jinja import OF_DJANGO

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
PUBLIC = sorted(
    name
    for file in TEMPLATES.rglob("*.html")
    if not (name := file.relative_to(TEMPLATES).as_posix()).startswith(OF_DJANGO)
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


def test_a_name_that_a_page_was_not_given_is_empty(environment):
    assert environment.from_string("[{{ nothing.at.all }}]").render() == "[]"
