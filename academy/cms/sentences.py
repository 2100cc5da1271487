"""Django's tags of languages, with one difference: a sentence that stands in a template is looked up once a language.

Each page holds dozens of them, and the way to a translation takes longer than reading a row.
"""

from typing import cast

from django import template
from django.template.base import Parser, Token
from django.templatetags import i18n
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


class SentenceNode(i18n.TranslateNode):
    """A sentence without filters: language and escaping decide over all of it."""

    def __init__(self, node: i18n.TranslateNode) -> None:
        """Remember nothing said yet."""
        vars(self).update(vars(node))
        self._said: dict[tuple[str | None, bool], SafeString] = {}

    def render(self, context: template.Context) -> SafeString:
        """Return it in the language of the answer."""
        key = get_language(), context.autoescape
        if key not in self._said:
            self._said[key] = cast("SafeString", super().render(context))
        return self._said[key]


@register.tag("translate")
@register.tag("trans")
def do_translate(parser: Parser, token: Token) -> i18n.TranslateNode:
    """Return Django's node, or one that remembers: `{% translate "My details" %}`."""
    node = i18n.do_translate(parser, token)
    _tag, *rest = token.split_contents()
    return SentenceNode(node) if len(rest) == 1 and _is_sentence(rest[0]) else node


def _is_sentence(word: str) -> bool:
    return len(word) > 1 and word[0] in "\"'" and word[-1] == word[0] and word[0] not in word[1:-1]
