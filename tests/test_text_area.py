"""A text that the browser took is not too long for the server."""

import pytest
from django import forms

from academy.text_area import TextArea
from courses.forms.discussion import PostForm, ReportForm
from courses.forms.requests import RequestForm
from courses.questions.essay import LONGEST, Essay


class Wish(forms.Form):
    text = forms.CharField(max_length=5, widget=TextArea)


@pytest.mark.parametrize(("sent", "kept"), [("ab\r\ncd", "ab\ncd"), ("ab\ncd", "ab\ncd"), ("a\rb", "a\rb")])
def test_line_ends_count_once(sent: str, kept: str) -> None:
    form = Wish({"text": sent})
    assert (form.is_valid(), form.cleaned_data["text"]) == (True, kept)


def test_text_that_is_too_long_is_refused() -> None:
    assert not Wish({"text": "ab\r\ncde"}).is_valid()


def test_nothing_sent_is_nothing_written() -> None:
    assert Wish({}).errors["text"].data[0].code == "required"


def test_essay_as_long_as_the_browser_lets_it_be_is_taken() -> None:
    text = ("line\n" * LONGEST)[:LONGEST]
    field = Essay().field({}, language="az", seed="")
    sent = field.widget.value_from_datadict({"essay": text.replace("\n", "\r\n")}, {}, "essay")
    assert field.clean(sent) == text.rstrip()


@pytest.mark.parametrize("form", [PostForm, ReportForm, RequestForm])
def test_forms_for_several_lines_count_so(form: type[forms.BaseForm]) -> None:
    fields = [field for field in form.base_fields.values() if isinstance(field.widget, forms.Textarea)]
    assert [type(field.widget) for field in fields] == [TextArea]
