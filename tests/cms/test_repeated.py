"""What says the same is rendered once for a page, and for no other page."""

from django.template import Context, Template

SOURCE = (
    "{% load repeated %}{% for cell in cells %}{% same_for cell %}<{{ cell }}:{{ word }}>{% endsame_for %}{% endfor %}"
)


def test_equal_values_are_rendered_once_and_stand_everywhere() -> None:
    seen = []

    def word() -> int:
        seen.append(1)
        return len(seen)

    shown = Template(SOURCE).render(Context({"cells": ["a", "b", "a", "a"], "word": word}))
    assert (shown, len(seen)) == ("<a:1><b:2><a:1><a:1>", 2)


def test_nothing_is_left_for_the_next_page() -> None:
    template = Template(SOURCE)
    pages = [template.render(Context({"cells": ["a"], "word": word})) for word in ("first", "second")]
    assert pages == ["<a:first>", "<a:second>"]
