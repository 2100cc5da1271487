"""Where enrolments stand, as the CMS lists them."""

from django.db.models import Q

from courses.enums import EnrolmentState
from courses.models import Enrolment

#: Which enrolments are in a state.
IN_STATE = {
    EnrolmentState.LEARNING: Q(completed_at=None, withdrawn_at=None),
    EnrolmentState.COMPLETED: Q(completed_at__isnull=False),
    EnrolmentState.WITHDRAWN: Q(withdrawn_at__isnull=False),
}


def state_of(enrolment: Enrolment) -> EnrolmentState:
    """Say where one enrolment stands."""
    if enrolment.completed_at:
        return EnrolmentState.COMPLETED
    return EnrolmentState.WITHDRAWN if enrolment.withdrawn_at else EnrolmentState.LEARNING
