"""The log as a stranger sees it, checked with code that shares nothing with ours (tests/certification/log_verifier)."""

import json
from base64 import b64decode
from hashlib import sha256
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import translation

from certification.codes import new_code
from certification.enums import RevocationReason
from certification.models import Certificate, LogCheckpoint
from certification.services import verification
from certification.services.log import extend_log
from certification.services.revocation import revoke_certificate
from tests.certification.log_verifier import extends, includes, signed_tree
from tests.database import triggers_off
from tests.factories.certification import make_issued, make_reserved
from tests.factories.log import make_log, make_logged_events

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor() -> Client:
    return Client()


@pytest.fixture
def verifier_key() -> str:
    """What the command prints, for a new log."""
    make_log()
    output = StringIO()
    call_command("make_log_key", "--demo", stdout=output)
    return output.getvalue().strip()


def proof_of(visitor: Client, code: str) -> dict[str, object]:
    return visitor.get(reverse("log_proof", args=[code])).json()


def is_included(told: dict[str, object], entry: dict[str, object], verifier_key: str) -> bool:
    """Whether the entry, hashed by hand, is in the signed tree."""
    size, root = signed_tree(told["checkpoint"], verifier_key)
    leaf = sha256(b64decode(entry["salt"]) + entry["statement"].encode()).digest()
    path = [b64decode(one) for one in entry["hashes"]]
    return entry["size"] == size and includes(leaf, entry["index"], size, root, path)


def test_stranger_proves_issue_and_revocation(visitor: Client, verifier_key: str) -> None:
    certificate = make_issued()
    make_logged_events(5)
    revoke_certificate(certificate=certificate, reason=RevocationReason.HOLDER_REQUEST, note="x", revoked_by=None)
    extend_log()
    told = proof_of(visitor, certificate.code)
    assert [is_included(told, entry, verifier_key) for entry in told["entries"]] == [True, True]
    said = [json.loads(entry["statement"]) for entry in told["entries"]]
    assert [(one["kind"], one["code"], one["sha256"]) for one in said] == [
        (kind, certificate.code, certificate.sha256) for kind in ("issued", "revoked")
    ]
    assert {name for one in said for name in one} == {"format", "kind", "code", "sha256", "at"}


def test_stranger_refuses_another_salt_file_or_place(visitor: Client, verifier_key: str) -> None:
    certificate = make_issued()
    make_logged_events(5)
    extend_log()
    told = proof_of(visitor, certificate.code)
    (entry,) = told["entries"]
    forged = [
        {"salt": "AAAAAAAAAAAAAAAAAAAAAA=="},
        {"statement": entry["statement"].replace("issued", "revoked")},
        {"index": entry["index"] + 1},
        {"hashes": entry["hashes"][::-1]},
        {"hashes": entry["hashes"][1:]},
    ]
    assert [is_included(told, entry | change, verifier_key) for change in forged] == [False] * 5


def test_stranger_sees_that_the_log_was_only_appended_to(visitor: Client, verifier_key: str) -> None:
    trees = [(0, b"")]
    for number in (1, 3, 4, 9):
        make_logged_events(number)
        extend_log()
        trees.append(signed_tree(visitor.get(reverse("log_checkpoint")).content.decode(), verifier_key))
    for first in trees[1:]:
        for second in trees[trees.index(first) :]:
            answer = visitor.get(reverse("log_consistency"), {"from": first[0], "to": second[0]}).json()
            path = [b64decode(one) for one in answer["hashes"]]
            assert extends(*first, *second, path)
            assert not extends(first[0], b"0" * 32, *second, path)


def test_checkpoint_is_plain_text(visitor: Client) -> None:
    make_log(1)
    answer = visitor.get(reverse("log_checkpoint"))
    assert (answer["Content-Type"], answer.content.decode()) == (
        "text/plain; charset=utf-8",
        LogCheckpoint.objects.get().note,
    )


