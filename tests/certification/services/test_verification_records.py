from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from certification.models import Verification
from certification.selectors.verifications import verification_counts
from certification.services.verification import verify_code
from certification.services.verification_records import KEPT
from certification.tasks import forget_verifications
from tests.factories.certification import make_issued, make_reserved

pytestmark = pytest.mark.django_db


def ask(code: str) -> None:
    verify_code(text=code, address="203.0.113.77")


def test_records_are_kept_for_ninety_days() -> None:
    code = make_issued().code
    now = timezone.now()
    for age in (KEPT + timedelta(minutes=1), KEPT - timedelta(minutes=1), timedelta()):
        with time_machine.travel(now - age, tick=False):
            ask(code)
    with time_machine.travel(now, tick=False):
        forget_verifications()
    assert (KEPT.days, Verification.objects.count()) == (90, 2)


def test_holder_is_told_how_often_each_certificate_was_verified(django_assert_num_queries: object) -> None:
    certificate, other = make_issued(), make_issued()
    make_reserved(certificate.holder)
    for code in (certificate.code, certificate.code, other.code):
        ask(code)
    with django_assert_num_queries(1):
        assert verification_counts(certificate.holder) == {certificate.pk: 2}


def test_page_of_the_holder_says_so_and_names_nobody(client_of: object) -> None:
    certificate = make_issued()
    ask(certificate.code)
    page = client_of(certificate.holder).get("/my/certificates/", {"language": "en"}).content.decode()
    stranger = Client().get(f"/verify/{certificate.code}/", {"language": "en"}).content.decode()
    assert ("Verified once in the last 90 days." in page, "203.0.113" in page, "Verified once" in stranger) == (
        True,
        False,
        False,
    )
