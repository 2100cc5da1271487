"""The lean list is Django's own list."""

import pytest
from django import forms
from django.test.html import parse_html
from django.utils.translation import gettext_lazy as _

from courses.forms.lean_select import LeanSelect

CHOICES = [("", _("any")), ("a", "A & <b>"), (2, "B")]


@pytest.mark.parametrize("value", [None, "", "a", "2", 2, "nothing"])
def test_lean_list_is_written_as_django_writes_it(value: object) -> None:
    attributes = {"id": "id_x", "aria-describedby": 'x"y', "disabled": True}
    lean, own = (
        kind(choices=CHOICES, attrs={"class": "c"}).render("x", value, attributes)
        for kind in (LeanSelect, forms.Select)
    )
    assert parse_html(lean) == parse_html(own)
