import re
from base64 import b64decode

import pytest
import segno
from django.core import signing
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from redis import Redis, exceptions

from academy.accounts.cache import FallbackCache
from certification.codes import grouped, new_code
from certification.enums import Disclosure, RevocationReason, State, Verdict
from certification.models import Certificate, Verification
from certification.services import verification
from certification.services.disclosure import choose_disclosure
from certification.services.issued_files import issued_credential, issued_document
from certification.services.revocation import revoke_certificate
from tests.factories.certification import ISSUER, TITLES, make_issued, make_replaced, make_reserved, make_template

pytestmark = pytest.mark.django_db

LANGUAGES = ("az", "ru", "en")
JSON = {"accept": "application/json"}

#: What is new in each answer: the token of the form, and the answer itself, sealed.
HIDDEN = r'name="(?:csrfmiddlewaretoken|offer)" value="[^"]+"'
#: Well formed, and never issued. Literal, because every test process must collect the same tests.
UNKNOWN = "3M99NGJY7ZDYPTGXF0AV"


@pytest.fixture
def visitor() -> Client:
    return Client()


def verdict_of(page: str) -> str:
    """What the page carries for machines."""
    return re.search(r'data-verdict="(\w+)"', page).group(1)


def upload(visitor: Client, document: bytes, **headers: str) -> object:
    """Send a file as the form does."""
    file = SimpleUploadedFile("certificate.pdf", document, content_type="application/pdf")
    return visitor.post(reverse("verify"), {"document": file}, headers=headers)


def valid() -> Certificate:
    return make_issued(template=make_template(valid_months=120))


def expired() -> Certificate:
    return make_issued(template=make_template(valid_months=1))


def revoked() -> Certificate:
    certificate = make_issued()
    revoke_certificate(certificate=certificate, reason=RevocationReason.ISSUED_IN_ERROR, revoked_by=None)
    return certificate


def superseded() -> Certificate:
    return make_replaced()[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", [valid, expired, revoked, superseded])
def test_page_tells_verdict_and_every_fact_in_each_language(make: object, language: str, visitor: Client) -> None:
    certificate = make()
    answer = visitor.get(reverse("verify_code", args=[certificate.code]), {"language": language})
    page = answer.content.decode()
    hours, score = {"az": (">4,5<", "92%"), "ru": (">4,5<", "92\u00a0%"), "en": (">4.5<", "92%")}[language]
    facts = ["Əliyeva Günay Şahin qızı", TITLES[language], ISSUER[language], hours, score, grouped(certificate.code)]
    assert (answer.status_code, verdict_of(page)) == (200, make.__name__)
    assert [fact for fact in facts if fact not in page] == []
    assert [TITLES[other] in page for other in LANGUAGES if other != language] == [False, False]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("text", "status", "verdict"), [(UNKNOWN, 404, Verdict.UNKNOWN), ("0" * 19, 400, Verdict.MALFORMED)]
)
def test_code_that_is_none_is_told_so(text: str, status: int, verdict: str, language: str, visitor: Client) -> None:
    answer = visitor.get(reverse("verify_code", args=[text]), {"language": language})
    assert (answer.status_code, verdict_of(answer.content.decode())) == (status, verdict)


def test_machine_is_told_the_same(visitor: Client) -> None:
    certificate = valid()
    answer = visitor.get(reverse("verify_code", args=[certificate.code]), headers=JSON)
    told = answer.json()
    certified = told.pop("certificate")
    assert told == {
        "verdict": "valid",
        "asked_by": "code",
        "statement": "Sertifikat 5 sentyabr 2036 tarixinədək etibarlıdır",
        "revoked_on": None,
        "reason": None,
        "superseded_on": None,
        "superseded_by": None,
        "replacement_reason": None,
        "disclosure": "all",
        "name_is_right": None,
        "listed": [],
        "log": [],
        "receipt": None,
    }
    snapshot = certificate.snapshot
    assert certified == {
        "code": certificate.code,
        "holder": snapshot["holder_name"],
        "titles": TITLES,
        "kind": "competence",
        "hours": "4.50",
        "score": "92.00",
        "achieved_on": "2026-09-05",
        "expires_on": "2036-09-05",
        "issuer": ISSUER,
        "co_issuers": [],
        "issued_on": certified["issued_on"],
        "signatories": [{"name": one["name"], "post": one["post"]} for one in snapshot["signatories"]],
        "is_demo": True,
        "sha256": certificate.sha256,
    }