def test_log_without_entries_has_no_checkpoint(visitor: Client) -> None:
    assert visitor.get(reverse("log_checkpoint")).status_code == 404


def test_unknown_reserved_and_malformed_codes_prove_nothing(visitor: Client) -> None:
    answers = [visitor.get(reverse("log_proof", args=[code])) for code in (new_code(), make_reserved().code, "x")]
    assert [answer.status_code for answer in answers] == [404, 404, 400]
    assert answers[0].content == answers[1].content


def test_flood_of_proofs_is_refused(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verification, "NETWORK_LIMIT", 1)
    statuses = [visitor.get(reverse("log_proof", args=[new_code()])).status_code for _ in range(2)]
    assert statuses == [404, 429]


@pytest.mark.parametrize(
    "sizes",
    [
        {},
        {"from": "1"},
        {"from": "0", "to": "1"},
        {"from": "3", "to": "2"},
        {"from": "1", "to": "4"},
        {"from": "x", "to": "1"},
        {"from": "1", "to": "9" * 5000},
    ],
)
def test_sizes_that_the_log_never_had_are_refused(sizes: dict[str, str], visitor: Client) -> None:
    make_log(3)
    assert visitor.get(reverse("log_consistency"), sizes).status_code == 400


@pytest.mark.parametrize("path", ["log_checkpoint", "log_consistency"])
def test_log_is_only_read(path: str, visitor: Client) -> None:
    assert visitor.post(reverse(path)).status_code == 405


@pytest.mark.parametrize("entries", [3, 1000])
def test_answers_cost_the_same_queries_however_large_the_log(
    entries: int, visitor: Client, django_assert_num_queries: object
) -> None:
    make_log(entries)
    certificate = make_issued()
    extend_log()
    visitor.get(reverse("verify"))
    with django_assert_num_queries(1):
        visitor.get(reverse("log_checkpoint"))
    with django_assert_num_queries(2):
        visitor.get(reverse("log_consistency"), {"from": 2, "to": entries})
    with django_assert_num_queries(2 if connection.vendor == "postgresql" else 4):
        visitor.get(reverse("log_proof", args=[certificate.code]))


def page_of(visitor: Client, certificate: Certificate, language: str = "en") -> str:
    headers = {"accept-language": language}
    return visitor.get(reverse("verify_code", args=[certificate.code]), headers=headers).content.decode()


def test_page_says_since_when_the_log_has_it(visitor: Client) -> None:
    make_log(3)
    certificate = make_issued()
    assert "Not in the log yet." in page_of(visitor, certificate)
    extend_log()
    page = page_of(visitor, certificate)
    assert ("has been in the log since" in page, "as entry 4 of 4" in page, "Not in the log yet." in page) == (
        True,
        True,
        False,
    )
    assert reverse("log_proof", args=[certificate.code]) in page


def test_page_does_not_confirm_what_the_log_does_not(visitor: Client) -> None:
    make_log(3)
    certificate = make_issued()
    extend_log()
    with triggers_off(connection), connection.cursor() as cursor:
        cursor.execute("UPDATE certification_lognode SET hash = %s WHERE place = 2", [b"0" * 32])
    with translation.override("en"):
        assert "The log does not confirm this entry." in page_of(visitor, certificate)


def test_page_does_not_confirm_another_file_than_the_log(visitor: Client) -> None:
    make_log()
    certificate = make_issued()
    extend_log()
    Certificate.objects.filter(pk=certificate.pk).update(sha256="0" * 64)
    assert "The log does not confirm this entry." in page_of(visitor, certificate)


def test_answer_for_machines_tells_the_entries(visitor: Client) -> None:
    make_log(2)
    certificate = make_issued()
    extend_log()
    answer = visitor.get(reverse("verify_code", args=[certificate.code]), headers={"accept": "application/json"})
    assert [(entry["kind"], entry["index"]) for entry in answer.json()["log"]] == [("issued", 2)]
