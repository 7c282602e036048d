"""Nothing of ours leans on what a dependency keeps for itself: docs/adr/0023 has what stays, and why."""

import ast
import importlib
import inspect
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("articles", "newsroom", "weather", "deploy", "scripts")
FILES = {
    str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8"))
    for folder in FOLDERS
    for path in sorted((ROOT / folder).rglob("*.py"))
}

DOCUMENTED = {
    **dict.fromkeys(("_meta", "_base_manager", "_default_manager", "_state"), "Django: models"),
    "_Element": "lxml: the type of an element, which has no other name",
    **dict.fromkeys(("_asdict", "_fields", "_make", "_replace"), "Python: named tuples"),
    **dict.fromkeys(("_change_reason", "_history_user"), "django-simple-history: who changed what, and why"),
    **dict.fromkeys(("_abc_impl", "_is_protocol"), "Python: what `abc` and `typing` give a class by themselves"),
    **dict.fromkeys(("_open", "_save"), "Django: what a storage of one's own provides"),
}
"""Names that begin with `_` and are promised all the same, and where."""

BELOW = {
    "get_compiler": {"newsroom/fast/prepared.py"},
    **dict.fromkeys(("annotation_col_map", "get_converters", "klass_info"), {"newsroom/fast/instances.py"}),
    **dict.fromkeys(("ModelState", "has_select_fields", "set_cached_value"), {"newsroom/fast/instances.py"}),
    "is_sliced": {"articles/search/find.py"},
    "sql_with_params": {"articles/models/querysets.py", "articles/search/find.py", "articles/syndication/months.py"},
    "standard_ordering": {"articles/models/querysets.py", "articles/search/find.py"},
    **dict.fromkeys(
        ("Transformer", "pgconn", "pq", "nr_conns", "fields_cache", "run_on_commit", "savepoint_ids"), set()
    ),
}
"""Names without `_` that are not promised either: where they stand, each of which docs/adr/0023 names."""


def is_private(name: str) -> bool:
    """Not `__init__`, nor what `enum` has (`_value_`), which are promised."""
    return name.startswith("_") and not name.endswith("_") and not name.startswith("__")


def names_of(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every name that is asked of something by a dot, or by `getattr` and the like."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.lineno, node.attr
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and len(node.args) > 1:
            asked = node.args[1]
            if node.func.id in {"delattr", "getattr", "hasattr", "setattr"} and isinstance(asked, ast.Constant):
                yield node.lineno, str(asked.value)


def defined_in(tree: ast.AST) -> Iterator[str]:
    """Functions, classes, and what is assigned: to a name, or to one of `self`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield from [node.attr] if ast.unparse(node.value) in {"self", "cls"} else []


OURS = {name for tree in FILES.values() for name in defined_in(tree) if is_private(name)}


@pytest.mark.parametrize("file", FILES)
def test_private_names_are_our_own(file):
    found = [
        f"{file}:{line} {name}"
        for line, name in names_of(FILES[file])
        if is_private(name) and name not in {*OURS, *DOCUMENTED}
    ]

    assert found == []


@pytest.mark.parametrize("file", FILES)
def test_nothing_private_is_imported(file):
    found = []
    for node in ast.walk(FILES[file]):
        if isinstance(node, ast.ImportFrom) and not node.level and node.module.partition(".")[0] not in FOLDERS:
            parts = [*node.module.split("."), *(each.name for each in node.names)]
        elif isinstance(node, ast.Import):
            parts = [part for each in node.names for part in each.name.split(".")]
        else:
            continue
        found += [f"{file}:{node.lineno} {part}" for part in parts if is_private(part)]

    assert found == []


@pytest.mark.parametrize("file", FILES)
def test_what_is_not_promised_stands_where_the_decision_says(file):
    imported = {each.name for node in ast.walk(FILES[file]) if isinstance(node, ast.ImportFrom) for each in node.names}
    used = {name for _, name in names_of(FILES[file])} | imported

    assert {name for name, files in BELOW.items() if name in used and file not in files} == set()


def test_the_decision_names_all_of_it():
    (decision,) = (ROOT / "docs" / "adr").glob("0023-*.md")
    text = decision.read_text(encoding="utf-8")
    stands = [(name, file) for name, files in BELOW.items() for file in files]

    assert [name for name, _ in stands if f"`{name}`" not in text] == []
    assert [name for name, file in stands if name not in (ROOT / file).read_text(encoding="utf-8")] == []


def our_classes() -> Iterator[type]:
    for file in FILES:
        if file.startswith(("articles", "newsroom", "weather")) and "migrations" not in file:
            name = file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
            module = importlib.import_module(name)
            yield from (each for each in vars(module).values() if inspect.isclass(each) and each.__module__ == name)


def is_ours(kind: type) -> bool:
    return kind.__module__.partition(".")[0] in FOLDERS


def test_no_class_puts_its_own_in_place_of_what_a_dependency_keeps_for_itself():
    found = [
        f"{kind.__module__}.{kind.__qualname__}: {name} of {base.__qualname__}"
        for kind in our_classes()
        for base in kind.__mro__
        if not is_ours(base)
        for name in vars(kind).keys() & vars(base).keys() - DOCUMENTED.keys()
        if is_private(name) and base.__module__ not in sys.stdlib_module_names
    ]

    assert found == []
