"""PDF/A-3a and PDF/UA-1 at once: what both ask of the structure, read by pikepdf and by poppler."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element

import pikepdf
import pytest
from defusedxml import ElementTree

from certification.codes import grouped
from certification.data import Snapshot
from certification.errors import DocumentRefused
from certification.rendering import document
from certification.rendering.attached import CredentialFile
from certification.rendering.document import render
from certification.rendering.lint import refuse_faults
from certification.services.pictures import keep_picture
from tests.certification.rendering.test_document import frozen, spaceless
from tests.factories.pictures import drawing

pytestmark = pytest.mark.django_db

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
PDFUA = "{http://www.aiim.org/pdfua/ns/id/}"
SCHEMA = "{http://www.aiim.org/pdfa/ns/schema#}"
PROPERTY = "{http://www.aiim.org/pdfa/ns/property#}"
#: ISO 32000-1, 14.8.4: which tags may stand below a list and its items.
WITHIN = {"/L": {"/LI"}, "/LI": {"/Lbl", "/LBody"}}


@pytest.fixture
def pdf() -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(BytesIO(render(frozen(language="ru"), is_demo=True))) as opened:
        yield opened


def pictured(**changes: Any) -> tuple[Snapshot, dict[str, bytes]]:
    """A snapshot with two logos and three signatures, and the pictures that it names."""
    kept = keep_picture(drawing())
    picture = {"sha256": kept.pk, "alt": {"az": "Loqo", "ru": "Логотип", "en": "Logo"}}
    snapshot = frozen(issuer_logo=picture, **changes)
    snapshot["co_issuers"] = [{"slug": "b", "name": snapshot["issuer"], "website": "", "logo": picture}]
    snapshot["signatories"] = [{**snapshot["signatories"][0], "signature": picture}] * 3
    return snapshot, {kept.pk: bytes(kept.png)}


PAIRS = [("az", "ru"), ("az", "en"), ("ru", "en")]


@pytest.mark.parametrize("design", ["attendance", "competence", "programme"])
@pytest.mark.parametrize("pair", PAIRS, ids=map("+".join, PAIRS))
def test_two_languages_and_pictures_stand_tagged_on_one_page(pair: tuple[str, str], design: str) -> None:
    snapshot, pictures = pictured(language=pair[0], languages=list(pair), design=design)
    drawn = render(snapshot, pictures=pictures, is_demo=False)
    refuse_faults(drawn, snapshot)
    with pikepdf.open(BytesIO(drawn)) as opened:
        test_everything_drawn_is_tagged_or_an_artifact(opened)
        test_metadata_declare_both_standards(opened)
        images = opened.pages[0].Resources.XObject.values()
        assert [bool(image.get("/Interpolate", False)) for image in images if image.Subtype == "/Image"] == [False]
        figures = [str(tag.Alt) for tag in tree(opened) if tag.S == "/Figure"]
        named = [(str(tag.S), str(tag.Lang)) for tag in tree(opened) if "/Lang" in tag]
    assert (len(figures), all(figures)) == (6, True)
    assert named == [("/P", pair[1])] * 4 + [("/L", pair[1])] + [("/P", pair[1])] * 8


def test_statement_that_is_missing_in_one_language_is_refused() -> None:
    snapshot, pictures = pictured(language="az", languages=["az", "ru"])
    drawn = render({**snapshot, "languages": ["az"]}, pictures=pictures, is_demo=False)
    with pytest.raises(DocumentRefused) as refusal:
        refuse_faults(drawn, snapshot)
    assert refusal.value.reason.startswith("the page does not say 'Настоящий")


def test_picture_that_is_not_there_is_refused() -> None:
    snapshot, _pictures = pictured()
    with pytest.raises(DocumentRefused) as refusal:
        render(snapshot, is_demo=False)
    assert refusal.value.reason == f"the picture {snapshot['issuer_logo']['sha256']} is not there"


def tags(tag: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    """The tag and those below it, in the order of reading."""
    if isinstance(tag, pikepdf.Dictionary) and "/S" in tag:
        yield tag
        for below in tag.get("/K", []):
            yield from tags(below)


def tree(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    return [tag for top in pdf.Root.StructTreeRoot.K for tag in tags(top)]


def packet_of(pdf: pikepdf.Pdf) -> Element:
    return ElementTree.fromstring(pdf.Root.Metadata.read_bytes())


def test_metadata_declare_both_standards(pdf: pikepdf.Pdf) -> None:
    packet = packet_of(pdf)
    declared = {name: value for about in packet.iter(f"{RDF}Description") for name, value in about.items()}
    assert {name: declared[name] for name in (f"{PDFA}part", f"{PDFA}conformance", f"{PDFUA}part")} == {
        f"{PDFA}part": "3",
        f"{PDFA}conformance": "A",
        f"{PDFUA}part": "1",
    }


def test_metadata_describe_the_property_that_pdf_a_does_not_know(pdf: pikepdf.Pdf) -> None:
    packet = packet_of(pdf)
    told = [packet.findtext(f".//{SCHEMA}{name}") for name in ("namespaceURI", "prefix")]
    told += [packet.findtext(f".//{PROPERTY}{name}") for name in ("name", "valueType", "category")]
    assert told == ["http://www.aiim.org/pdfua/ns/id/", "pdfuaid", "part", "Integer", "internal"]


def test_title_stands_in_the_metadata_and_in_the_window(pdf: pikepdf.Pdf) -> None:
    title = "Сертификат о подтверждении компетенции – Əliyeva Günay Şahin qızı"
    with pdf.open_metadata() as packet:
        assert (packet["dc:title"], str(pdf.docinfo.Title)) == (title, title)
    assert pdf.Root.ViewerPreferences.DisplayDocTitle is True


def test_colours_are_those_of_an_embedded_profile(pdf: pikepdf.Pdf) -> None:
    (intent,) = pdf.Root.OutputIntents
    assert (intent.S, intent.DestOutputProfile.N) == ("/GTS_PDFA1", 3)


def test_everything_drawn_is_tagged_or_an_artifact(pdf: pikepdf.Pdf) -> None:
    marks, naked, numbers = [], [], []
    for step in pikepdf.parse_content_stream(pdf.pages[0]):
        operator = str(step.operator)
        if operator in {"BDC", "BMC"}:
            marks.append(str(step.operands[0]))
            numbers += [int(step.operands[1].MCID)] if operator == "BDC" else []
        elif operator == "EMC":
            marks.pop()
        elif operator in {"f", "f*", "S", "B", "s", "b", "Do", "Tj", "TJ", "sh"} and not marks:
            naked.append(operator)
    assert (naked, marks) == ([], [])
    drawn = [kid for tag in tree(pdf) for kid in tag.get("/K", []) if isinstance(kid, int)]
    assert (sorted(drawn), len(drawn)) == (sorted(numbers), len(set(drawn)))


def test_tag_of_each_mark_is_found_through_the_parent_tree(pdf: pikepdf.Pdf) -> None:
    page, numbers = pdf.pages[0], pdf.Root.StructTreeRoot.ParentTree.Nums
    parents = dict(zip([int(key) for key in numbers[::2]], numbers[1::2], strict=True))
    for number, parent in enumerate(parents[int(page.StructParents)]):
        assert number in list(parent.K)
    (link,) = page.Annots
    assert parents[int(link.StructParent)].S == "/Link"
    assert (page.Tabs, str(link.Contents), int(link.F)) == ("/S", str(link.A.URI), 4)


def test_lists_hold_items_and_nothing_else(pdf: pikepdf.Pdf) -> None:
    lists = [tag for tag in tree(pdf) if str(tag.S) in WITHIN]
    assert [str(tag.S) for tag in lists] == ["/L", *["/LI"] * 4]
    assert [{str(below.S) for below in tag.K} - WITHIN[str(tag.S)] for tag in lists] == [set()] * 5


def test_mark_is_told_in_words_and_ornaments_are_none(pdf: pikepdf.Pdf) -> None:
    figures = [tag for tag in tree(pdf) if tag.S == "/Figure"]
    url = str(pdf.pages[0].Annots[0].A.URI)
    assert [str(figure.Alt) for figure in figures] == [f"Код проверки: {url}"]
    millimetres = [round(float(side) / 72 * 25.4, 1) for side in figures[0].A.BBox]
    assert millimetres == [31.0, 32.5, 60.0, 61.5]


def test_words_in_other_languages_say_which(pdf: pikepdf.Pdf) -> None:
    named = [str(tag.Lang) for tag in tree(pdf) if "/Lang" in tag]
    assert (str(pdf.Root.Lang), named) == ("ru", ["az", "en"])


def test_page_is_read_from_the_issuer_to_the_signatory(run: Callable[..., str]) -> None:
    snapshot = frozen(language="en")
    told = run(render(snapshot, is_demo=False), "pdfinfo", "-struct-text", "{}")
    read = spaceless(" ".join(re.findall(r'"(.*)"', told)))
    order = (
        "LIBRARIANACADEMY",
        "Certificateofcompetence",
        "Əliyeva",
        "Workload",
        grouped(snapshot["code"]),
        "Director",
    )
    places = [read.find(words) for words in order]
    assert (places, -1 in places) == (sorted(places), False)


def test_credential_is_an_associated_file_of_the_document(run: Callable[..., str]) -> None:
    made_at = datetime(2026, 9, 5, 8, 30, tzinfo=UTC)
    drawn = render(frozen(), is_demo=True, credential=CredentialFile(text='{"name": "Ə"}', made_at=made_at))
    with pikepdf.open(BytesIO(drawn)) as pdf:
        (associated,) = pdf.Root.AF
        (_name, listed) = pdf.Root.Names.EmbeddedFiles.Names
        stream = associated.EF.F
        assert associated.objgen == listed.objgen
        assert (associated.Type, associated.AFRelationship) == ("/Filespec", "/Alternative")
        assert (str(associated.F), str(associated.UF), str(associated.Desc)) == (
            "credential.json",
            "credential.json",
            "Open Badges 3.0",
        )
        assert (stream.Type, stream.Subtype) == ("/EmbeddedFile", "/application/json")
        dates = [str(stream.Params[name]) for name in ("/CreationDate", "/ModDate")]
        assert (dates, int(stream.Params.Size)) == (["D:20260905083000Z"] * 2, 14)
    assert "1: credential.json" in run(drawn, "pdfdetach", "-list", "{}")


def test_tags_that_do_not_match_the_boxes_stop_the_rendering(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("certification.rendering.tags._speaking", lambda _page: iter(()))
    with pytest.raises(ValueError, match="zip"):
        document.render(frozen(), is_demo=True)
