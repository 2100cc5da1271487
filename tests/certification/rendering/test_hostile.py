"""Whatever people type is printed as it stands or refused politely; nothing of it is loaded, attached or obeyed."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from threading import Thread
from typing import Any

import pikepdf
import pytest
from django.db import connection
from weasyprint import HTML
from weasyprint.urls import URLFetcher

from certification import api
from certification.data import Snapshot
from certification.enums import Failure, State
from certification.errors import DocumentRefused, NameUnprintable
from certification.models import Certificate, CoIssuer, Picture
from certification.rendering.document import render
from certification.rendering.fetcher import OurFiles
from certification.rendering.lint import refuse_faults
from certification.rendering.text import text_of
from certification.services.pictures import keep_picture, pictures_of
from certification.services.templates import publish_version
from tests.certification.rendering.hostile import PRINTED, REFUSED
from tests.certification.rendering.test_document import spaceless
from tests.factories.certification import make_achievement, make_issued, make_reserved, make_template
from tests.factories.people import make_user
from tests.factories.pictures import drawing

pytestmark = pytest.mark.django_db

NAMES = [f"name{place}" for place in range(len(PRINTED))]


class Listener(ThreadingHTTPServer):
    """A server on this host that remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        super().__init__(("127.0.0.1", 0), Answer)

    @property
    def port(self) -> int:
        return self.server_address[1]


class Answer(BaseHTTPRequestHandler):
    server: Listener

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.send_error(404)

    def log_message(self, *_arguments: Any) -> None:
        """Stay silent."""


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    server = Listener()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that pages have asked the fetcher for, without the data that stand in the page itself."""
    asked: list[str] = []
    fetch = OurFiles.fetch

    def noted(self: OurFiles, url: str, headers: dict[str, str] | None = None) -> Any:
        if not url.startswith("data:"):
            asked.append(url)
        return fetch(self, url, headers)

    monkeypatch.setattr(OurFiles, "fetch", noted)
    return asked


def is_ours(url: str) -> bool:
    return "/templates/certification/designs/" in url or "/static/fonts/certificate/" in url


def reserved(name: str) -> Certificate:
    """What the service makes of a holder who is called so. The name is not stored first: no form would let it pass."""
    holder = make_user()
    holder.legal_name = name
    return make_reserved(holder)


def told(snapshot: Snapshot) -> str:
    """The page's text, after the lint and a look for attachments and actions."""
    drawn = render(snapshot, pictures=pictures_of(snapshot), is_demo=True)
    refuse_faults(drawn, snapshot)
    with pikepdf.open(BytesIO(drawn)) as pdf:
        assert (len(pdf.pages), dict(pdf.attachments)) == (1, {})
        assert {"/OpenAction", "/AA", "/AcroForm", "/AF", "/JavaScript"} & set(pdf.Root.keys()) == set()
        assert [str(note.Subtype) for note in pdf.pages[0].Annots] == ["/Link"]
        return spaceless(text_of(pdf.pages[0]))


def test_there_are_enough_hostile_names() -> None:
    assert len({*PRINTED, *REFUSED}) >= 60


def test_positive_control_the_listener_hears_whoever_asks(listener: Listener) -> None:
    HTML(string=f'<img src="http://127.0.0.1:{listener.port}/control">', url_fetcher=URLFetcher()).render()
    assert "/control" in listener.asked


@pytest.mark.parametrize("written", PRINTED, ids=NAMES)
def test_hostile_name_is_literal_text(written: str, listener: Listener, fetched: list[str]) -> None:
    asked = len(listener.asked)
    certificate = reserved(written.replace("{port}", str(listener.port)))
    name = certificate.snapshot["holder_name"]
    assert (certificate.state, spaceless(name) in told(certificate.snapshot)) == (State.RESERVED, True)
    assert (listener.asked[asked:], [url for url in fetched if not is_ours(url)]) == ([], [])


#: PostgreSQL keeps no NUL, so a name with one never comes so far there.
KEPT = {name: reason for name, reason in REFUSED.items() if "\0" not in name or connection.vendor == "sqlite"}


