import pytest

from academy.accounts.enums import Role
from academy.accounts.models import User
from courses.models import Course, Quiz
from tests.factories.learning import make_course, make_quiz
from tests.factories.people import make_user


@pytest.fixture
def trainer() -> User:
    return make_user(Role.TRAINER, language="en")


@pytest.fixture
def course(trainer: User) -> Course:
    """A course of the trainer, with two lessons and a quiz of two questions."""
    course = make_course(lessons=2)
    course.pages.update(owner=trainer)
    make_quiz(course, questions=2)
    return course


@pytest.fixture
def quiz(course: Course) -> Quiz:
    return course.quiz