@pytest.mark.parametrize(("text", "status", "verdict"), [(UNKNOWN, 404, "unknown"), ("x", 400, "malformed")])
def test_machine_is_told_of_a_code_that_is_none(text: str, status: int, verdict: str, visitor: Client) -> None:
    answer = visitor.get(reverse("verify_code", args=[text]), headers=JSON)
    assert (answer.status_code, answer.json()["verdict"], answer.json()["certificate"]) == (status, verdict, None)


def test_browser_gets_a_page_and_not_json(visitor: Client) -> None:
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    answer = visitor.get(reverse("verify_code", args=[valid().code]), headers={"accept": accept})
    assert answer["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    "typed",
    [
        "{}",
        " {} ",
        "https://academy.example.org/verify/{}/",
        "https://academy.example.org/verify/{}/?language=ru",
        "Kod: {}",
        "Код проверки {}",
        "Verification code: {} (Əliyeva)",
    ],
)
def test_code_leads_to_its_own_address(method: str, typed: str, visitor: Client) -> None:
    code = new_code()
    for written in (code, grouped(code), grouped(code).lower().replace("-", " ")):
        answer = getattr(visitor, method)(reverse("verify"), {"code": typed.format(written)})
        assert (answer.status_code, answer.url) == (302, reverse("verify_code", args=[code]))


def test_what_holds_no_code_is_answered_as_it_was_typed(visitor: Client) -> None:
    answer = visitor.get(reverse("verify"), {"code": "Kod: AE5WD"}, follow=True)
    assert verdict_of(answer.content.decode()) == Verdict.MALFORMED
    assert "Kod: AE5WD" in answer.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_label_fits_a_certificate_without_an_end(language: str, visitor: Client) -> None:
    pages = [
        visitor.get(reverse("verify_code", args=[one.code]), {"language": language}) for one in (valid(), revoked())
    ]
    with translation.override(language):
        labels = [gettext("Valid until"), gettext("Validity")]
    shown = [[f"<dt>{label}</dt>" in page.content.decode() for label in labels] for page in pages]
    assert shown == [[True, False], [False, True]]


def test_reserved_certificate_answers_exactly_as_an_unknown_code(visitor: Client) -> None:
    reserved = make_reserved().code
    pages = [visitor.get(reverse("verify_code", args=[code])) for code in (reserved, UNKNOWN)]
    assert [page.status_code for page in pages] == [404, 404]
    texts = [page.text.replace(code, "") for page, code in zip(pages, (reserved, UNKNOWN), strict=True)]
    assert re.sub(HIDDEN, "", texts[0]) == re.sub(HIDDEN, "", texts[1])
    offers = [re.search(r'name="offer" value="([^"]+)"', text)[1] for text in texts]
    told = [signing.loads(offer, salt="certification.receipts")["answer"] for offer in offers]
    assert (told[0].pop("asked"), told[1].pop("asked")) == (grouped(reserved), grouped(UNKNOWN))
    assert told[0] | {"told_at": ""} == told[1] | {"told_at": ""}


def test_code_with_strokes_and_dashes_leads_to_a_verdict(visitor: Client) -> None:
    certificate = valid()
    answer = visitor.get(reverse("verify"), {"code": grouped(certificate.code).lower().replace("-", "/")}, follow=True)
    assert verdict_of(answer.content.decode()) == Verdict.VALID


