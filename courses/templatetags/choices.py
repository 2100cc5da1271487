"""The choices of a question, put together here: a quiz has dozens of them."""

from django import template
from django.forms import BoundField
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def choices(field: BoundField) -> SafeString:
    """Return each choice of a field as its input with its label."""
    return format_html_join(
        "",
        '<div class="choice"><input type="{}" name="{}" value="{}" id="{}"{}><label for="{}">{}</label></div>\n  ',
        (
            (
                *(one["type"], one["name"], one["value"], one["attrs"]["id"], " checked" if one["selected"] else ""),
                *(one["attrs"]["id"], one["label"]),
            )
            for one in field.field.widget.subwidgets(field.html_name, field.value(), {"id": field.auto_id})
        ),
    )
