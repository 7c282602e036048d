"""The Python that Jinja makes of our templates, in a shorter form than for anybody's.

A page has a thousand names with a dot and some hundred calls of macros, each of which Jinja asks first what it is. Here
a name behind a dot is an attribute, a call is a call, and what is text already is not made text once more. So
templates of ours keep to less than Jinja's: of a dictionary `x["name"]`, not `x.name`; a macro takes what it names,
neither `varargs` nor `kwargs`, and a call gives nothing by `*` or `**`; what is imported knows no name of the page;
what wants Jinja's context stands in `{% call %}` alone; escaping is never off.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from jinja2 import ChainableUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from markupsafe import Markup, _escape_inner, escape  # type: ignore[attr-defined]

NOTHING = ChainableUndefined()
"""Behind a dot where there is no such thing: empty, and so is whatever is asked of it."""


html = partial(str.__new__, Markup)
"""Text that is HTML already, as such. `Markup` itself looks first whether it was given something else."""


def written(value: Any) -> str:
    """As it stands in HTML. What `markupsafe.escape` gives, which makes a `Markup` of it besides.

    `_escape_inner` is what it asks itself, in C: a text with nothing to escape is given back as it is.
    """
    kind = type(value)
    if kind is Markup:
        return value
    if kind is str:
        return _escape_inner(value)
    return str(value) if kind is int else escape(value)


class TemplateCode(CodeGenerator):
    plain_filters: frozenset[str] = frozenset()
    """What these give never needs escaping."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        self.writeline(f"from {__name__} import NOTHING, html, written")
        super().visit_Template(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        self.write("getattr(")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r}, NOTHING)")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        if forward_caller:
            super().visit_Call(node, frame, forward_caller=True)
            return
        if node.dyn_args is not None or node.dyn_kwargs is not None:
            self.fail("A call says what it gives", node.lineno)
        self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        for named in node.kwargs:
            self.write(f"{named.key}=")
            self.visit(named.value, frame)
            self.write(", ")
        self.write(")")

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        if node.with_context:
            self.fail("What is imported knows no name of the page", node.lineno)
        self.write("environment.module_of(")
        self.visit(node.template, frame)
        self.write(")")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """The function by the names of what it takes; those that are not given it fills in by itself."""
        node = macro_ref.node
        if macro_ref.accesses_kwargs or macro_ref.accesses_varargs:
            self.fail(f"A macro says what it takes: {getattr(node, 'name', '')}", node.lineno)
        names = [argument.name for argument in node.args]
        takes = ", ".join([*(f"{name}=missing" for name in names), *["caller=NOTHING"] * macro_ref.accesses_caller])
        names += ["caller"] * macro_ref.accesses_caller
        self.write(f"(lambda macro: lambda {takes}: html(macro({', '.join(names)})))(macro)")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        is_plain = isinstance(node, nodes.Filter) and node.name in self.plain_filters
        self.write("(" if is_plain else "written(")
