from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError

from certification.enums import Failure, RevocationReason, State
from certification.models import Certificate
from certification.rendering.context import part_in
from certification.services.issuance import reserve_certificate
from certification.services.revocation import revoke_certificate
from tests.factories.certification import ISSUER, TITLES, make_achievement, make_issued, make_reserved, make_template
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def test_reservation_freezes_what_the_certificate_will_say() -> None:
    holder, template = make_user(legal_name="Əliyeva Günay", language="ru"), make_template(valid_months=36)
    certificate = reserve_certificate(holder=holder, template=template, achievement=make_achievement(key="course:UDC"))
    snapshot = certificate.snapshot
    frozen = {name: snapshot[name] for name in ("holder_name", "titles", "hours", "score", "achieved_on", "expires_on")}
    assert frozen == {
        "holder_name": "Əliyeva Günay",
        "titles": TITLES,
        "hours": "4.50",
        "score": "92.00",
        "achieved_on": "2026-09-05",
        "expires_on": "2029-09-05",
    }
    assert (snapshot["issuer"], snapshot["language"], certificate.language) == (ISSUER, "ru", "ru")
    assert snapshot["url"] == f"http://localhost:8000/verify/{certificate.code}/"


def test_wording_is_frozen_in_all_languages_and_each_fact_stands_in_its_place() -> None:
    snapshot = make_reserved().snapshot
    assert {code: part_in(snapshot, code)["wording"]["after_name"] for code in snapshot["wordings"]} == {
        "az": "“Universal Onluq Təsnifat: cədvəldən rəfə” kursunu müvəffəqiyyətlə başa vurub.",
        "ru": "Настоящий сертификат подтверждает успешное освоение курса "
        "«Универсальная десятичная классификация: от таблицы до полки».",
        "en": "has completed the course “Universal Decimal Classification: from table to shelf”.",
    }


def test_later_change_of_names_and_wording_leaves_the_snapshot_alone() -> None:
    holder, template = make_user(), make_template()
    before = make_reserved(holder, template).snapshot
    holder.legal_name = "Other"
    holder.save(update_fields=["legal_name"])
    template.wordings.update(title="Other")
    assert Certificate.objects.get(holder=holder).snapshot == before


def test_same_achievement_twice_is_one_certificate() -> None:
    holder, template, achievement = make_user(), make_template(), make_achievement()
    first = reserve_certificate(holder=holder, template=template, achievement=achievement)
    again = reserve_certificate(holder=holder, template=make_template(), achievement=achievement)
    assert (again.pk, Certificate.objects.filter(holder=holder).count()) == (first.pk, 1)


def test_same_achievement_of_two_people_is_two_certificates() -> None:
    template, achievement = make_template(), make_achievement()
    people = [make_user(), make_user()]
    codes = {reserve_certificate(holder=one, template=template, achievement=achievement).code for one in people}
    assert len(codes) == 2


def test_second_live_certificate_is_refused_by_the_database() -> None:
    certificate = make_reserved()
    certificate.pk, certificate.code, certificate.credential_id = None, "0" * 20, "00000000-0000-4000-8000-000000000000"
    with pytest.raises(IntegrityError):
        certificate.save(force_insert=True)


def test_revoked_certificate_is_never_replaced_by_a_retry() -> None:
    certificate = make_issued(key="course:UDC")
    revoke_certificate(certificate=certificate, reason=RevocationReason.RULES_VIOLATED, revoked_by=None)
    again = reserve_certificate(
        holder=certificate.holder, template=certificate.template, achievement=make_achievement(key="course:UDC")
    )
    assert (again.pk, again.state) == (certificate.pk, State.REVOKED)


def test_name_that_cannot_be_printed_keeps_the_achievement() -> None:
    certificate = make_reserved(make_user(legal_name="\u202eavayilƏ"))
    found = (certificate.state, certificate.failure, certificate.failure_detail, certificate.snapshot["holder_name"])
    assert found == (State.FAILED, Failure.NAME, "U+202E", "")


def test_name_is_composed_and_keeps_its_case() -> None:
    certificate = make_reserved(make_user(legal_name="  ilham  VON S\u0327ahin-kızı "))
    assert certificate.snapshot["holder_name"] == "ilham VON Şahin-kızı"


def test_achievement_without_score_freezes_none() -> None:
    certificate = make_reserved(score=None, hours=Decimal("0.5"))
    assert (certificate.snapshot["score"], certificate.snapshot["hours"]) == (None, "0.5")


@pytest.mark.parametrize(
    ("achieved_on", "months", "expires_on"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 5), 1, date(2027, 1, 5)),
        (date(2026, 9, 5), None, None),
    ],
)
def test_validity_ends_on_the_same_day_of_a_later_month(
    achieved_on: date, months: int | None, expires_on: date | None
) -> None:
    certificate = make_reserved(template=make_template(valid_months=months), achieved_on=achieved_on)
    assert certificate.expires_on == expires_on
