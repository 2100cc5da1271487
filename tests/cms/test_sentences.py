"""Sentences of templates are Django's own, in the language of each answer."""

import pytest
from django.template import Context, Engine
from django.utils.translation import override

OURS, DJANGOS = (Engine(libraries={"i18n": name}) for name in ("academy.cms.sentences", "django.templatetags.i18n"))
TAGS = [
    "{% translate 'My details' %}",
    '{% trans "Personal area" %}',
    "{% translate 'Don&t <b>\"100 %%\"' %}",
    "{% translate 'My details' as words %}[{{ words }}]",
    "{% translate 'My details' noop %}",
    "{% translate 'March' context 'alt. month' %}",
    "{% translate 'my details'|capfirst %}",
    "{% translate words %}",
    "{% blocktranslate %}My details{% endblocktranslate %}",
    "{% autoescape off %}{% translate 'My details' %}{{ words }}{% endautoescape %}",
]


@pytest.mark.parametrize("tag", TAGS)
def test_answers_are_those_of_django_whatever_was_said_before(tag: str) -> None:
    ours, djangos = (engine.from_string(f"{{% load i18n %}}{tag}") for engine in (OURS, DJANGOS))
    said = []
    for language in ("az", "ru", "en", None, "ru", "az"):
        with override(language):
            said.append([one.render(Context({"words": "My details & <more>"})) for one in (ours, djangos)])
    assert [ours for ours, _djangos in said] == [djangos for _ours, djangos in said]


def test_each_language_has_its_words() -> None:
    template = OURS.from_string("{% load i18n %}{% translate 'My details' %}")
    with override("en"):
        first = template.render(Context())
    with override("ru"):
        assert (first, template.render(Context())) == ("My details", "Мои данные")


def test_templates_of_the_site_say_sentences_by_this_library() -> None:
    assert Engine.get_default().libraries["i18n"] == "academy.cms.sentences"
