"""Names are made of words that Django, Python or the field has: what is our own stays little, and new words are named.

A public name is one at the top of a module or of a class: a function, a class, a value.
"""

import ast
import builtins
import keyword
import re
import sys
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path

import django

ROOT = Path(__file__).parents[2]
OURS = ["newsroom", "articles", "weather", "deploy"]
BOUND = 280
"""Words that neither Django nor Python nor docs/words.md has. It may only fall."""
LISTED = Path(__file__).with_name("own_words.txt")
"""Those of when they were last counted, to tell the new ones from; `python -m tests.site.test_words` writes it."""

WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def words_of(names: Iterable[str]) -> set[str]:
    return {word.lower() for name in names for word in WORD.findall(name) if len(word) > 1}


def public_names(tree: ast.AST) -> Iterator[str]:
    for node in ast.iter_child_nodes(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case ast.ClassDef(name=name):
                yield name
                yield from public_names(node)
            case ast.Assign(targets=targets):
                yield from (target.id for target in targets if isinstance(target, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case _:
                yield from public_names(node)


def names_in(folder: Path, *left_out: str) -> dict[str, list[str]]:
    """By module; without migrations, and the scenery that the demo draws."""
    modules = (
        path
        for path in sorted(folder.rglob("*.py"))
        if not {"migrations", *left_out} & set(path.parts) and "demo/pictures" not in path.as_posix()
    )
    return {
        str(path.relative_to(folder.parent)): [
            name for name in public_names(ast.parse(path.read_text())) if not name.startswith("_")
        ]
        for path in modules
    }


def known_words() -> set[str]:
    """Django's (but for its maps), Python's, and the field's."""
    of_django = names_in(Path(django.__file__).parent, "locale", "gis", "conf")
    paths = [part for path in of_django for part in Path(path).with_suffix("").parts]
    of_python = [*keyword.kwlist, *dir(builtins), *sys.stdlib_module_names]
    of_the_field = re.findall(r"`(\w+)`", (ROOT / "docs" / "words.md").read_text())
    plurals = [f"{word}s" for word in of_the_field]
    return words_of([*paths, *(name for names in of_django.values() for name in names), *of_python]) | {
        *of_the_field,
        *plurals,
    }


def own_words() -> dict[str, str]:
    """Each with a name and a module that has it."""
    known = known_words()
    return {
        word: f"{name} in {module}"
        for folder in OURS
        for module, names in names_in(ROOT / folder).items()
        for name in names
        for word in words_of([name])
        if word not in known
    }


def test_names_are_made_of_words_that_a_stranger_knows():
    own = own_words()
    new = {word: place for word, place in own.items() if word not in LISTED.read_text().split()}

    assert len(own) <= BOUND, f"Plain words, or those of docs/words.md, instead of these: {new}"


if __name__ == "__main__":
    LISTED.write_text(textwrap.fill(" ".join(sorted(own_words())), 120) + "\n")
