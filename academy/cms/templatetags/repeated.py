"""What says the same in many cells of a table, rendered once for each page."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

register = template.Library()


class SameForNode(template.Node):
    """What stands between the tags, rendered once for each value."""

    def __init__(self, value: template.base.FilterExpression, nodelist: template.NodeList) -> None:
        """Remember the value and the inside."""
        self.value, self.nodelist = value, nodelist

    def render(self, context: template.Context) -> SafeString:
        """Return what was rendered for an equal value before; it lasts as long as the rendering of this page."""
        kept: Any = context.render_context
        rendered: dict[object, SafeString] = kept.setdefault(self, {})
        value = self.value.resolve(context)
        if value not in rendered:
            rendered[value] = self.nodelist.render(context)
        return rendered[value]


@register.tag
def same_for(parser: template.base.Parser, token: template.base.Token) -> SameForNode:
    """Render the inside once for each value: `{% same_for cell %} … {% endsame_for %}`; it may ask for nothing else."""
    _tag, value = token.split_contents()
    nodelist = parser.parse(["endsame_for"])
    parser.delete_first_token()
    return SameForNode(parser.compile_filter(value), nodelist)
