from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
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


@pytest.mark.skipif(connection.vendor != "postgresql", reason="waiting for the disk is PostgreSQL's: set DATABASE_URL")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_record_waits_for_the_disk_only_within_a_transaction_of_others() -> None:
    """What is written beside it would not be on the disk either."""
    code = make_reserved().code
    with CaptureQueriesContext(connection) as alone:
        ask(code)
    with transaction.atomic(), CaptureQueriesContext(connection) as beside:
        ask(code)
    hasty = [
        ["synchronous_commit" in one["sql"] for one in asked if "INSERT" in one["sql"]] for asked in (alone, beside)
    ]
    with connection.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit")
        assert (hasty, cursor.fetchone()) == ([[True], [False]], ("on",))
