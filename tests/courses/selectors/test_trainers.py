import pytest

from academy.accounts.enums import Role
from academy.accounts.models import User
from courses.selectors.access import manageable_courses
from courses.selectors.trainers import managers_of, trainers_of, trainers_to_tell
from tests.factories.people import make_institution, make_membership, make_user
from tests.factories.talk import make_cohort, make_learner, make_taught_course

pytestmark = pytest.mark.django_db


def names(people: object) -> set[str]:
    return set(people.values_list("legal_name", flat=True))


@pytest.fixture
def people() -> dict[str, User]:
    """Everybody who could stand near a course, by what she or he is."""
    institution = make_institution()
    course, trainer = make_taught_course(institution=institution)
    everybody = {"Trainer": trainer}
    for name, roles in {
        "Colleague": [Role.TRAINER],
        "Reader": [],
        "Editor": [Role.EDITOR],
        "Other": [Role.TRAINER],
    }.items():
        everybody[name] = make_user(*roles, legal_name=name)
    for name in ("Colleague", "Reader"):
        make_membership(everybody[name], institution)
    everybody["Of the cohort"] = make_user(legal_name="Of the cohort")
    make_cohort(course, everybody["Of the cohort"])
    everybody["Gone"] = make_user(Role.TRAINER, legal_name="Gone", is_active=False)
    course.pages.filter(locale__language_code="ru").update(owner=everybody["Gone"])
    everybody["Learner"] = make_learner(course, legal_name="Learner")
    return everybody


def test_managers_are_those_who_may_manage_it_in_the_cms(people: dict[str, User]) -> None:
    course = people["Trainer"].owned_pages.first().specific.course
    allowed = {
        name
        for name, person in people.items()
        if person.has_perm("courses.change_course") and manageable_courses(person).filter(pk=course.pk).exists()
    }
    assert names(managers_of(course)) == allowed == {"Trainer", "Colleague", "Editor"}


def test_trainers_are_managers_and_trainers_of_cohorts(people: dict[str, User]) -> None:
    course = people["Trainer"].owned_pages.first().specific.course
    assert names(trainers_of(course)) == {"Trainer", "Colleague", "Editor", "Of the cohort"}


def test_authors_and_the_cohort_s_trainer_are_told(people: dict[str, User]) -> None:
    course = people["Trainer"].owned_pages.first().specific.course
    assert names(trainers_to_tell(course, None)) == {"Trainer"}
    assert names(trainers_to_tell(course, course.cohorts.get())) == {"Trainer", "Of the cohort"}
