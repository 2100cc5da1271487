from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from certification.codes import new_code
from certification.enums import Disclosure, RevocationReason, Verdict
from certification.errors import TooManyQuestions
from certification.models import Certificate, Verification
from certification.selectors.verifications import verification_counts
from certification.services import verification
from certification.services.disclosure import choose_disclosure
from certification.services.floods import (
    WINDOW,
    Flood,
    files_from_network,
    from_all,
    from_network,
    names_for_code,
    names_from_network,
    receipts_from_all,
    receipts_from_network,
    refuse_floods,
)
from certification.services.revocation import revoke_certificate
from certification.services.verification import recorded_file, refuse_receipts, verify_code
from certification.services.verification_records import KEPT
from certification.tasks import forget_verifications
from tests.factories.certification import make_issued, make_replaced, make_reserved
from tests.factories.people import make_user

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


HERE, ELSEWHERE = "203.0.113.0/24", "198.51.100.0/24"


def keep(number: int = 1, **facts: object) -> None:
    facts = {"verdict": Verdict.VALID, "network": HERE} | facts
    Verification.objects.bulk_create(Verification(**facts) for _question in range(number))


def is_refused(flood: Flood) -> bool:
    try:
        refuse_floods([flood])
    except TooManyQuestions:
        return True
    return False


@pytest.mark.parametrize(
    ("flood", "counted", "passed_over"),
    [
        (from_all(2), {}, {"is_in_list": True}),
        (from_network(2, HERE), {}, {"network": ELSEWHERE}),
        (files_from_network(2, HERE), {"by_file": True}, {"by_file": True, "network": ELSEWHERE}),
        (files_from_network(2, HERE), {"by_file": True}, {"by_file": True, "for_receipt": True}),
        (files_from_network(2, HERE), {"by_file": True}, {}),
        (receipts_from_all(2), {"for_receipt": True, "network": ELSEWHERE}, {}),
        (receipts_from_network(2, HERE), {"for_receipt": True}, {"for_receipt": True, "network": ELSEWHERE}),
        (names_from_network(2, HERE), {"by_name": True}, {"by_name": True, "network": ELSEWHERE}),
        (names_from_network(2, HERE), {"by_name": True}, {}),
        (names_from_network(2, HERE), {"by_name": True}, {"by_name": True, "is_in_list": True}),
    ],
)
def test_each_limit_counts_its_own_questions_of_one_window(flood: Flood, counted: dict, passed_over: dict) -> None:
    keep(9, **passed_over)
    with time_machine.travel(timezone.now() - WINDOW - timedelta(seconds=1), tick=False):
        keep(9, **counted)
    keep(**counted)
    before = is_refused(flood)
    keep(**counted)
    assert (before, is_refused(flood)) == (False, True)


def test_names_are_counted_for_each_certificate_from_every_network() -> None:
    certificate, other = make_reserved(), make_reserved()
    keep(9, by_name=True, certificate=other)
    keep(9, certificate=certificate)
    for network in (HERE, ELSEWHERE):
        assert is_refused(names_for_code(2, certificate.code)) is False
        keep(by_name=True, certificate=certificate, network=network)
    assert is_refused(names_for_code(2, certificate.code)) is True


def test_receipts_and_files_have_limits_beside_those_of_all_questions() -> None:
    refuse_receipts(HERE)
    keep(verification.NETWORK_RECEIPT_LIMIT, for_receipt=True)
    with pytest.raises(TooManyQuestions):
        refuse_receipts(HERE)
    refuse_receipts(ELSEWHERE)
    recorded_file(HERE)
    keep(verification.NETWORK_FILE_LIMIT, by_file=True)
    with pytest.raises(TooManyQuestions):
        recorded_file(HERE)
    recorded_file(ELSEWHERE)


def test_name_is_confirmed_where_the_holder_lets_it_be_and_nobody_tries_many(monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = make_issued(make_user(legal_name="Əliyeva Günay"))
    told = [verify_code(text=certificate.code, address="203.0.113.77", name="Əliyeva Günay").is_name_right]
    choose_disclosure(certificate=certificate, disclosure=Disclosure.NAME)
    for name in ("Əliyeva Günay", "Quliyeva Günay", ""):
        report = verify_code(text=certificate.code, address="203.0.113.77", name=name)
        told.append(report.is_name_right)
        assert (report.disclosure, report.facts.holder) == (Disclosure.NAME, None)
    assert told == [None, True, False, None]
    assert list(Verification.objects.order_by("pk").values_list("by_name", flat=True)) == [True, True, True, False]
    for limit, address in (("CERTIFICATE_NAME_LIMIT", "198.51.100.1"), ("NETWORK_NAME_LIMIT", "203.0.113.77")):
        with monkeypatch.context() as patch:
            patch.setattr(verification, limit, 3)
            with pytest.raises(TooManyQuestions):
                verify_code(text=certificate.code, address=address, name="Another")


def test_record_says_what_was_answered() -> None:
    over, revoked, today = make_issued(), make_issued(), timezone.localdate()
    Certificate.objects.filter(pk=over.pk).update(expires_on=today - timedelta(days=1))
    revoke_certificate(certificate=revoked, reason=RevocationReason.HOLDER_REQUEST, revoked_by=None)
    asked = [make_issued(), over, revoked, make_replaced()[0]]
    told = [verify_code(text=one.code, address="203.0.113.77").verdict for one in asked]
    unknown = [verify_code(text=code, address="203.0.113.77").verdict for code in (new_code(), make_reserved().code)]
    recorded = Verification.objects.order_by("pk").values_list("certificate", "verdict", "network", "by_name")
    assert told == [Verdict.VALID, Verdict.EXPIRED, Verdict.REVOKED, Verdict.SUPERSEDED]
    assert list(recorded) == [
        *((one.pk, verdict, HERE, False) for one, verdict in zip(asked, told, strict=True)),
        *((None, verdict, HERE, False) for verdict in unknown),
    ]


def test_refused_question_leaves_no_record(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verification, "NETWORK_LIMIT", 1)
    code = make_issued().code
    ask(code)
    for refused in (code, new_code()):
        with pytest.raises(TooManyQuestions):
            ask(refused)
    assert Verification.objects.count() == 1
