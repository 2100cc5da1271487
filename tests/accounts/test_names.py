import unicodedata

import pytest
from django.core.exceptions import ValidationError

from academy.accounts.names import LegalNameField


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  Əliyeva Günay Şahin qızı ", "Əliyeva Günay Şahin qızı"),
        ("Ольга\u00a0\u2009Страницына", "Ольга Страницына"),
        ("Gu\u0308nay", "Günay"),
        ("O’Brien-Íñigo Jr.", "O’Brien-Íñigo Jr."),
        ("ƏLİYEVA gÜnay", "ƏLİYEVA gÜnay"),
        ("İ" * 200, "İ" * 200),
    ],
)
def test_name_is_kept_as_typed_in_normal_form(typed: str, stored: str) -> None:
    assert LegalNameField().clean(typed) == stored
    assert unicodedata.is_normalized("NFC", stored)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Gün\u202eay", "hidden"),  # right-to-left override
        ("Gün\u2066ay", "hidden"),  # isolate
        ("Gün\u200bay", "hidden"),  # zero-width space
        ("Gün\u200day", "hidden"),  # zero-width joiner
        ("Gün\u00aday", "hidden"),  # soft hyphen
        ("Gün\ufeffay", "hidden"),
        ("Gün\nay", "hidden"),
        ("Gün\tay", "hidden"),
        ("Gün\u2028ay", "hidden"),
        ("Gün\ue000ay", "hidden"),  # private use
        ("Gün\x00ay", "hidden"),
        ("\u200b", "hidden"),
        ("12 – 34", "letters"),
        ("   ", "required"),
        ("Ə" * 201, "max_length"),
    ],
)
def test_name_that_hides_or_says_nothing_is_refused(typed: str, code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        LegalNameField().clean(typed)
    assert code in {error.code for error in refusal.value.error_list}


def test_name_may_hold_markup_as_literal_text() -> None:
    assert LegalNameField().clean("<b>Günay</b>") == "<b>Günay</b>"
