"""What belongs to an institution: its staff, what is asked of them, and its programs."""

from academy.integrations.enums import DeliveryState, EventType
from academy.integrations.models import Delivery, WebhookEndpoint
from courses.enums import SeminarApproval
from courses.models import CertificateWatch, StaffList
from tests.access.people import Side
from tests.factories.desk import (
    make_certificate,
    make_group,
    make_requirement,
    make_staff_invitation,
)
from tests.factories.integrations import make_api_key, make_webhook
from tests.factories.learning import make_seminar
from tests.factories.seminars import make_registration, make_session

Rows = dict[str, object]


def desk_rows(side: Side) -> Rows:
    """Rows of the institution of the officer, one of whose staff is the learner."""
    place, learner = side.institution, side.learner
    staff, officer = learner.memberships.get(), side.officer.memberships.get()
    certificate = make_certificate(learner)
    group = make_group(place)
    group.members.add(staff)
    people = StaffList.objects.create(institution=place, language="az", uploaded_by=side.officer)
    invitation = make_staff_invitation(place, learner.email)
    return {
        "institution": place.pk,
        "membership": staff.pk,
        "group of staff": group.pk,
        "requirement": make_requirement(place, 30).pk,
        "list of staff": people.pk,
        "invitation to the staff": invitation.pk,
        "token of an invitation to the staff": invitation.token,
        "watch": CertificateWatch.objects.create(officer=officer, staff=staff, code=certificate.code).pk,
        "registration to be approved": _registration(side),
        **_programs(side),
    }


def _registration(side: Side) -> object:
    seminar = make_seminar(offer_hours=0, approval=SeminarApproval.INSTITUTION)
    return make_registration(make_session(seminar), side.learner, side.institution).pk


def _programs(side: Side) -> Rows:
    endpoint, _secret = make_webhook(side.institution)
    WebhookEndpoint.objects.filter(pk=endpoint.pk).update(url="https://127.0.0.1/")  # refused before anything is sent
    delivery = Delivery.objects.create(
        endpoint=endpoint, event_id="evt", type=EventType.TEST, body="{}", state=DeliveryState.GIVEN_UP
    )
    return {"key": make_api_key(side.institution)[0].pk, "webhook": endpoint.pk, "message": delivery.pk}
