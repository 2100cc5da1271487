from decimal import Decimal

import pytest
from django.utils import translation

from academy.cms.templatetags.site_tags import exact_number


@pytest.mark.parametrize(("value", "expected"), [("4.50", "4,5"), ("1.25", "1,25"), ("10", "10"), ("0.00", "0")])
def test_number_shows_every_digit_that_says_something(value: str, expected: str) -> None:
    with translation.override("az"):
        assert exact_number(Decimal(value)) == expected
