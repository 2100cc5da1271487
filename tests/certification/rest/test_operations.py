"""The API as a program meets it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from academy.accounts.models import Membership
from academy.integrations.enums import Scope
from certification.codes import grouped, new_code
from certification.enums import Disclosure, RevocationReason
from certification.models import Certificate, Verification
from certification.services.log import extend_log
from certification.services.log_keys import make_log_key
from certification.services.revocation import revoke_certificate
from tests.factories.certification import TITLES, make_issued, make_reserved, make_template
from tests.factories.integrations import make_api_key
from tests.factories.people import make_institution, make_membership, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]


def get(path: str, key: str = "", **query: Any) -> Any:
    """Ask as a program does."""
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    return Client().get(f"/api/v1/{path}", query, headers=headers)


def ask(codes: list[str], key: str) -> Any:
    """Ask for many codes."""
    headers = {"Authorization": f"Bearer {key}"}
    return Client().post("/api/v1/verifications", {"codes": codes}, "application/json", headers=headers)


def as_issued_before(certificate: Certificate, **past: float) -> Certificate:
    """The certificate, issued earlier."""
    issued_at = timezone.now() - timedelta(**past)
    Certificate.objects.filter(pk=certificate.pk).update(issued_at=issued_at)
    return Certificate.objects.get(pk=certificate.pk)


def test_one_code_gives_every_certified_fact() -> None:
    certificate = make_issued()
    _, key = make_api_key()
    response = get(f"certificates/{grouped(certificate.code).lower()}", key)
    answer = response.json()
    facts = answer.pop("certificate")
    assert response.status_code == 200
    assert answer == {
        "verdict": "valid",
        "statement": "Sertifikat etibarlıdır",
        "revoked_on": None,
        "reason": None,
        "superseded_on": None,
        "superseded_by": None,
        "is_key_in_doubt": False,
        "disclosure": "all",
        "links": {
            "page": f"http://localhost:8000/verify/{certificate.code}/",
            "proof": f"http://localhost:8000/log/proof/{certificate.code}",
        },
    }
    assert (facts["code"], facts["holder"], facts["titles"]) == (certificate.code, "Əliyeva Günay Şahin qızı", TITLES)
    assert (facts["hours"], facts["score"], facts["achieved_on"]) == ("4.50", "92.00", "2026-09-05")


@pytest.mark.parametrize(("shown", "has_facts"), [(Disclosure.NAME, True), (Disclosure.VALIDITY, False)])
def test_key_opens_nothing_that_the_holder_does_not_show(shown: Disclosure, *, has_facts: bool) -> None:
    certificate, (_, key) = make_issued(), make_api_key()
    Certificate.objects.update(disclosure=shown)
    one = get(f"certificates/{certificate.code}", key)
    many = ask([certificate.code], key)
    answers = [one.json(), many.json()["results"][0]]
    assert [(answer["verdict"], answer["disclosure"]) for answer in answers] == [("valid", shown.value)] * 2
    assert [answer["certificate"] is not None for answer in answers] == [has_facts] * 2
    assert ["Günay" in response.content.decode() for response in (one, many)] == [False, False]


def test_revoked_certificate_tells_day_and_public_reason_and_not_the_note() -> None:
    certificate = make_issued()
    revoke_certificate(certificate=certificate, reason=RevocationReason.ISSUED_IN_ERROR, note="gizli", revoked_by=None)
    _, key = make_api_key()
    response = get(f"certificates/{certificate.code}", key)
    answer = response.json()
    today = timezone.localdate().isoformat()
    assert (answer["verdict"], answer["revoked_on"], answer["reason"]) == ("revoked", today, "issued_in_error")
    assert "gizli" not in response.content.decode()


def test_codes_that_were_not_issued_are_answered_alike() -> None:
    reserved, (_, key) = make_reserved(), make_api_key()
    answers = [get(f"certificates/{code}", key) for code in (reserved.code, new_code())]
    assert [response.status_code for response in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert answers[0]["Content-Type"] == "application/problem+json"


def test_mistyped_code_is_told_as_such_and_leaves_no_record() -> None:
    _, key = make_api_key()
    response = get("certificates/00000-00000-00000-00001", key)
    assert (response.status_code, response.json()["errors"][0]["where"]) == (422, ["path", "code"])
    assert not Verification.objects.exists()


def test_many_codes_are_answered_in_order_in_a_fixed_number_of_queries(django_assert_num_queries: Any) -> None:
    known, unknown = [make_issued() for _ in range(3)], new_code()
    _, key = make_api_key()
    codes = [known[0].code, unknown, "nonsense", grouped(known[1].code), known[2].code, known[0].code]
    for asked in (codes[:1], codes):
        with django_assert_num_queries(4 if len(asked) == 1 else 5):
            results = ask(asked, key).json()["results"]
    assert [result["asked"] for result in results] == codes
    assert [result["verdict"] for result in results] == ["valid", "unknown", "malformed", "valid", "valid", "valid"]
    assert [result["links"] is None for result in results] == [False, True, True, False, False, False]


def test_verification_by_key_is_recorded_with_the_key_and_without_a_network() -> None:
    certificate, (key, text) = make_issued(), make_api_key()
    ask([certificate.code, new_code()], text)
    recorded = Verification.objects.order_by("pk").values_list("certificate", "verdict", "network", "key")
    assert list(recorded) == [(certificate.pk, "valid", "", key.pk), (None, "unknown", "", key.pk)]


def test_questions_by_key_use_up_nothing_of_the_public_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("certification.services.verification.OVERALL_LIMIT", 2)
    _, key = make_api_key()
    ask([new_code() for _ in range(5)], key)
    assert Client().get(f"/verify/{new_code()}/").status_code == 404


@pytest.mark.parametrize("codes", [[], ["1"] * 101, ["1" * 101], "x", [1], None])
def test_questions_of_another_shape_are_refused(codes: Any) -> None:
    _, key = make_api_key()
    response = ask(codes, key)
    assert (response.status_code, response["Content-Type"]) == (422, "application/problem+json")


def test_body_that_is_no_json_is_refused() -> None:
    _, key = make_api_key()
    headers = {"Authorization": f"Bearer {key}"}
    for body in (b"{", b"\xff\xfe", b"[" * 100_000):
        response = Client().post("/api/v1/verifications", body, "application/json", headers=headers)
        assert (response.status_code, response.json()["type"]) == (400, "http://localhost:8000/api/#unreadable")


def test_list_shows_members_alone_and_ends_with_the_membership() -> None:
    institution, stranger = make_institution(), make_issued()
    holder = make_user()
    membership = make_membership(holder, institution, consented=True)
    certificate = make_issued(holder)
    _, key = make_api_key(institution)
    listed = get("certificates", key).json()
    assert [row["certificate"]["code"] for row in listed["results"]] == [certificate.code]
    Membership.objects.filter(pk=membership.pk).delete()
    assert get("certificates", key).json() == {"results": [], "next": None}
    assert get(f"certificates/{stranger.code}", key).status_code == 200


def test_list_shows_nothing_of_another_institution() -> None:
    holder = make_user()
    make_membership(holder, make_institution(), consented=True)
    make_issued(holder)
    _, key = make_api_key(make_institution())
    assert get("certificates", key).json() == {"results": [], "next": None}


def test_list_shows_somebody_with_two_roles_once() -> None:
    institution, holder = make_institution(), make_user()
    make_membership(holder, institution, consented=True)
    make_membership(holder, institution, role="hr")
    make_issued(holder)
    _, key = make_api_key(institution)
    assert len(get("certificates", key).json()["results"]) == 1


def test_list_is_read_in_pieces_and_what_is_new_stands_behind(django_assert_num_queries: Any) -> None:
    institution, holder = make_institution(), make_user()
    make_membership(holder, institution, consented=True)
    template = make_template()
    made = [make_issued(holder, template) for _ in range(3)]
    ordered = [as_issued_before(one, hours=hours).code for one, hours in zip(made, (1, 3, 2), strict=True)]
    expected = [ordered[1], ordered[2], ordered[0]]
    _, key = make_api_key(institution)
    with django_assert_num_queries(3):
        first = get("certificates", key, limit=2).json()
    second = get("certificates", key, limit=2, cursor=first["next"]).json()
    assert [row["certificate"]["code"] for row in first["results"]] == expected[:2]
    assert ([row["certificate"]["code"] for row in second["results"]], second["next"]) == (expected[2:], None)


@pytest.mark.parametrize("cursor", ["x", "żó", "AAAA", "MjAyNjA5MDUxMDAwMDAuMDAwMDAwIDk5OTk5OTk5OTk5OTk5OTk5OTk5"])
def test_cursor_that_we_did_not_give_is_refused(cursor: str) -> None:
    _, key = make_api_key()
    assert get("certificates", key, cursor=cursor).status_code == 422


def test_filters_narrow_as_the_verdicts_do() -> None:
    institution, holder = make_institution(), make_user()
    make_membership(holder, institution, consented=True)
    lasting, ending = make_template(), make_template(valid_months=12)
    codes = {
        "valid": make_issued(holder, lasting).code,
        "expired": make_issued(holder, ending).code,
        "revoked": make_issued(holder, lasting).code,
    }
    Certificate.objects.filter(code=codes["expired"]).update(expires_on=timezone.localdate() - timedelta(days=1))
    revoked = Certificate.objects.get(code=codes["revoked"])
    revoke_certificate(certificate=revoked, reason=RevocationReason.HOLDER_REQUEST, revoked_by=None)
    _, key = make_api_key(institution)
    for verdict, code in codes.items():
        rows = get("certificates", key, verdict=verdict).json()["results"]
        assert [(row["verdict"], row["certificate"]["code"]) for row in rows] == [(verdict, code)]


def test_days_narrow_the_list() -> None:
    institution, holder = make_institution(), make_user()
    make_membership(holder, institution, consented=True)
    certificate = as_issued_before(make_issued(holder), days=10)
    day = timezone.localdate(certificate.issued_at)
    _, key = make_api_key(institution)
    counted = [
        len(get("certificates", key, **{name: day + timedelta(days=shift)}).json()["results"])
        for name in ("issued_from", "issued_until")
        for shift in (-1, 0, 1)
    ]
    assert counted == [1, 1, 0, 0, 1, 1]


def test_checkpoint_needs_no_key_and_is_the_public_one() -> None:
    assert get("log/checkpoint").status_code == 404
    make_log_key(demo=True)
    make_issued()
    extend_log()
    response = get("log/checkpoint")
    assert response.json() == {"checkpoint": Client().get("/log/checkpoint").content.decode()}
    assert response["Cache-Control"] == "public, max-age=10"


@pytest.mark.parametrize(("scope", "path"), [(Scope.VERIFY, "certificates"), (Scope.CERTIFICATES, "certificates/X")])
def test_key_without_the_scope_is_refused(scope: Scope, path: str) -> None:
    _, key = make_api_key(None, scope)
    response = get(path, key)
    assert (response.status_code, response.json()["title"]) == (403, "The key may not do this")


def test_list_shows_nobody_who_has_not_agreed_to_it() -> None:
    institution, holder = make_institution(), make_user()
    membership = make_membership(holder, institution)
    make_issued(holder)
    _, key = make_api_key(institution)
    assert get("certificates", key).json()["results"] == []
    Membership.objects.filter(pk=membership.pk).update(consented_at=timezone.now())
    assert len(get("certificates", key).json()["results"]) == 1
