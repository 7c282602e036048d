"""What documents and comments call things is there: a rename that passes one by would mislead whoever follows it."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("articles", "newsroom", "weather", "templates")
DOCUMENTS = [
    path
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("newsroom/**/*.md")]
    if path.name != "CHANGELOG.md"
]
STANDING = [path for path in DOCUMENTS if not path.read_text(encoding="utf-8").startswith("*Superseded")]
COMMENTED = [path for room in ROOMS for path in (ROOT / room).rglob("*.*") if path.suffix in {".py", ".html"}]
IN_CODE = re.compile(r"`[^`\n]+`|\{#.*?#\}", re.S)
"""A comment of a template, and what stands in backticks."""
DOTTED = re.compile(r"(?<![\w/.])(?:articles|newsroom|weather|scripts)(?:\.[A-Za-z_]\w*)+(?![\w/-])")
GONE = {"newsroom/fast/plans.py"}
"""What docs/adr/0023 tells of as gone."""


def exists(dotted: str) -> bool:
    """A module, or a name within one."""
    parts = dotted.split(".")
    for count in range(len(parts), 0, -1):
        try:
            found = import_module(".".join(parts[:count]))
        except ModuleNotFoundError:
            continue
        for name in parts[count:]:
            if name in getattr(found, "__annotations__", {}):
                return True
            if not hasattr(found, name):
                return False
            found = getattr(found, name)
        return True
    return False


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_a_name_that_is_not_there_is_found():
    assert exists("articles.models.Article") and exists("newsroom.fast.pages.PAGE_LIFETIME")
    assert not exists("articles.models.Artikel") and not exists("nothing.at.all")


@pytest.mark.parametrize("path", [*STANDING, ROOT / ".env.example"], ids=name_of)
def test_commands_in_documents_import_what_is_there(path):
    text = path.read_text(encoding="utf-8")
    imported = re.findall(r"from ([\w.]+) import ([\w, ]+)", text)
    named = [f"{module}.{name}" for module, names in imported for name in re.findall(r"\w+", names)]
    assert [name for name in named if not exists(name)] == []


def test_dotted_names_lead_to_something():
    found = {
        f"{name_of(path)}: {dotted}"
        for path in [*STANDING, *COMMENTED]
        if "migrations" not in path.parts
        for quoted in IN_CODE.findall(path.read_text(encoding="utf-8"))
        for dotted in DOTTED.findall(quoted)
        if not exists(dotted)
    }
    assert found == set()


def test_paths_and_links_lead_to_something():
    missing = []
    for path in STANDING:
        text = path.read_text(encoding="utf-8")
        named = [(ROOT, found) for found in re.findall(r"`([\w.-]+/[\w./-]+\.(?:py|html|js|css|md|conf|yml))`", text)]
        links = [(path.parent, found) for found in re.findall(r"\]\((?!https?:)([^)#\s]+)", text)]
        missing += [
            f"{name_of(path)}: {found}"
            for folder, found in [*named, *links]
            if found not in GONE and not (folder / found).exists()
        ]
    assert missing == []


def test_decisions_have_one_number_each_and_are_there_where_named():
    numbers = [path.name[:4] for path in (ROOT / "docs" / "adr").glob("*.md")]
    assert len(set(numbers)) == len(numbers)
    missing = {
        f"{name_of(path)}: {number}"
        for path in [*DOCUMENTS, *COMMENTED]
        for number in re.findall(r"(?:adr/|ADR )(\d{4})", path.read_text(encoding="utf-8"))
        if number not in numbers
    }
    assert missing == set()
