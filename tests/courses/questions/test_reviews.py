"""What the review of a question tells, whole: of each type, in each language, and what is kept back."""

from dataclasses import replace

import pytest
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from academy.languages import LANGUAGES
from courses.questions import TYPES
from courses.questions.base import Option, Part, Review
from tests.factories.questions import BODIES, SAMPLES


def option(number: int, language: str, *, is_correct: bool, is_chosen: bool) -> Option:
    return Option(f"Option {number} {language}", f"SECRET {language}", is_correct=is_correct, is_chosen=is_chosen)


def told(key: str, language: str) -> dict[str, list]:
    """What the review of a partly wrong answer tells beside stem and explanation."""
    secret = f"SECRET {language}"
    options = [option(n, language, is_correct=n == 0, is_chosen=n == 1) for n in range(4)]
    with override(language):
        true, false = pgettext("statement", "True"), pgettext("statement", "False")
    value = "1.25" if language == "en" else "1,25"
    return {
        "single_choice": {"options": options},
        "hotspot": {"options": options},
        "true_false": {
            "options": [
                Option(true, secret, is_correct=True, is_chosen=False),
                Option(false, secret, is_correct=False, is_chosen=True),
            ]
        },
        "short_text": {"parts": [wrong("nothing", f"Right {language}", feedback=secret)]},
        "numeric": {"parts": [wrong(f"2 m {language}", f"{value} m {language}", feedback=secret)]},
        "matching": {"parts": [matched(place, language) for place in range(3)]},
        "ordering": {
            "parts": [
                wrong(given, expected, label=f"Item {item} {language}", explanation=secret)
                for item, given, expected in ((0, "1", "2"), (2, "2", "1"), (1, "", "3"))
            ]
        },
        "gaps": {"parts": gaps(language)},
        "essay": {"parts": [Part(given="Text", expected="", is_correct=None)]},
    }[key]


def wrong(given: str, expected: str, **told: str) -> Part:
    return Part(given=given, expected=expected, is_correct=False, **told)


def matched(place: int, language: str) -> Part:
    return Part(
        label=f"Item {place} {language}",
        given=f"Target b {language}" if place != 1 else "",
        expected=f"Target {'b' if place == 2 else 'a'} {language}",
        is_correct=place == 2,
        explanation=f"SECRET {language}",
    )


def gaps(language: str) -> list[Part]:
    """In the order of each language, and numbered by it."""
    answers = [("nothing", f"Right {language}"), (f"Option 0 {language}", f"Option 1 {language}")]
    in_order = reversed(answers) if language == "az" else answers
    with override(language):
        labels = [str(_("Gap {number}")).format(number=number) for number in (1, 2)]
    secret = f"SECRET {language}"
    return [wrong(*answer, label=label, feedback=secret) for answer, label in zip(in_order, labels, strict=True)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("single_choice", "o1"),
        ("hotspot", "o1"),
        ("true_false", False),
        ("short_text", "nothing"),
        ("numeric", {"number": "2", "unit": "m"}),
        ("matching", {"i0": "b", "i2": "b"}),
        ("ordering", {"i0": 1, "i2": 2}),
        ("gaps", {"g1": "nothing", "g2": "o0"}),
        ("essay", "Text"),
    ],
)
def test_review_tells_everything_in_the_language_asked_for(key: str, answer: object, language: str) -> None:
    with override(language):
        review = TYPES[key].review(BODIES[key], answer, language=language)
    assert review == Review(f"Stem {language}", f"SECRET {language}", **told(key, language))


@pytest.mark.parametrize("key", ["single_choice", "short_text", "numeric", "matching", "gaps", "essay", "ordering"])
def test_question_without_explanation_and_feedback_is_reviewed_in_silence(key: str) -> None:
    def bare(value: object) -> object:
        if isinstance(value, dict):
            return {name: bare(inner) for name, inner in value.items() if name not in {"explanation", "feedback"}}
        return [bare(inner) for inner in value] if isinstance(value, list) else value

    answer = SAMPLES[key].answer if key in SAMPLES else "Text"
    review = TYPES[key].review(bare(BODIES[key]), answer, language="en")
    silent = [*review.options, *(part.explanation for part in review.parts), *(part.feedback for part in review.parts)]
    assert {said.feedback if isinstance(said, Option) else said for said in silent} | {review.explanation} == {""}


def test_feedback_is_kept_back_while_only_the_own_answer_may_be_told() -> None:
    hidden = TYPES["single_choice"].review(BODIES["single_choice"], "o1", language="en").without_feedback()
    options = [Option(f"Option {n} en", "", is_correct=None, is_chosen=n == 1) for n in range(4)]
    assert hidden == Review("Stem en", "", options=options, parts=[])
    review = TYPES["short_text"].review(BODIES["short_text"], "nothing", language="en")
    own = Part(given="nothing", expected="", is_correct=None, feedback="SECRET en")
    assert review.without_answers() == Review("Stem en", "", options=[], parts=[own])
    assert review.without_feedback() == Review("Stem en", "", options=[], parts=[replace(own, feedback="")])


def test_number_without_units_is_reviewed_as_it_is() -> None:
    body = {"stem": {"en": "How many?"}, "answers": [{"value": "1.5"}]}
    (part,) = TYPES["numeric"].review(body, {"number": "1.5"}, language="az").parts
    assert part == Part(given="1,5", expected="1,5", is_correct=True)


def test_option_of_another_question_is_reviewed_as_no_answer_to_a_gap() -> None:
    review = TYPES["gaps"].review(BODIES["gaps"], {"g2": "o9"}, language="en")
    assert (review.parts[1].given, review.parts[1].expected, review.parts[1].feedback) == ("", "Option 1 en", "")
