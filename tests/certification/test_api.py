from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from academy.accounts.enums import Role
from certification import api, tasks
from certification.codes import grouped
from certification.data import Candidate
from certification.enums import RevocationReason, State
from certification.errors import TemplateMissing
from certification.models import Batch, Certificate
from certification.services.revocation import revoke_certificate
from tests.factories.certification import TITLES, make_achievement, make_issued, make_reserved, make_template
from tests.factories.people import make_user
from tests.factories.transcripts import make_transcript_template

pytestmark = pytest.mark.django_db


def test_issue_reserves_at_once_and_produces_after_the_commit(django_capture_on_commit_callbacks: object) -> None:
    api.ensure_demo_key()
    holder, achievement = make_user(), make_achievement(key="course:UDC")
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        issued = api.issue_certificate(holder=holder, template=make_template(), achievement=achievement)
        assert (issued.state, issued.is_downloadable, issued.issued_on) == (State.RESERVED, False, None)
    now = api.certificate_for(holder, "course:UDC")
    assert (len(callbacks), now.code, now.state, now.is_downloadable) == (1, issued.code, State.ISSUED, True)
    assert now.issued_on == timezone.localdate()


def test_issue_takes_the_templates_number_too() -> None:
    template, holder = make_template(), make_user()
    api.issue_certificate(holder=holder, template=template.pk, achievement=make_achievement())
    assert Certificate.objects.get(holder=holder).template == template


def test_issue_in_a_transaction_that_fails_leaves_nothing(django_capture_on_commit_callbacks: object) -> None:
    holder, template = make_user(), make_template()

    def decide() -> None:
        with transaction.atomic():
            api.issue_certificate(holder=holder, template=template, achievement=make_achievement())
            raise ZeroDivisionError

    with django_capture_on_commit_callbacks(execute=True) as callbacks, pytest.raises(ZeroDivisionError):
        decide()
    assert (Certificate.objects.count(), callbacks) == (0, [])


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_broker_that_is_away_does_not_fail_the_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_certificate_id: int) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(tasks.produce_certificate, "delay", refuse)
    holder, template = make_user(), make_template()
    with transaction.atomic():
        api.issue_certificate(holder=holder, template=template, achievement=make_achievement())
    assert Certificate.objects.get(holder=holder).state == State.RESERVED


def test_unprintable_name_does_not_fail_the_caller_and_is_told() -> None:
    holder = make_user(legal_name="李小龍")
    issued = api.issue_certificate(holder=holder, template=make_template(), achievement=make_achievement())
    assert (issued.state, issued.is_downloadable, issued.problem != "") == (State.FAILED, False, True)


@pytest.mark.parametrize("language", ["az", "ru", "en"])
def test_title_is_in_the_language_of_the_page(language: str) -> None:
    certificate = make_issued(key="course:UDC")
    with translation.override(language):
        assert api.certificate_for(certificate.holder, "course:UDC").title == TITLES[language]


def test_certificates_are_the_users_own_and_the_newest_first() -> None:
    holder = make_user()
    first, second, _foreign = make_issued(holder), make_issued(holder), make_issued()
    assert [one.code for one in api.certificates_of(holder)] == [second.code, first.code]


def test_no_certificate_is_none() -> None:
    make_issued(key="course:UDC")
    assert api.certificate_for(make_user(), "course:UDC") is None


def test_revoked_certificate_cannot_be_downloaded() -> None:
    certificate = make_issued(key="course:UDC")
    revoke_certificate(certificate=certificate, reason=RevocationReason.HOLDER_REQUEST, revoked_by=None)
    shown = api.certificate_for(certificate.holder, "course:UDC")
    assert (shown.state, shown.is_downloadable) == (State.REVOKED, False)


@pytest.mark.parametrize("number", [1, 3])
def test_keys_in_force_cost_one_query(number: int, django_assert_num_queries: object) -> None:
    holder, keys = make_user(), [f"course:{place}" for place in range(number)]
    for key in keys:
        make_issued(holder, key=key)
    make_issued(key="course:foreign")
    with django_assert_num_queries(1):
        assert api.keys_in_force(holder, [*keys, "course:foreign"]) == set(keys)


def test_certificate_that_is_being_produced_is_in_force() -> None:
    certificate = make_reserved(key="course:UDC")
    assert api.keys_in_force(certificate.holder, ["course:UDC"]) == {"course:UDC"}


def test_no_keys_cost_no_query(django_assert_num_queries: object) -> None:
    holder = make_user()
    with django_assert_num_queries(0):
        assert api.keys_in_force(holder, []) == set()


def test_holders_certificates_come_in_one_query_whatever_their_number(django_assert_num_queries: object) -> None:
    first, second = make_user(), make_user()
    for holder in (first, second, second, make_user()):
        make_reserved(holder)
    with django_assert_num_queries(1):
        held = api.certificates_held([first.pk, second.pk])
    assert [one.holder for one in held] == [second.pk, second.pk, first.pk]


