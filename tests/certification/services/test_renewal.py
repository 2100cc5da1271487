"""The next period of a certificate: once, in time, where the template allows it; the one before runs to its end."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from academy.accounts.enums import Role
from certification.enums import RevocationReason, State, Verdict
from certification.errors import NotRenewable
from certification.models import Certificate, Event
from certification.services.audit import audit_history
from certification.services.production import produce_certificate
from certification.services.renewal import renew_certificate
from certification.services.revocation import revoke_certificate
from certification.services.verification import verify_code
from tests.factories.certification import make_issued, make_template
from tests.factories.people import make_user
from tests.races import at_once

pytestmark = pytest.mark.django_db


def ending(days: int, *, allowed: bool = True) -> Certificate:
    """A certificate for a year whose last day is so many days ahead."""
    last = timezone.localdate() + timedelta(days=days)
    template = make_template(valid_months=12, is_renewed_by_registrar=allowed)
    return make_issued(template=template, achieved_on=last.replace(year=last.year - 1, day=min(last.day, 28)))


def test_renewed_certificate_says_the_same_for_the_next_period() -> None:
    old = ending(20)
    newer = renew_certificate(certificate=old, renewed_by=None)
    produce_certificate(newer.pk)
    newer.refresh_from_db()
    differing = {name for name, value in old.snapshot.items() if newer.snapshot[name] != value}
    assert differing == {"code", "url", "expires_on"}
    assert (newer.state, newer.sequence, newer.expires_on) == (
        State.ISSUED,
        2,
        old.expires_on.replace(year=old.expires_on.year + 1),
    )
    verdicts = [verify_code(text=one.code, address="192.0.2.1").verdict for one in (old, newer)]
    assert verdicts == [Verdict.VALID, Verdict.VALID]
    assert Event.objects.get(subject=newer.code, kind="reserved").facts["renews"] == old.code
    assert list(audit_history()) == []


def test_period_of_what_is_over_begins_today() -> None:
    newer = renew_certificate(certificate=ending(-30), renewed_by=None)
    today: date = timezone.localdate()
    assert newer.expires_on.year == today.year + 1
    assert abs(newer.expires_on.toordinal() - today.toordinal() - 365) <= 1


def test_what_ends_later_lasts_or_may_not_be_renewed_is_refused() -> None:
    revoked = ending(20)
    revoke_certificate(certificate=revoked, reason=RevocationReason.ISSUED_IN_ERROR, revoked_by=None)
    for certificate in (ending(120), make_issued(), ending(20, allowed=False), revoked):
        with pytest.raises(NotRenewable):
            renew_certificate(certificate=certificate, renewed_by=None)
    assert Certificate.objects.filter(sequence=2).count() == 0


def test_second_renewal_is_refused() -> None:
    old = ending(20)
    renew_certificate(certificate=old, renewed_by=None)
    with pytest.raises(NotRenewable):
        renew_certificate(certificate=old, renewed_by=None)
    assert Certificate.objects.count() == 2


def test_registrar_renews_in_the_cms_and_others_do_not(client_of: object) -> None:
    old = ending(20)
    address = reverse("certificates:renew", args=[old.pk])
    registrar: Client = client_of(make_user(Role.REGISTRAR))
    assert client_of(make_user(Role.TRAINER)).post(address).status_code in {302, 403}
    assert Certificate.objects.count() == 1
    assert address in registrar.get(reverse("certificates:inspect", args=[old.pk])).content.decode()
    assert registrar.get(address).status_code == 200
    for _ in range(2):
        registrar.post(address)
    assert Certificate.objects.count() == 2
    assert address not in registrar.get(reverse("certificates:inspect", args=[old.pk])).content.decode()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_clicks_at_once_renew_once() -> None:
    old = ending(20)
    outcomes = at_once(4, lambda: renew_certificate(certificate=old, renewed_by=None))
    assert sorted(type(one).__name__ for one in outcomes) == ["Certificate"] + ["NotRenewable"] * 3
