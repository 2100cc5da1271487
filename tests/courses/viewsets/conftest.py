import pytest

from academy.accounts.enums import Role
from academy.accounts.models import User
from courses.models import Course
from tests.factories.learning import make_course, make_site
from tests.factories.people import make_user


@pytest.fixture
def trainer() -> User:
    return make_user(Role.TRAINER, language="en")


@pytest.fixture
def index() -> dict:
    return make_site()


@pytest.fixture
def own_course(trainer: User, index: dict) -> Course:
    """A course of the trainer with three lessons."""
    course = make_course(lessons=3, index=index)
    course.pages.update(owner=trainer)
    return course


@pytest.fixture
def foreign_course(index: dict) -> Course:
    """A course of somebody else with one lesson."""
    course = make_course(lessons=1, index=index)
    course.pages.update(owner=make_user(Role.TRAINER))
    return course