def test_held_certificate_says_what_it_is_worth_today() -> None:
    holder, today = make_user(), timezone.localdate()
    lasting, expiring, expired, revoked = (make_issued(holder, key=f"course:{name}") for name in "ABCD")
    Certificate.objects.filter(pk=expiring.pk).update(expires_on=today)
    Certificate.objects.filter(pk=expired.pk).update(expires_on=today - timedelta(days=1))
    revoke_certificate(certificate=revoked, reason=RevocationReason.RULES_VIOLATED, revoked_by=make_user())
    held = {one.key.removeprefix("course:"): one for one in api.certificates_held([holder.pk])}
    assert {name: one.standing.value for name, one in held.items()} == {
        "A": "valid",
        "B": "valid",
        "C": "expired",
        "D": "revoked",
    }
    assert [one.is_in_force for one in held.values()].count(True) == 2
    assert (held["A"].code, held["A"].title, held["A"].issued_on) == (lasting.code, TITLES["az"], today)
    make_issued(make_user(), key="course:A")
    deciding = api.DECIDING.rows([holder.pk], ["course:A", "course:C", "course:D", "course:Z"])
    assert {
        (one.holder, one.key, one.standing, one.is_in_force, one.expires_on) for one in api.standings_held(deciding)
    } == {
        (one.holder, one.key, one.standing, one.is_in_force, one.expires_on)
        for name, one in held.items()
        if name != "B"
    }


def test_certificates_are_found_by_code_as_long_as_they_have_a_holder() -> None:
    known, erased = make_reserved(), make_reserved()
    Certificate.objects.filter(pk=erased.pk).update(holder=None)
    found = api.certificates_with_codes([known.code, erased.code, "0" * 20])
    assert [*found] == [known.code]


def test_achievements_are_told_by_key_and_by_holder(django_assert_num_queries: object) -> None:
    first, second, erased = make_user(), make_user(), make_reserved(key="course:UDC")
    for holder, key in ((first, "course:UDC"), (first, "course:MARC"), (second, "course:UDC"), (make_user(), "x")):
        make_reserved(holder, key=key)
    Certificate.objects.filter(pk=erased.pk).update(holder=None)
    assert api.certified_keys(first) == {"course:UDC", "course:MARC"}
    assert api.holders_of("course:UDC") == {first.pk, second.pk}
    with django_assert_num_queries(1):
        found = api.codes_by_holder(api.CODES.rows([first.pk, second.pk], "course:UDC"))
    codes = dict(Certificate.objects.filter(achievement_key="course:UDC").values_list("holder", "code"))
    assert found == {pk: grouped(codes[pk]) for pk in (first.pk, second.pk)}


def test_held_certificate_tells_its_days_and_its_code_in_groups() -> None:
    certificate = make_issued(template=make_template(valid_months=12))
    (held,) = api.certificates_held([certificate.holder_id])
    assert (held.grouped_code, held.expires_on) == (grouped(certificate.code), certificate.expires_on)


def test_what_a_holder_waits_for_is_produced_now() -> None:
    api.ensure_demo_key()
    waiting, foreign = make_reserved(), make_reserved()
    api.produce_waiting(waiting.holder)
    for certificate in (waiting, foreign):
        certificate.refresh_from_db()
    assert (waiting.state, foreign.state) == (State.ISSUED, State.RESERVED)


def test_transcript_is_reserved_at_once_and_produced_after_the_commit(
    django_capture_on_commit_callbacks: object,
) -> None:
    make_transcript_template()
    holder = make_issued(key="course:UDC").holder
    days = {"first_day": date(2026, 1, 1), "last_day": date(2026, 12, 31)}
    with django_capture_on_commit_callbacks(execute=True):
        asked = api.request_transcript(holder=holder, **days, language="ru", records=[])
    certificate = Certificate.objects.get(code=asked.code)
    assert (asked.state, certificate.state, certificate.language) == (State.RESERVED, State.ISSUED, "ru")
    assert certificate.snapshot["transcript"]["first_day"] == "2026-01-01"
    assert [shown.code for shown in api.transcripts_of(holder)] == [asked.code]
    assert api.transcripts_of(make_user()) == []
    assert [shown.code for shown in api.certificates_of(holder)] != [asked.code]


def test_bulk_issue_is_kept_for_confirmation_and_needs_a_template() -> None:
    registrar, holder, template = make_user(Role.REGISTRAR), make_user(), make_template()
    candidates = [Candidate(holder=holder.pk, hours=Decimal(2), achieved_on=date(2026, 9, 5))]
    facts = {"key": "course:UDC", "titles": TITLES, "candidates": candidates, "note": "Order 7", "by": registrar}
    with pytest.raises(TemplateMissing):
        api.propose_certificates(template=None, **facts)
    address = api.propose_certificates(template=template.pk, **facts)
    batch = Batch.objects.get()
    assert address == reverse("batch", args=[batch.pk])
    assert (batch.template, batch.achievement_key, batch.titles, batch.note, batch.proposed_by) == (
        *(template, "course:UDC", TITLES),
        *("Order 7", registrar),
    )
    assert Certificate.objects.count() == 0
