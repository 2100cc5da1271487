"""A request to be enrolled: sent, taken back, or decided by whoever manages the course."""

from django.db import transaction
from django.utils import timezone

from academy.accounts.models import User
from courses.enums import EnrolmentMode, RequestState
from courses.errors import AlreadyEnrolled, RequestDecided, RequestNotTaken
from courses.models import Course, Enrolment, EnrolmentRequest
from courses.services.enrolment import admit, check_is_open, check_prerequisites


def request_enrolment(*, user: User, course: Course, message: str = "") -> EnrolmentRequest:
    """Ask to be enrolled; while one request waits, a second changes nothing.

    Raises `AlreadyEnrolled`, `RequestNotTaken`, `PrerequisitesMissing` and `CourseNotOpen`.
    """
    if Enrolment.objects.active().filter(user=user, course=course).exists():
        raise AlreadyEnrolled
    if course.enrolment_mode != EnrolmentMode.APPROVAL:
        raise RequestNotTaken
    check_prerequisites(user, course)
    check_is_open(course)
    request, _made = EnrolmentRequest.objects.get_or_create(
        user=user, course=course, state=RequestState.WAITING, defaults={"message": message}
    )
    return request


def take_back_request(*, request: EnrolmentRequest) -> None:
    """Let the author take the request back. Raises `RequestDecided` when it no longer waits."""
    _close(request, state=RequestState.WITHDRAWN)


@transaction.atomic
def approve_request(*, request: EnrolmentRequest, by: User, reason: str = "") -> Enrolment:
    """Enrol whoever asked. Raises `RequestDecided`, and `CourseNotOpen` when no lesson is published any more."""
    _close(request, state=RequestState.APPROVED, decided_by=by, reason=reason)
    return admit(user=request.user, course=request.course)


def refuse_request(*, request: EnrolmentRequest, by: User, reason: str = "") -> None:
    """Say no; the learner reads the reason. Raises `RequestDecided`."""
    _close(request, state=RequestState.REFUSED, decided_by=by, reason=reason)


def _close(request: EnrolmentRequest, **decision: object) -> None:
    waiting = EnrolmentRequest.objects.filter(pk=request.pk, state=RequestState.WAITING)
    if not waiting.update(decided_at=timezone.now(), **decision):
        raise RequestDecided
