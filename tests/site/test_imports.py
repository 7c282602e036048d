"""Which module may know which: imports go one way, those inside functions too."""

import ast
from collections import Counter
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = [
    *["newsroom.models", "newsroom.shared", "newsroom.storage", "newsroom.fast", "newsroom.forms"],
    *["articles.intake", "articles.body", "articles.models"],
    *["articles.pictures", "articles.portals", "articles.pageviews", "articles.search", "articles.desk"],
    *[
        "articles.front",
        "articles.pages",
        "articles.syndication",
        "articles.why",
        "articles.start_page",
        "articles.admin",
        "articles.demo",
        "articles",
    ],
    *["weather", "newsroom"],
]
"""From the ground up: a room knows those before it, and none after it. What is `articles` or `newsroom` here is what
stands in none of their other rooms."""


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {
    name_of(path): path
    for app in ("newsroom", "articles", "weather")
    for path in (ROOT / app).rglob("*.py")
    if "migrations" not in path.parts
}


def room_of(module: str) -> str:
    return next(room for room in sorted(ROOMS, key=len, reverse=True) if f"{module}.".startswith(f"{room}."))


def statements(node: ast.AST) -> Iterator[ast.AST]:
    """All there are in it, whatever they stand in, but those for types: these (`if TYPE_CHECKING`) never run."""
    for name in ("body", "orelse", "handlers", "finalbody", "cases"):
        inside = getattr(node, name, None)
        for each in inside if isinstance(inside, list) else []:
            if not is_for_types(each):
                yield each
                yield from statements(each)


def is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


@cache
def imports_of(module: str) -> set[str]:
    return {other for other in imported_by(module) if other != module}


def imported_by(module: str) -> Iterator[str]:
    path = MODULES[module]
    package = module.split(".") if path.name == "__init__.py" else module.split(".")[:-1]
    for node in statements(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names if each.name in MODULES)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            for each in node.names:
                whole = f"{base}.{each.name}"
                yield from [whole] if whole in MODULES else [base] if base in MODULES else []


@pytest.mark.parametrize("module", sorted(MODULES))
def test_a_module_knows_only_what_it_stands_on(module):
    room = room_of(module)
    below = {other for other in ROOMS[: ROOMS.index(room) + 1] if room != "weather" or not other.startswith("articles")}

    assert {other for other in imports_of(module) if room_of(other) not in below} == set()


def test_no_imports_go_round_in_a_circle():
    try:
        TopologicalSorter({module: imports_of(module) for module in MODULES}).prepare()
    except CycleError as circle:
        pytest.fail(" imports ".join(circle.args[1]))


def modules_of_folders() -> dict[Path, int]:
    return Counter(path.parent for path in MODULES.values() if path.name != "__init__.py")


def test_no_room_is_too_full():
    full = {str(folder.relative_to(ROOT)) for folder, count in modules_of_folders().items() if count > 15}

    assert full <= {"articles/models", "articles/admin"}  # a file a noun


def test_a_room_says_what_lives_in_it_and_what_does_not():
    rooms = {folder for folder, count in modules_of_folders().items() if count > 3 and folder.parent != ROOT}
    said = {room: ast.get_docstring(ast.parse((room / "__init__.py").read_text())) or "" for room in rooms}

    assert [str(room.relative_to(ROOT)) for room in rooms if len(said[room].splitlines()) < 2] == []
