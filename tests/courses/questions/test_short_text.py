from decimal import Decimal

import pytest

from courses.questions import TYPES, BodyInvalid
from tests.factories.questions import STEM

SHORT = TYPES["short_text"]


def body(*texts: str, language: str = "az", **more: object) -> dict:
    return STEM | {"answers": [{"text": {language: text}} for text in texts]} | more


@pytest.mark.parametrize(
    ("accepted", "typed"),
    [
        ("qızıl", "QIZIL"),
        ("İçərişəhər", "içərişəhər"),
        ("İçərişəhər", "İÇƏRİŞƏHƏR"),
        ("kitab", "KITAB"),
        ("kitab", "KİTAB"),
        ("Ёлка", "елка"),
        ("всё", "ВСЕ"),
        ("ÜDK  025", " üdk\u00a0025 "),
        ("«Azərbaycan»", '"azərbaycan"'),
        ("“Azərbaycan”", "„AZƏRBAYCAN“"),
        ("l'eau", "L’eau"),
        ("1918–1920", "1918-1920"),
        ("kataloq", "kata\u00adloq\u200b"),
        ("ş", "s\u0327"),
        ("Straße", "STRASSE"),
        ("a.*", "A.*"),
    ],
)
def test_text_is_the_same_however_it_is_typed(accepted: str, typed: str) -> None:
    assert SHORT.mark(body(accepted), typed) == 1


@pytest.mark.parametrize(
    ("accepted", "typed"),
    [
        ("əl", "el"),
        ("şifr", "sifr"),
        ("qızıl", "qizil"),
        ("й", "и"),
        ("a.*", "abc"),
        ("02 5", "025"),
        ("kataloq", "kataloq kartoçkası"),
        ("а", "a"),
    ],
)
def test_other_letters_are_another_text(accepted: str, typed: str) -> None:
    assert SHORT.mark(body(accepted), typed) == 0


def test_case_matters_where_the_author_says_so() -> None:
    asked = body("MARC", case_sensitive=True)
    assert [SHORT.mark(asked, typed) for typed in ("MARC", " MARC ", "Marc")] == [1, 1, 0]


def test_answer_in_any_language_is_accepted() -> None:
    asked = STEM | {"answers": [{"text": {"az": "kitabxana", "ru": "библиотека"}}]}
    assert [SHORT.mark(asked, typed) for typed in ("Kitabxana", "БИБЛИОТЕКА")] == [1, 1]


def test_answer_earns_its_share_and_the_best_of_two() -> None:
    rows = [{"text": {"en": "card"}, "share": share} for share in ("0.25", "0.5")]
    asked = STEM | {"answers": [*rows, {"text": {"en": "index card"}}]}
    assert [SHORT.mark(asked, typed) for typed in ("card", "index card")] == [Decimal("0.5"), 1]


def test_review_tells_the_feedback_of_the_answer_or_of_any_other() -> None:
    rows = [{"text": {"en": "card"}, "feedback": {"en": "Good"}}]
    asked = STEM | {"answers": rows, "feedback": {"en": "Not that"}}
    told = [SHORT.review(asked, typed, language="en").parts[0].feedback for typed in ("card", "book", None)]
    assert told == ["Good", "Not that", ""]


@pytest.mark.parametrize(
    "answers",
    [
        [],
        [{"text": {}}],
        [{"text": {"en": ""}}],
        [{"text": {"en": "half"}, "share": "0.5"}],
        [{"text": {"en": "much"}, "share": "2"}, {"text": {"en": "right"}}],
        [{"text": {"en": "right"}, "share": "NaN"}],
        [{"text": {"en": "right"}, "share": "all"}],
        [{"text": {"en": "x" * 501}}],
    ],
)
def test_body_without_an_answer_that_earns_everything_is_refused(answers: list) -> None:
    with pytest.raises(BodyInvalid):
        SHORT.check_body(STEM | {"answers": answers})
