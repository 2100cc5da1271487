"""Two registrars, two clicks, a worker and a registrar: one successor, never nothing. Guards are switched off too."""

import pytest

from certification.enums import RevocationReason, State
from certification.errors import NotReplaceable, NotRevocable, NotWithdrawable
from certification.models import Certificate, Replacement
from certification.services import replacement
from certification.services.audit import audit_history
from certification.services.production import produce_certificate
from certification.services.revocation import revoke_certificate
from certification.services.withdrawal import withdraw_replacement
from tests.factories.certification import make_issued, make_successor
from tests.races import at_once, without_constraint

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

CLICKS = 6


def outcomes(results: list[object]) -> list[str]:
    return sorted(type(result).__name__ for result in results)


def test_clicks_at_once_make_one_successor() -> None:
    old = make_issued()
    results = at_once(CLICKS, lambda: make_successor(old))
    assert outcomes(results) == ["Certificate"] + ["NotReplaceable"] * (CLICKS - 1)
    assert (Certificate.objects.count(), Replacement.objects.count()) == (2, 1)
    assert list(audit_history()) == []


def test_without_look_constraint_and_update_the_same_clicks_make_many() -> None:
    old = make_issued()

    def careless(kept: Certificate) -> None:
        replacement._successor(kept, replacement.said_by(kept), "Əliyeva Günel").save()

    with without_constraint(Certificate, "certificate_once_per_achievement"):
        at_once(CLICKS, lambda: careless(Certificate.objects.get(pk=old.pk)))
        made = Certificate.objects.exclude(pk=old.pk)
        assert made.count() == CLICKS
        made.delete()


def test_without_the_look_the_database_still_lets_one_through(monkeypatch: pytest.MonkeyPatch) -> None:
    old = make_issued()
    monkeypatch.setattr(replacement, "is_replaceable", lambda _certificate: True)
    results = at_once(CLICKS, lambda: make_successor(old))
    assert [type(one) for one in results].count(Certificate) == 1
    assert Certificate.objects.count() == 2


def test_correction_and_revocation_at_once_end_in_one_of_them() -> None:
    old, turns = make_issued(), iter("cr")

    def act() -> object:
        if next(turns) == "c":
            return make_successor(old)
        return revoke_certificate(certificate=old, reason=RevocationReason.ISSUED_IN_ERROR, revoked_by=None)

    results = at_once(2, act)
    old.refresh_from_db()
    refused = [one for one in results if isinstance(one, NotReplaceable | NotRevocable)]
    assert len(refused) == 1
    assert (old.state == State.REVOKED) != (old.superseded_by is not None)


def test_withdrawal_and_production_at_once_leave_exactly_one_in_force() -> None:
    old = make_issued()
    newer, turns = make_successor(old), iter("pw")

    def act() -> object:
        if next(turns) == "p":
            return produce_certificate(newer.pk)
        return withdraw_replacement(successor=newer, withdrawn_by=None)

    results = at_once(2, act)
    states = {one.pk: one.state for one in Certificate.objects.all()}
    withdrawn = {old.pk: State.ISSUED, newer.pk: State.WITHDRAWN}
    issued = {old.pk: State.SUPERSEDED, newer.pk: State.ISSUED}
    assert states == (issued if any(isinstance(one, NotWithdrawable) for one in results) else withdrawn)
    assert list(audit_history()) == []
