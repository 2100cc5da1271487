"""Each listing of the Academy menu opens and leads to its rows."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from academy.accounts.models import User
from courses.enums import RemarkingWay
from courses.models import Quiz
from courses.services.attempts import start_attempt, submit_attempt
from courses.services.remarking import order_remarking
from courses.viewsets import LearningGroup
from tests.factories.admission import make_cohort, make_invitation, make_list, make_request
from tests.factories.evaluations import make_evaluation
from tests.factories.learning import add_essay, make_bank, make_bank_question, make_enrolment, make_quiz, make_seminar
from tests.factories.people import make_user
from tests.factories.programmes import make_programme
from tests.factories.questions import STEM
from tests.factories.talk import make_learner, make_question, make_sent, make_taught_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client_of) -> Client:
    """Somebody who may do everything, so that nothing is hidden."""
    return client_of(make_user(is_superuser=True, language="en"))


@pytest.fixture
def rows() -> None:
    """One row or more for each listing."""
    course, trainer = make_taught_course()
    make_essay_that_waits(make_quiz(course), trainer)
    make_bank_question(make_bank())
    make_cohort(course=course)
    make_request(course=course)
    make_invitation(course=course)
    make_list(course=course)
    make_programme([course])
    make_seminar()
    make_evaluation()
    make_sent(course, trainer)
    make_question(course, make_learner(course))


def make_essay_that_waits(quiz: Quiz, trainer: User) -> None:
    """An essay to be marked, and the record of a question that was marked again."""
    essay = add_essay(quiz, STEM)
    attempt = start_attempt(enrolment=make_enrolment(quiz.course, read=9), quiz=quiz)
    submit_attempt(attempt=attempt, answers={3: "Text"})
    order_remarking(quiz=quiz, question=essay, way=RemarkingWay.NEWEST, reason="Unclear.", by=trainer)


@pytest.mark.parametrize("kind", [viewset.model._meta.model_name for viewset in LearningGroup.items])
@pytest.mark.usefixtures("rows")
def test_first_link_of_a_row_opens(kind: str, administrator: Client) -> None:
    text = administrator.get(reverse(f"{kind}:index")).text
    row = re.search(r"<tbody>.*?</tr>", text, re.DOTALL)
    link = re.search(r'<div class="title-wrapper">\s*<a href="([^"]+)"', row[0])
    assert administrator.get(link[1]).status_code == 200
