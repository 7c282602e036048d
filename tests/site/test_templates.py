"""Rules over the templates of public pages."""

import os
import re
from inspect import signature
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.template import engines
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from jinja2 import Environment, FileSystemLoader, TemplateAssertionError
from markupsafe import Markup, escape

from articles.models import Block
from newsroom.jinja import OF_DJANGO, TIMES
from newsroom.jinja import environment as public_environment

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


@pytest.mark.parametrize(
    "value",
    ["", "<b>&\"'", "새솔", 7, 2.5, None, Markup("<b>"), mark_safe("<i>"), gettext_lazy("<b>"), Block.Rule.LATEST],
)
def test_what_stands_in_a_page_is_what_escaping_makes_of_it(environment, value):
    assert environment.from_string("{{ value }}").render(value=value) == str(escape(value))


MACRO = "{% macro named(name, of='', quoted=True) %}{{ name }}/{{ of }}/{{ quoted }}/{{ other }}{% endmacro %}"


def test_a_macro_takes_what_it_takes_by_name_and_is_refused_all_else(environment):
    called = environment.from_string(MACRO + "{{ named(of='<', name=name) }} {{ named() }}")

    assert called.render(name="새솔", other="elsewhere") == "새솔/&lt;/True/elsewhere //True/elsewhere"
    with pytest.raises(TypeError, match="nmae"):
        environment.from_string(MACRO + "{{ named(nmae=1) }}").render()
    with pytest.raises(TemplateAssertionError, match="whatever"):
        environment.from_string("{% macro whatever() %}{{ kwargs }}{% endmacro %}")
    with pytest.raises(TemplateAssertionError, match="says what it gives"):
        environment.from_string(MACRO + "{{ named(**names) }}")


def test_what_is_imported_knows_no_name_of_the_page(environment):
    importing = '{% from "components/weather_icon.html" import weather_icon'

    assert "<svg" in environment.from_string(importing + " %}{{ weather_icon(icon='clear') }}").render()
    with pytest.raises(TemplateAssertionError, match="no name of the page"):
        environment.from_string(importing + " with context %}")


def test_a_template_that_is_being_written_is_imported_anew(tmp_path):
    """Under DEBUG; else what is imported is looked for once."""
    macro = tmp_path / "macro.html"
    macro.write_text("{% macro named() %}one{% endmacro %}")
    page = '{% from "macro.html" import named %}{{ named() }}'
    rendered = {}
    for reloading in (True, False):
        macro.write_text("{% macro named() %}one{% endmacro %}")
        own = public_environment(FileSystemLoader(tmp_path), autoescape=True, auto_reload=reloading)
        template = own.from_string(page)
        template.render()
        macro.write_text("{% macro named() %}two{% endmacro %}")
        os.utime(macro, (1, 1))
        rendered[reloading] = template.render()

    assert rendered == {True: "two", False: "one"}


@pytest.mark.parametrize("shown", TIMES)
def test_what_needs_no_escaping_has_none(shown):
    moment = timezone.now()
    takes_now = "now" in signature(shown).parameters

    text = shown(moment, moment) if takes_now else shown(moment)

    assert text == str(escape(text))


def test_of_several_macros_each_is_its_own(environment):
    two = "{% macro one() %}1{% endmacro %}{% macro two() %}2{% endmacro %}{{ one() }}{{ two() }}{{ one() }}"

    assert environment.from_string(two).render() == "121"


def test_what_is_asked_of_nothing_is_nothing(environment):
    asked = "[{{ thing.source.name }}{% if thing.source.name %}x{% endif %}{{ thing.missing.at.all }}]"

    assert environment.from_string(asked).render(thing=SimpleNamespace(source=None)) == "[]"


def test_a_call_block_gives_what_stands_in_it_escaped(environment):
    block = "{% macro framed() %}<p>{{ caller() }}</p>{% endmacro %}{% call framed() %}{{ text }}{% endcall %}"

    assert environment.from_string(block).render(text="<b>") == "<p>&lt;b&gt;</p>"


def test_a_macro_may_be_called_without_anything_in_it(environment):
    macro = "{% macro framed() %}<p>{% if caller %}{{ caller() }}{% endif %}</p>{% endmacro %}"

    assert environment.from_string(macro + "{{ framed() }}").render() == "<p></p>"
    assert environment.from_string(macro + "{% call framed() %}1{% endcall %}").render() == "<p>1</p>"


def test_behind_a_dot_is_an_attribute_and_no_key_of_a_dictionary(environment):
    assert environment.from_string("{{ row.name }}{{ row['name'] }}").render(row={"name": "새솔"}) == "새솔"