@pytest.mark.parametrize("query", [{}, {"code": ""}, {"code": "0" * 300}])
def test_form_without_a_code_asks_again(query: dict[str, str], visitor: Client) -> None:
    answer = visitor.get(reverse("verify"), query)
    assert (answer.status_code, "data-verdict" in answer.content.decode()) == (200, False)


def test_issued_file_is_valid(visitor: Client) -> None:
    certificate = valid()
    page = upload(visitor, issued_document(certificate)).content.decode()
    assert (verdict_of(page), certificate.snapshot["holder_name"] in page) == (Verdict.VALID, True)


def test_changed_file_is_altered_and_the_register_speaks(visitor: Client) -> None:
    certificate = valid()
    page = upload(visitor, issued_document(certificate) + b"\n").content.decode()
    assert (verdict_of(page), certificate.snapshot["holder_name"] in page) == (Verdict.ALTERED, True)


def test_file_that_is_no_pdf_is_unreadable_for_machines_too(visitor: Client) -> None:
    answer = upload(visitor, b"not a PDF", **JSON)
    assert (answer.status_code, answer.json()["verdict"]) == (200, Verdict.UNREADABLE)


#: Language -> what is said of a photograph of ours, of one that leads elsewhere, of none, of what is no file of ours.
WORDS = {
    "az": (
        "Hər məlumatı kağızla tutuşdurun.",
        "Bu QR kod bizə aparmır",
        "Şəkildə QR kod oxunmadı",
        "Fayl zədələnib və ya başqa növdəndir.",
    ),
    "ru": (
        "Сравните каждое сведение с бумагой.",
        "Этот QR-код ведёт не к нам",
        "QR-код на снимке прочитать не удалось",
        "Файл повреждён или другого вида.",
    ),
    "en": (
        "Compare each fact with the paper.",
        "This QR code does not lead to us",
        "No QR code could be read in the picture",
        "The file is damaged, or of another kind.",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_photograph_is_answered_in_words(language: str, visitor: Client) -> None:
    visitor.cookies["language"] = language
    marks = (valid().snapshot["url"], "https://elsewhere.example/verify/3M99NGJY7ZDYPTGXF0AV/")
    pictures = [segno.make(text, micro=False).png_data_uri(scale=6) for text in marks]
    files = [b64decode(picture.partition(",")[2]) for picture in pictures]
    pages = [upload(visitor, file).content.decode() for file in (*files, b"\xff\xd8\xff", b"{}")]
    said = [[words in page for words in WORDS[language]] for page in pages]
    assert said == [[number == place for place in range(4)] for number in range(4)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_box_says_which_files_it_takes(language: str, visitor: Client) -> None:
    page = visitor.get(reverse("verify"), {"language": language}).content.decode()
    assert [kind in page for kind in ("PDF", "PNG", "SVG", "JSON", "JPEG", "WebP", "5 M", "5 М")].count(True) == 7
    assert page.count('name="document"') == 2


def test_badge_that_hides_its_name_has_the_name_checked(visitor: Client) -> None:
    certificate = valid()
    choose_disclosure(certificate=certificate, disclosure=Disclosure.NAME)
    page = upload(visitor, issued_credential(certificate).encode()).content.decode()
    told = upload(visitor, issued_credential(certificate).encode(), **JSON).json()
    assert (verdict_of(page), "Əliyeva" in page, 'name="name"' in page) == (Verdict.VALID, False, True)
    assert (told["asked_by"], told["certificate"]["holder"]) == ("credential", None)


def test_too_large_file_is_refused_unread(visitor: Client) -> None:
    page = upload(visitor, b"%PDF" + b"\0" * (5 * 1024 * 1024)).content.decode()
    assert ("data-verdict" in page, Verification.objects.count()) == (False, 0)


def test_no_file_asks_again(visitor: Client) -> None:
    answer = visitor.post(reverse("verify"), {})
    assert (answer.status_code, 'id="form-errors"' in answer.content.decode()) == (200, True)


def test_file_without_csrf_token_is_refused() -> None:
    visitor = Client(enforce_csrf_checks=True)
    assert upload(visitor, b"x").status_code == 403


def test_answers_stay_out_of_caches_and_search_engines(visitor: Client) -> None:
    answers = [visitor.get(reverse("verify_code", args=[valid().code])), visitor.get(reverse("verify"))]
    for answer in answers:
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert "no-store" in answer["Cache-Control"].split(", ")


@pytest.mark.parametrize("proxies", [0, 1])
def test_forged_addresses_are_counted_for_one_network(
    proxies: int, visitor: Client, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Proxies add at the end what they see; what the asker wrote before is passed over, and all where no proxy is."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    monkeypatch.setattr(verification, "NETWORK_LIMIT", 3)
    asked = []
    for forged in ("198.51.100.1", "192.0.2.1, 198.51.100.2", "2001:db8::1", "not an address"):
        said = f"{forged}, 203.0.113.7" if proxies else forged
        headers = {"x-forwarded-for": said}
        asked.append(visitor.get(reverse("verify_code", args=[UNKNOWN]), headers=headers, REMOTE_ADDR="203.0.113.9"))
    assert [answer.status_code for answer in asked] == [404, 404, 404, 429]
    assert set(Verification.objects.values_list("network", flat=True)) == {"203.0.113.0/24"}


@pytest.mark.parametrize("state", [State.RESERVED, State.FAILED, State.WITHDRAWN])
def test_code_that_is_not_in_the_world_asks_what_an_unknown_one_asks(state: State, visitor: Client) -> None:
    hidden = make_reserved()
    Certificate.objects.filter(pk=hidden.pk).update(state=state)
    told = []
    for code in (UNKNOWN, hidden.code, UNKNOWN):
        with CaptureQueriesContext(connection) as asked:
            assert visitor.get(reverse("verify_code", args=[code])).status_code == 404
        told.append([re.sub(r"'[^']*'|\b\d+\b", "?", one["sql"]) for one in asked])
    assert told[1] == told[2]


def test_limits_hold_while_redis_cannot_be_reached(
    visitor: Client, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = {"socket_connect_timeout": 1, "socket_timeout": 1}
    away = {"BACKEND": "academy.accounts.cache.FallbackCache", "LOCATION": "redis://127.0.0.1:1/0", "OPTIONS": options}
    settings.CACHES = {"default": away}
    with pytest.raises(exceptions.ConnectionError):
        Redis.from_url(away["LOCATION"]).ping()
    monkeypatch.setattr(verification, "NETWORK_LIMIT", 3)
    asked = [visitor.get(reverse("verify_code", args=[UNKNOWN])).status_code for _ in range(4)]
    assert (isinstance(caches["default"], FallbackCache), asked) == (True, [404, 404, 404, 429])


@pytest.mark.parametrize("headers", [{}, JSON])
def test_flood_is_answered_politely(headers: dict[str, str], visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verification, "NETWORK_LIMIT", 0)
    answer = visitor.get(reverse("verify_code", args=[valid().code]), headers=headers)
    assert (answer.status_code, answer["Retry-After"], "Əliyeva" in answer.content.decode()) == (429, "300", False)


def test_hostile_code_is_literal_text(visitor: Client) -> None:
    page = visitor.get(reverse("verify_code", args=["<script>alert(1)<script>"])).content.decode()
    assert ("<script>alert" in page, "&lt;script&gt;alert" in page) == (False, True)


def test_private_note_of_a_revocation_is_never_shown(visitor: Client) -> None:
    certificate = valid()
    revoke_certificate(
        certificate=certificate, reason=RevocationReason.RULES_VIOLATED, note="copied from B.", revoked_by=None
    )
    pages = [visitor.get(reverse("verify_code", args=[certificate.code]), headers=headers) for headers in ({}, JSON)]
    assert [b"copied" in page.content for page in pages] == [False, False]
