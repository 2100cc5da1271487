"""Of which kinds a person has anything: each kind by itself, and nothing of what others have."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from academy.accounts.models import User
from courses.models import ProgrammeEnrolment, SeminarCompletion
from courses.selectors.holdings import Holdings, holdings_of
from courses.services.bookmarks import add_bookmark
from courses.services.notes import save_note
from courses.services.requests import refuse_request
from tests.factories.admission import make_request
from tests.factories.certification import make_reserved
from tests.factories.evaluations import make_evaluated_seminar, make_participant
from tests.factories.learning import make_course, make_enrolment, make_seminar
from tests.factories.people import make_institution, make_membership, make_user
from tests.factories.programmes import make_programme
from tests.factories.seminars import make_registration, make_session
from tests.factories.talk import make_announcement, make_sent

pytestmark = pytest.mark.django_db


def keep_note(user: User) -> None:
    save_note(user=user, lesson=make_course(lessons=1).lessons.get(), text="Mine", seen=None)


def complete_seminar(user: User) -> None:
    seminar = make_seminar(timezone.now() + timedelta(days=1))
    SeminarCompletion.objects.create(seminar=seminar, user=user, minutes=90, hours=Decimal(2))


#: What makes each kind.
MAKERS: dict[str, Callable[[User], object]] = {
    "requests": lambda user: make_request(user=user),
    "registrations": lambda user: make_registration(make_session(), user),
    "attended": lambda user: make_participant(make_evaluated_seminar(), user),
    "memberships": lambda user: make_membership(user, make_institution()),
    "led": lambda user: make_session(trainer=user),
    "certificates": lambda user: make_reserved(holder=user),
    "seminars": complete_seminar,
    "programmes": lambda user: ProgrammeEnrolment.objects.create(user=user, programme=make_programme()),
    "notes": keep_note,
    "bookmarks": lambda user: add_bookmark(user=user, lesson=make_course(lessons=1).lessons.get()),
    "announcements": lambda user: make_sent(make_enrolment(make_course(), user).course, make_user()),
}


def test_every_kind_is_tried() -> None:
    assert tuple(MAKERS) == Holdings._fields


@pytest.mark.parametrize("kind", MAKERS)
def test_kind_is_the_persons_alone(kind: str, django_assert_num_queries: Callable) -> None:
    user, other = make_user(), make_user()
    MAKERS[kind](user)
    with django_assert_num_queries(2):
        found = [holdings_of(one)._asdict() for one in (user, other)]
    nothing = dict.fromkeys(Holdings._fields, False)
    assert found == [nothing | {kind: True}, nothing]


def test_what_was_answered_given_up_or_never_sent_is_nothing() -> None:
    user = make_user()
    refuse_request(request=make_request(user=user), by=make_user())
    MAKERS["announcements"](user)
    user.enrolments.update(withdrawn_at=timezone.now())
    make_announcement(make_enrolment(make_course(), user).course)
    assert set(holdings_of(user)) == {False}
