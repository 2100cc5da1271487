"""What a seminar's page says about registering."""

from typing import Any

from django import template
from django.utils.translation import get_language

from courses.models import Seminar
from courses.selectors.registering import RegistrationBox, session_choices

register = template.Library()


@register.simple_tag(takes_context=True)
def registration_box(context: dict[str, Any], seminar: Seminar) -> RegistrationBox:
    """The sessions ahead as this reader sees them."""
    return RegistrationBox(choices=session_choices(seminar, context["request"].user, get_language()))