@pytest.mark.parametrize(("name", "reason"), KEPT.items(), ids=[f"name{place}" for place in range(len(KEPT))])
def test_hostile_name_is_refused_politely_and_keeps_the_achievement(name: str, reason: str) -> None:
    certificate = reserved(name)
    assert (certificate.state, certificate.failure) == (State.FAILED, Failure.NAME)
    assert (certificate.failure_detail, certificate.snapshot["holder_name"]) == (reason, "")
    (shown,) = api.certificates_of(certificate.holder)
    assert shown.problem == str(NameUnprintable.message)


@pytest.mark.parametrize("written", [PRINTED[10], PRINTED[30], PRINTED[36]])
def test_signed_file_carries_its_own_credential_and_nothing_else(written: str, own_files: object) -> None:
    certificate = make_issued(make_user(legal_name=written.replace("{port}", "1")))
    with certificate.document.open() as file, pikepdf.open(file) as pdf:
        assert list(pdf.attachments) == ["credential.json"]
        assert spaceless(certificate.snapshot["holder_name"]) in spaceless(text_of(pdf.pages[0]))


TEXTS = (
    "<b>UDC</b> &amp; {name} {{ 7|add:7 }}",
    '<link rel=attachment href="file:///etc/passwd">',
    "<img src=http://127.0.0.1:{port}/title> {url}",
    "'; } .x { background: url(http://127.0.0.1:{port}/) }",
    ") Tj /URI (http://127.0.0.1:{port}/) %PDF",
)


def everywhere(text: str) -> Certificate:
    """A certificate on which the text is title, wording, issuer, co-issuer, signatory and picture."""
    template, other = make_template(), make_template().issuer
    picture = Picture.objects.create(title=text, alt={"az": text}, content=keep_picture(drawing()))
    for issuer in (template.issuer, other):
        issuer.name, issuer.logo = {"az": f"Q {text}"}, picture
        issuer.save(update_fields=["name", "logo"])
    template.issuer.signatories.update(name={"az": f"İ {text}"}, post={"az": f"V {text}"}, signature=picture)
    CoIssuer.objects.create(template=template, issuer=other)
    template.wordings.update(title=f"B {text}", before_name=f"Ə {text}", after_name=f"S {text} “{{course}}”")
    publish_version(template=template)
    return make_reserved(make_user(language="az"), template, titles={"az": f"T {text}"})


@pytest.mark.parametrize("written", TEXTS)
def test_what_the_office_types_is_literal_text(written: str, listener: Listener, fetched: list[str]) -> None:
    asked = len(listener.asked)
    text = written.replace("{port}", str(listener.port))
    certificate = everywhere(text)
    read = told(certificate.snapshot).casefold()
    assert [spaceless(f"{mark} {text}").casefold() in read for mark in "TİV"] == [True] * 3
    assert (listener.asked[asked:], [url for url in fetched if not is_ours(url)]) == ([], [])


UNPRINTABLE = {
    "\u202eslrig": "hidden characters U+202E",
    "UD\u200bC": "hidden characters U+200B",
    "UDC\x07": "hidden characters U+0007",
    "图书馆": "our fonts lack U+56FE U+4E66 U+9986",
    "UDC 😀": "our fonts lack U+1F600",
    "علي": "our fonts lack U+0639 U+0644 U+064A",
}


@pytest.mark.parametrize(("title", "reason"), UNPRINTABLE.items(), ids=[f"title{n}" for n in range(len(UNPRINTABLE))])
def test_title_that_cannot_be_printed_is_refused_with_its_reason(title: str, reason: str) -> None:
    certificate = make_reserved(make_user(), titles={"az": title})
    with pytest.raises(DocumentRefused) as refusal:
        told(certificate.snapshot)
    assert refusal.value.reason == reason


def test_signatory_that_cannot_be_printed_is_refused() -> None:
    template = make_template()
    template.issuer.signatories.update(name={"az": "Əli\u202e"})
    publish_version(template=template)
    with pytest.raises(DocumentRefused) as refusal:
        told(make_reserved(template=template, titles=make_achievement().titles).snapshot)
    assert refusal.value.reason == "hidden characters U+202E"
