import pytest
from django.utils.translation import override, pgettext

from academy.languages import LANGUAGES
from courses.questions import TYPES, BodyInvalid
from tests.factories.questions import STEM, judged

TRUE_FALSE = TYPES["true_false"]


@pytest.mark.parametrize("body", [STEM, STEM | {"answer": None}, STEM | {"answer": "true"}, {"answer": True}])
def test_statement_that_is_neither_is_refused(body: dict) -> None:
    with pytest.raises(BodyInvalid):
        TRUE_FALSE.check_body(body)


@pytest.mark.parametrize("language", LANGUAGES)
def test_verdicts_stand_in_the_language_of_the_question(language: str) -> None:
    with override("en"):
        choices = TRUE_FALSE.field(judged(answer=True), language=language, seed="s").choices
    with override(language):
        assert choices == [("true", pgettext("statement", "True")), ("false", pgettext("statement", "False"))]


def test_review_tells_the_feedback_of_what_was_chosen() -> None:
    answer, body = False, judged(answer=True) | {"feedback": {"true": {"en": "Yes"}, "false": {"en": "No"}}}
    review = TRUE_FALSE.review(body, answer, language="en").without_answers()
    assert [(option.is_chosen, option.feedback) for option in review.options] == [(False, ""), (True, "No")]
