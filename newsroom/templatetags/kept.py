from __future__ import annotations

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from ..kept_pages import kept_part

register = template.Library()


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """`{% kept "footer" %}…{% endkept %}`: what is the same on every page, put together once for an edition.

    Reads `request`; what stands inside may read nothing that differs from page to page.
    """
    try:
        _tag, name = token.split_contents()
    except ValueError:
        raise template.TemplateSyntaxError("kept takes the name of the part") from None
    nodes = parser.parse(["endkept"])
    parser.delete_first_token()
    return KeptNode(parser.compile_filter(name), nodes)


class KeptNode(template.Node):
    def __init__(self, name: FilterExpression, nodelist: NodeList) -> None:
        self.name, self.nodelist = name, nodelist

    def render(self, context: Context) -> SafeString:
        html = kept_part(context["request"], self.name.resolve(context), lambda: self.nodelist.render(context))
        return mark_safe(html)  # rendered above, by templates that escape
