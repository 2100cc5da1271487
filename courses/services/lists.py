"""A list of people: read and kept, then confirmed. Nothing is taken before the confirmation."""

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from academy.accounts.models import User
from academy.lists.people import read_people
from courses.enums import EnrolmentLetterKind, RowState
from courses.models import Cohort, Course, Enrolment, EnrolmentLetter, EnrolmentList
from courses.selectors.admission import count_states, list_rows
from courses.services.enrolment import admit_all
from courses.services.invitations import invite_addresses

#: Afterwards a list is deleted, confirmed or not: it holds names and addresses of people who may never come.
KEPT = timedelta(days=30)


def keep_list(  # noqa: PLR0913 - what a list is for, and the file
    *, course: Course, cohort: Cohort | None, language: str, file_name: str, content: bytes, by: User
) -> EnrolmentList:
    """Read the file, and keep its lines for the look at them. Raises `ListUnreadable`, and then keeps nothing."""
    rows = [row.as_dict() for row in read_people(content)]
    return EnrolmentList.objects.create(
        course=course, cohort=cohort, language=language, file_name=file_name[-200:], rows=rows, uploaded_by=by
    )


@transaction.atomic
def confirm_list(*, people: EnrolmentList, by: User) -> EnrolmentList:
    """Enrol the good lines and invite whoever has no account, all or nothing; a second time changes nothing.

    What each line means is asked at this moment, behind the lock that the first statement takes. Raises `CourseNotOpen`
    and `CohortEnded`.
    """
    now = timezone.now()
    unconfirmed = EnrolmentList.objects.filter(pk=people.pk, confirmed_at=None)
    if unconfirmed.update(confirmed_at=now):
        rows = list_rows(people)
        users = User.objects.filter(email__in=[row.email for row in rows if row.state == RowState.READY])
        enrolments = admit_all(users=list(users), course=people.course, cohort=people.cohort)
        if people.cohort is None:
            _owe_letters(enrolments)
        new = [row.email for row in rows if row.state == RowState.NEW]
        invite_addresses(course=people.course, cohort=people.cohort, by=by, emails=new, language=people.language)
        result = {state.value: number for state, number in count_states(rows).items()}
        EnrolmentList.objects.filter(pk=people.pk).update(result=result)
    people.refresh_from_db()
    return people


def _owe_letters(enrolments: QuerySet[Enrolment]) -> None:
    """Owe a letter to whoever was put on the course; a cohort owes its own."""
    rows = [EnrolmentLetter(enrolment=enrolment, kind=EnrolmentLetterKind.ENROLLED) for enrolment in enrolments]
    EnrolmentLetter.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)


def delete_old_lists() -> int:
    """Delete what was uploaded more than thirty days ago, and return how many."""
    old = EnrolmentList.objects.filter(uploaded_at__lt=timezone.now() - KEPT)
    return old.delete()[0]
