"""A newer certificate in the place of one that was wrong: the holder is never without one, and never has two."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from certification.codes import grouped
from certification.enums import EventKind, Failure, ReplacementReason, RevocationReason, State, Verdict
from certification.errors import (
    BeingReplaced,
    NameUnprintable,
    NothingCorrected,
    NotReplaceable,
    NotWithdrawable,
    SigningKeyMissing,
)
from certification.models import Certificate, Event, Replacement
from certification.rendering.context import part_in
from certification.selectors.certificates import certificates_held_by
from certification.services import production, production_steps
from certification.services.audit import audit_history
from certification.services.issuance import reserve_certificate
from certification.services.production import produce_certificate
from certification.services.replacement import correct_certificate
from certification.services.revocation import revoke_certificate
from certification.services.verification import verify_code
from certification.services.withdrawal import withdraw_replacement
from tests.factories.certification import (
    TITLES,
    make_achievement,
    make_correction,
    make_issued,
    make_replaced,
    make_reserved,
    make_successor,
    make_template,
)
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

RIGHT = "Əliyeva Günel Şahin qızı"


def correct(certificate: Certificate, **changes: object) -> Certificate:
    return correct_certificate(
        certificate=certificate,
        correction=make_correction(certificate, **changes),
        reason=ReplacementReason.SPELLING,
        decided_by=None,
    )


def verdict(certificate: Certificate) -> str:
    return verify_code(text=certificate.code, address="192.0.2.1").verdict


def states() -> list[str]:
    return list(Certificate.objects.order_by("pk").values_list("state", flat=True))


def test_corrected_name_stands_in_a_new_certificate_and_the_old_one_names_it() -> None:
    old, newer = make_replaced()
    assert (old.state, newer.state, old.superseded_by) == (State.SUPERSEDED, State.ISSUED, newer)
    assert (newer.snapshot["holder_name"], newer.code != old.code) == (RIGHT, True)
    assert (old.snapshot["holder_name"], old.document.name != newer.document.name) == ("Əliyeva Günay Şahin qızı", True)
    report = verify_code(text=old.code, address="192.0.2.1")
    assert (report.verdict, report.superseded_by) == (Verdict.SUPERSEDED, newer.code)
    assert (report.superseded_on, report.replacement_reason) == (timezone.localdate(), ReplacementReason.SPELLING)


def test_new_certificate_says_all_else_that_the_old_one_said() -> None:
    old, newer = make_replaced()
    differing = {name for name, value in old.snapshot.items() if newer.snapshot[name] != value}
    assert differing == {"code", "url", "holder_name"}
    assert (newer.sequence, newer.achievement_key, newer.language) == (2, old.achievement_key, old.language)


def test_old_certificate_holds_until_the_new_one_is_issued() -> None:
    old = make_issued()
    newer = make_successor(old)
    assert (verdict(old), verdict(newer)) == (Verdict.VALID, Verdict.UNKNOWN)
    produce_certificate(newer.pk)
    assert (verdict(old), verdict(newer)) == (Verdict.SUPERSEDED, Verdict.VALID)


def test_new_certificate_that_cannot_be_signed_yet_leaves_the_old_one_in_force(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    old = make_issued()

    def refuse() -> None:
        raise SigningKeyMissing("lost")

    with monkeypatch.context() as patched:
        patched.setattr(production, "active_key", refuse)
        newer = make_successor(old)
        produce_certificate(newer.pk)
    newer.refresh_from_db()
    assert (newer.failure, verdict(old)) == (Failure.KEY, Verdict.VALID)
    Certificate.objects.update(next_attempt_at=timezone.now())
    produce_certificate(newer.pk)
    assert (verdict(old), verdict(newer)) == (Verdict.SUPERSEDED, Verdict.VALID)


def test_title_hours_and_date_are_corrected_and_the_end_moves_with_the_date() -> None:
    old = make_issued(template=make_template(valid_months=36))
    titles = TITLES | {"en": "UDC: from the table to the shelf"}
    newer = correct(old, titles=titles, hours=Decimal("6.00"), achieved_on=date(2026, 8, 31))
    produce_certificate(newer.pk)
    newer.refresh_from_db()
    snapshot = newer.snapshot
    assert (newer.state, snapshot["titles"], snapshot["hours"]) == (State.ISSUED, titles, "6.00")
    assert (snapshot["achieved_on"], newer.expires_on) == ("2026-08-31", date(2029, 8, 31))
    assert titles["en"] in part_in(snapshot, "en")["wording"]["after_name"]


def test_chain_of_corrections_leads_to_the_current_certificate() -> None:
    first, second = make_replaced()
    third = correct(second, hours=Decimal("5.00"))
    produce_certificate(third.pk)
    assert verify_code(text=first.code, address="192.0.2.1").superseded_by == third.code


@pytest.mark.parametrize("name", ["李小龍", "Əliyeva\u202eGünel", "   "])
def test_unprintable_name_is_refused_and_changes_nothing(name: str) -> None:
    old = make_issued()
    with pytest.raises(NameUnprintable):
        correct(old, holder_name=name)
    old.refresh_from_db()
    assert (Certificate.objects.count(), old.superseded_by, Replacement.objects.count()) == (1, None, 0)


def test_correction_that_changes_nothing_is_refused() -> None:
    with pytest.raises(NothingCorrected):
        correct(make_issued())
    assert states() == [State.ISSUED]


def test_second_correction_is_refused_while_one_is_under_way_and_after_it() -> None:
    old = make_issued()
    newer = make_successor(old)
    with pytest.raises(NotReplaceable):
        correct(old, hours=Decimal("9.00"))
    produce_certificate(newer.pk)
    with pytest.raises(NotReplaceable):
        correct(old, hours=Decimal("9.00"))
    assert states() == [State.SUPERSEDED, State.ISSUED]


def test_what_is_not_in_force_or_has_no_holder_is_not_corrected() -> None:
    reserved, revoked, erased = make_reserved(), make_issued(), make_issued()
    revoke_certificate(certificate=revoked, reason=RevocationReason.ISSUED_IN_ERROR, revoked_by=None)
    Certificate.objects.filter(pk=erased.pk).update(holder=None)
    for certificate in (reserved, revoked, erased):
        with pytest.raises(NotReplaceable):
            correct(certificate, hours=Decimal("9.00"))
    assert Certificate.objects.count() == 3


def test_what_is_being_replaced_is_not_revoked() -> None:
    old = make_issued()
    newer = make_successor(old)
    with pytest.raises(BeingReplaced):
        revoke_certificate(certificate=old, reason=RevocationReason.ISSUED_IN_ERROR, revoked_by=None)
    produce_certificate(newer.pk)
    assert states() == [State.SUPERSEDED, State.ISSUED]


def test_replacement_that_was_withdrawn_leaves_the_old_one_correctable() -> None:
    old = make_issued()
    newer = make_successor(old)
    withdraw_replacement(successor=newer, withdrawn_by=None)
    assert (produce_certificate(newer.pk), verdict(old), verdict(newer)) == ("not due", Verdict.VALID, Verdict.UNKNOWN)
    again = make_successor(Certificate.objects.get(pk=old.pk))
    produce_certificate(again.pk)
    assert states() == [State.SUPERSEDED, State.WITHDRAWN, State.ISSUED]
    assert list(audit_history()) == []


def test_only_a_replacement_that_is_not_issued_is_withdrawn() -> None:
    for certificate in (make_reserved(), make_issued(), make_replaced()[1]):
        with pytest.raises(NotWithdrawable), transaction.atomic():
            withdraw_replacement(successor=certificate, withdrawn_by=None)
    assert State.WITHDRAWN not in states()


def test_worker_that_was_overtaken_by_a_withdrawal_stores_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    newer = make_successor(make_issued())
    draw = production_steps.draw

    def withdraw_meanwhile(*args: object, **named: object) -> bytes:
        withdraw_replacement(successor=newer, withdrawn_by=None)
        return draw(*args, **named)

    monkeypatch.setattr(production_steps, "draw", withdraw_meanwhile)
    produce_certificate(newer.pk)
    newer.refresh_from_db()
    assert (newer.state, newer.document.name, states()[0]) == (State.WITHDRAWN, "", State.ISSUED)


def test_same_achievement_again_returns_the_current_certificate() -> None:
    old, newer = make_replaced()
    achievement = make_achievement(key=old.achievement_key)
    assert reserve_certificate(holder=old.holder, template=old.template, achievement=achievement) == newer


def test_history_tells_of_both_and_holds() -> None:
    old, newer = make_replaced()
    told = Event.objects.filter(subject__in=[old.code, newer.code]).order_by("position")
    assert [(event.kind, event.subject) for event in told] == [
        (EventKind.RESERVED, old.code),
        (EventKind.ISSUED, old.code),
        (EventKind.RESERVED, newer.code),
        (EventKind.ISSUED, newer.code),
        (EventKind.SUPERSEDED, old.code),
    ]
    assert told.last().facts == {"sha256": old.sha256, "by": newer.code, "reason": "spelling"}
    assert told[2].facts["replaces"] == old.code
    assert list(audit_history()) == []


def test_database_knows_no_replaced_certificate_without_a_successor() -> None:
    certificate = make_issued()
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.filter(pk=certificate.pk).update(state=State.SUPERSEDED)


@pytest.mark.parametrize("language", ["az", "ru", "en"])
def test_letter_tells_once_of_both_codes_in_the_holders_language(language: str, mailoutbox: list[EmailMessage]) -> None:
    old = make_issued(make_user(language=language))
    mailoutbox.clear()
    newer = make_successor(old)
    for _ in range(2):
        produce_certificate(newer.pk)
        Certificate.objects.update(next_attempt_at=timezone.now())
    (letter,) = mailoutbox
    with translation.override(language):
        subject = translation.gettext("Your certificate was replaced: “%(title)s”") % {"title": TITLES[language]}
    assert letter.subject == subject
    for text in (letter.body, letter.alternatives[0].content):
        assert [code in text for code in (grouped(old.code), grouped(newer.code))] == [True, True]
        assert "letter of 12 November" not in text


def test_holder_sees_the_old_one_alone_until_the_new_one_is_issued(django_assert_num_queries: Callable) -> None:
    old = make_issued()
    newer = make_successor(old)
    assert list(certificates_held_by(old.holder)) == [old]
    produce_certificate(newer.pk)
    with django_assert_num_queries(1):
        assert [certificate.code for certificate in certificates_held_by(old.holder)] == [newer.code, old.code]
