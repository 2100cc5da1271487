import re
import subprocess
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from threading import Barrier, BrokenBarrierError
from typing import Any

import pikepdf
import pytest
from PIL import Image
from weasyprint import CSS
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from certification.codes import grouped
from certification.data import Snapshot
from certification.errors import DocumentRefused
from certification.rendering import document, qr
from certification.rendering.context import part_in
from certification.rendering.designs import design_names
from certification.rendering.document import render
from certification.rendering.lint import refuse_faults
from certification.rendering.text import text_of
from tests.factories.certification import make_reserved, make_template
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

DEMO = ("sınaq açarı ilə imzalanıb", "подписано демонстрационным ключом", "signed with a demo key")


def frozen(name: str = "Əliyeva Günay Şahin qızı", language: str = "az", **changes: Any) -> Snapshot:
    """The snapshot of a certificate of this person, valid for three years."""
    holder = make_user(legal_name=name, language=language)
    return make_reserved(holder, make_template(valid_months=36)).snapshot | changes


def spaceless(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(
    ("language", "name", "said"),
    [
        (
            "az",
            "Əliyeva İradə Işıq Çağrı Öğüz qızı",
            [
                "KİTABXANAÇIAKADEMİYASI",
                "Səriştəsertifikatı",
                "Busertifikattəsdiqedirki,",
                "4,5",
                "92%",
                "5sentyabr2026",
                "5sentyabr2029",
                "Elektronimzailəimzalanıb.",
                "AygünNümunəli",
            ],
        ),
        (
            "ru",
            "Щёголева Юлия Эльдаровна",
            [
                "АКАДЕМИЯБИБЛИОТЕКАРЯ",
                "Сертификатоподтверждениикомпетенции",
                "4,5",
                "92%",
                "5сентября2026г.",
                "5сентября2029г.",
                "Подписанэлектроннойподписью.",
                "АйгюнОбразцова",
            ],
        ),
        (
            "en",
            "Fiona Griffith-Offley",
            [
                "LIBRARIANACADEMY",
                "Certificateofcompetence",
                "4.5",
                "92%",
                "5September2026",
                "5September2029",
                "Digitallysigned.",
                "AygunSample",
            ],
        ),
    ],
)
def test_page_says_letter_by_letter_what_was_certified(
    language: str, name: str, said: list[str], run: Callable[..., str]
) -> None:
    snapshot = frozen(name, language)
    read = spaceless(run(render(snapshot, is_demo=False), "pdftotext", "{}", "-"))
    statement = spaceless(part_in(snapshot, language)["wording"]["after_name"])
    wanted = [spaceless(name), statement, *said, grouped(snapshot["code"]), snapshot["url"]]
    assert [words for words in wanted if words not in read] == []


def test_own_reading_of_the_text_is_that_of_poppler(run: Callable[..., str]) -> None:
    drawn = render(frozen(), is_demo=True)
    with pikepdf.open(BytesIO(drawn)) as pdf:
        ours = spaceless(text_of(pdf.pages[0]))
    assert sorted(ours) == sorted(spaceless(run(drawn, "pdftotext", "{}", "-")))


@pytest.mark.parametrize("is_demo", [True, False])
def test_demo_key_is_named_in_three_languages(*, is_demo: bool, run: Callable[..., str]) -> None:
    read = " ".join(run(render(frozen(), is_demo=is_demo), "pdftotext", "{}", "-").split())
    assert [words in read for words in DEMO] == [is_demo] * 3


def test_attendance_has_no_result(run: Callable[..., str]) -> None:
    snapshot = frozen(design="attendance", score=None, expires_on=None)
    read = run(render(snapshot, is_demo=False), "pdftotext", "{}", "-")
    assert ("Nəticə" in read, "%" in read, "2029" in read, "4,5" in read) == (False, False, False, True)


@pytest.mark.parametrize("design", ["attendance", "competence", "programme", "transcript"])
def test_embedded_fonts_are_ours_alone(design: str, run: Callable[..., str]) -> None:
    lines = run(render(frozen(design=design), is_demo=True), "pdffonts", "{}").splitlines()[2:]
    names = {re.sub(r"^[A-Z]{6}\+", "", line.split()[0]) for line in lines}
    assert names == {"Academy-Serif", "Academy-Serif-Bold", "Academy-Sans", "Academy-Sans-Bold"}


def test_document_is_the_same_byte_for_byte() -> None:
    snapshot = frozen()
    assert render(snapshot, is_demo=True) == render(snapshot, is_demo=True)


def test_document_is_tagged_and_names_its_language_and_title() -> None:
    with pikepdf.open(BytesIO(render(frozen(language="ru"), is_demo=False))) as pdf:
        facts = (str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked), str(pdf.docinfo.Title))
        level = re.findall(rb'pdfaid:(?:part|conformance)="(\w)"', pdf.Root.Metadata.read_bytes())
    assert facts == ("ru", True, "Сертификат о подтверждении компетенции – Əliyeva Günay Şahin qızı")
    assert level == [b"3", b"A"]


