"""Where the demo is not made."""

import pytest
from django.core.management import CommandError, call_command

from courses.models import Course

pytestmark = pytest.mark.django_db


def test_demo_is_refused_in_production(settings) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="published password"):
        call_command("seed_demo")
    assert Course.objects.count() == 0
