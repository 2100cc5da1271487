from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from certification.codes import grouped, new_code
from certification.enums import RevocationReason
from certification.models import CodeList
from certification.services import code_lists
from certification.services.revocation import revoke_certificate
from tests.factories.certification import make_issued
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def upload(browser: Client, content: str, name: str = "staff.csv") -> object:
    return browser.post(reverse("code_lists"), {"file": SimpleUploadedFile(name, content.encode())})


@pytest.fixture
def browser(client_of: Callable[..., Client]) -> Client:
    return client_of(make_user())


@pytest.fixture
def brought(browser: Client, django_capture_on_commit_callbacks: Callable[..., object]) -> list[str]:
    """A list of four lines, answered: valid, revoked, unknown, malformed."""
    valid, revoked, unknown = make_issued(), make_issued(), new_code()
    revoke_certificate(certificate=revoked, reason=RevocationReason.ISSUED_IN_ERROR, revoked_by=None)
    lines = [f"{grouped(valid.code)};Somebody Else;7", f"{revoked.code};;8", f"{unknown};;=1+1", "nothing;;9"]
    with django_capture_on_commit_callbacks(execute=True):
        answer = upload(browser, "\n".join(["Code;Name;Room", *lines]))
    assert answer.url == reverse("code_list", args=[CodeList.objects.get().pk])
    return [grouped(code) for code in (valid.code, revoked.code, unknown)]


def test_answers_are_listed_and_narrowed(browser: Client, brought: list[str]) -> None:
    address = reverse("code_list", args=[CodeList.objects.get().pk])
    pages = [
        browser.get(address, {"answer": kind}).content.decode() for kind in ("", "different", "revoked", "malformed")
    ]
    assert [[code in page for code in brought] for page in pages] == [
        [True, True, True],
        [True, False, False],
        [False, True, False],
        [False, False, False],
    ]
    assert ["nothing" in page for page in pages] == [True, False, False, True]


def test_table_comes_back_with_one_column_more(browser: Client, brought: list[str]) -> None:
    address = reverse("code_list", args=[CodeList.objects.get().pk])
    file = browser.get(address, {"export": "csv", "language": "en"})
    lines = file.content.decode("utf-8-sig").splitlines()
    assert lines == [
        "Code,Name,Room,Verification",
        f"{brought[0]},Somebody Else,7,The certificate is valid; the name differs",
        f"{brought[1].replace('-', '')},,8,The certificate was revoked",
        f"{brought[2].replace('-', '')},,'=1+1,Not found in the register",
        "nothing,,9,The code is not written correctly",
    ]
    assert file["Content-Disposition"].startswith("attachment")


def test_list_of_another_is_missing(client_of: Callable[..., Client], brought: list[str]) -> None:
    pk, other = CodeList.objects.get().pk, client_of(make_user())
    answers = [other.get(reverse(name, args=[pk])).status_code for name in ("code_list", "code_list_state")]
    assert (answers, other.get(reverse("code_lists")).content.decode().count("staff.csv")) == ([404, 404], 0)


def test_visitor_is_asked_to_log_in() -> None:
    answers = [Client().get(address).status_code for address in (reverse("code_lists"), reverse("code_list", args=[1]))]
    assert answers == [302, 302]


def test_list_that_is_not_answered_yet_says_how_far_it_is(browser: Client) -> None:
    upload(browser, f"Code\n{new_code()}\n")
    kept = CodeList.objects.get()
    page = browser.get(reverse("code_list", args=[kept.pk]), {"language": "en"}).content.decode()
    state = browser.get(reverse("code_list_state", args=[kept.pk]), {"language": "en"})
    assert ("0 of 1 line is answered." in page, "0 of 1 line is answered." in state.content.decode()) == (True, True)
    assert "HX-Refresh" not in state
    CodeList.objects.update(done=1, answers=[{"code": "", "verdict": "malformed", "name": ""}])
    assert browser.get(reverse("code_list_state", args=[kept.pk]))["HX-Refresh"] == "true"


@pytest.mark.parametrize("content", ["", "name;city\nGunay;Baku", "PK\x03\x04"])
def test_file_without_codes_is_refused_in_words(content: str, browser: Client) -> None:
    answer = upload(browser, content)
    assert (answer.status_code, 'class="field-error' in answer.content.decode(), CodeList.objects.count()) == (
        422,
        True,
        0,
    )


@pytest.mark.parametrize("proxies", [0, 1])
def test_codes_of_a_network_are_limited_without_redis_and_whoever_it_pretends_to_be(
    proxies: int, client_of: Callable[..., Client], settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = {"BACKEND": "academy.accounts.cache.FallbackCache", "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {"default": away | {"OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1}}}
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    monkeypatch.setattr(code_lists, "NETWORK_CODES_A_DAY", 2)
    answers = []
    for forged in ("198.51.100.1", "192.0.2.1, 198.51.100.2", "not an address"):
        said = f"{forged}, 203.0.113.7" if proxies else forged
        answers.append(
            client_of(make_user()).post(
                reverse("code_lists"),
                {"file": SimpleUploadedFile("a.csv", f"Code\n{new_code()}\n".encode())},
                headers={"x-forwarded-for": said},
                REMOTE_ADDR="203.0.113.9",
            )
        )
    assert [answer.status_code for answer in answers] == [302, 302, 422]
    assert list(CodeList.objects.values_list("network", flat=True)) == ["203.0.113.0/24"] * 2