def test_qr_mark_on_paper_is_the_mark_of_the_address(tmp_path: Path) -> None:
    """Print the page at 300 dpi and sample the middle of each module."""
    snapshot = frozen()
    (tmp_path / "page.pdf").write_bytes(render(snapshot, is_demo=False))
    command = ["pdftoppm", "-r", "300", "-gray", "-singlefile", tmp_path / "page.pdf", tmp_path / "page"]
    subprocess.run(command, check=True)
    wanted = qr.modules(snapshot["url"])
    size = max(row for row, _ in wanted) + 1
    millimetre, left, top, width = 300 / 25.4, 31, 210 - 32.5 - 29, 29
    with Image.open(tmp_path / "page.pgm") as page:
        dark = {
            (row, column)
            for row in range(size)
            for column in range(size)
            if page.getpixel(
                (
                    round((left + width * (column + 0.5) / size) * millimetre),
                    round((top + width * (row + 0.5) / size) * millimetre),
                )
            )
            < 128
        }
    assert dark == wanted


NAMES = {
    "one word": "Ə",
    "180 letters": ("Константинопольская-Преображенская Александра Владимировна " * 4)[:180].strip(),
    "120 letters without a space": "Ш" * 120,
    "markup": '<b>Əli</b> & "Vəli" <script>alert(1)</script>',
    "link": '<link rel=attachment href="file:///etc/passwd">',
    "template": "{{ 7|add:7 }} {% now 'Y' %} {course} {url}",
    "entity": "&#9760; &amp; &lt;",
    "marks": "Nguyễn Thị Ánh O'Neil-D’Arcy Łódź",
    "kazakh": "Қасымжомарт Әбілқайырұлы Өтеғұлов",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_hostile_and_long_names_are_literal_text_on_one_page(name: str) -> None:
    snapshot = frozen(name)
    drawn = render(snapshot, is_demo=True)
    refuse_faults(drawn, snapshot)
    with pikepdf.open(BytesIO(drawn)) as pdf:
        assert (len(pdf.pages), len(pdf.attachments)) == (1, 0)
        assert spaceless(name) in spaceless(text_of(pdf.pages[0]))


def test_asking_for_a_file_of_the_system_stops_the_rendering(monkeypatch: pytest.MonkeyPatch) -> None:
    page = '<link rel=attachment href="file:///etc/passwd"><p>x'
    monkeypatch.setattr(document, "render_to_string", lambda *_args: page)
    with pytest.raises(FatalURLFetchingError):
        render(frozen(), is_demo=True)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"holder_name": "Başqa Ad"}, "the page does not say 'Başqa Ad'"),
        ({"url": "http://localhost:8000/verify/00000000000000000000/"}, "the link leads elsewhere"),
    ],
)
def test_document_that_says_something_else_is_refused(change: Mapping[str, str], reason: str) -> None:
    snapshot = frozen()
    drawn = render(snapshot, is_demo=True)
    refuse_faults(drawn, snapshot)
    with pytest.raises(DocumentRefused) as refusal:
        refuse_faults(drawn, snapshot | change)
    assert refusal.value.reason == reason


def test_mark_that_leads_elsewhere_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot, image = frozen(), qr.image
    monkeypatch.setattr(qr, "image", lambda url: image(url.replace("verify", "falsify")))
    with pytest.raises(DocumentRefused) as refusal:
        refuse_faults(render(snapshot, is_demo=True), snapshot)
    assert refusal.value.reason == "the QR mark leads elsewhere"


def test_title_in_letters_that_our_fonts_lack_is_refused() -> None:
    snapshot = frozen()
    snapshot["wordings"]["az"]["after_name"] = "“图书馆” kursu"
    with pytest.raises(DocumentRefused) as refusal:
        refuse_faults(render(snapshot, is_demo=True), snapshot)
    assert refusal.value.reason == "our fonts lack U+56FE U+4E66 U+9986"


def test_document_set_in_another_font_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot = frozen()
    other = CSS(string="body, p { font-family: monospace !important }")
    monkeypatch.setattr(document, "_stylesheet", lambda _design: other)
    with pytest.raises(DocumentRefused) as refusal:
        refuse_faults(render(snapshot, is_demo=True), snapshot)
    assert refusal.value.reason.startswith("foreign fonts")


def test_statement_that_needs_a_second_page_is_refused() -> None:
    snapshot = frozen()
    snapshot["wordings"]["az"]["after_name"] = "söz " * 300
    with pytest.raises(DocumentRefused) as refusal:
        refuse_faults(render(snapshot, is_demo=True), snapshot)
    assert refusal.value.reason == "2 pages"


def test_longest_name_and_title_fit_on_the_page() -> None:
    snapshot = frozen(NAMES["180 letters"], "ru")
    snapshot["wordings"]["ru"]["after_name"] = ("Организация и сопровождение открытых научных данных " * 8)[:390]
    refuse_faults(render(snapshot, is_demo=True), snapshot)


def test_designs_are_the_pairs_of_files() -> None:
    assert design_names() == ["attendance", "competence", "programme", "transcript"]


def test_threads_that_draw_at_once_share_the_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each waits in the loading of the fonts for the other, which may not come there at the same time."""
    meeting, loaded = Barrier(2, timeout=1), []

    def load() -> FontConfiguration:
        loaded.append(1)
        with suppress(BrokenBarrierError):
            meeting.wait()
        return FontConfiguration()

    monkeypatch.setattr(document, "FontConfiguration", load)
    document._fonts.cache_clear()
    document._stylesheet.cache_clear()
    snapshot = frozen()
    with ThreadPoolExecutor(2) as threads:
        drawn = list(threads.map(lambda _number: render(snapshot, is_demo=False), range(2)))
    assert (len(loaded), drawn[0] == drawn[1]) == (1, True)
    refuse_faults(drawn[0], snapshot)
