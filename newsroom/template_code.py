"""The Python that Jinja makes of our templates, in a shorter form than for anybody's.

A page has a thousand names with a dot and some hundred calls of macros, each of which Jinja asks first what it is. Here
a name behind a dot is an attribute, a call is a call, and what is text already is not made text once more. So
templates of ours keep to less than Jinja's: of a dictionary `x["name"]`, not `x.name`; a macro takes what it names,
neither `varargs` nor `kwargs`; what wants Jinja's context (`kept`) stands in `{% call %}` alone; escaping is never off.
"""

from __future__ import annotations

import re
from typing import Any

from jinja2 import ChainableUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from markupsafe import Markup, escape

NOTHING = ChainableUndefined()
"""Behind a dot where there is no such thing: empty, and so is whatever is asked of it."""


needs_escaping = re.compile("[&<>\"']").search


def written(value: Any) -> str:
    """As it stands in HTML. What `markupsafe.escape` gives, which makes a `Markup` of it besides."""
    kind = type(value)
    if kind is Markup or kind is str and not needs_escaping(value):
        return value
    return str(value) if kind is int else escape(value)


class TemplateCode(CodeGenerator):
    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        self.writeline(f"from {__name__} import NOTHING, written")
        super().visit_Template(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        self.write("getattr(")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r}, NOTHING)")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        if forward_caller:
            super().visit_Call(node, frame, forward_caller=True)
            return
        self.visit(node.node, frame)
        self.write("(*()")  # what follows begins with a comma
        self.signature(node, frame)
        self.write(")")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """The function by the names of what it takes; those that are not given it fills in by itself."""
        node = macro_ref.node
        if macro_ref.accesses_kwargs or macro_ref.accesses_varargs:
            self.fail(f"A macro says what it takes: {getattr(node, 'name', '')}", node.lineno)
        names = [argument.name for argument in node.args] + ["caller"] * macro_ref.accesses_caller
        takes = ", ".join(f"{name}=missing" for name in names)
        self.write(f"(lambda macro: lambda {takes}: Markup(macro({', '.join(names)})))(macro)")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        self.write("written(")
