from io import BytesIO

import pikepdf
import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from academy.accounts.enums import Role
from certification.canonical import digest
from certification.models import (
    Certificate,
    CertificateTemplate,
    Event,
    Issuer,
    Picture,
    PictureContent,
    TemplateVersion,
)
from certification.rendering import raster
from certification.rendering.text import text_of
from certification.services.template_content import content_of
from certification.services.templates import publish_version
from tests.factories.certification import WORDINGS, make_reserved, make_template
from tests.factories.people import make_user
from tests.factories.pictures import drawing

pytestmark = pytest.mark.django_db

BASE = "certificate_templates"


@pytest.fixture
def registrar(client_of: object) -> Client:
    return client_of(make_user(Role.REGISTRAR, language="en"))


def wordings(template: CertificateTemplate) -> dict[str, str]:
    """The form's fields for the wordings as they are."""
    fields = {"wordings-TOTAL_FORMS": "3", "wordings-INITIAL_FORMS": "3", "wordings-MIN_NUM_FORMS": "3"}
    fields |= {"wordings-MAX_NUM_FORMS": "3"}
    for place, wording in enumerate(template.wordings.order_by("pk")):
        words = {name: getattr(wording, name) for name in ("language", *WORDINGS["az"])}
        fields |= {f"wordings-{place}-{name}": value for name, value in ({"id": wording.pk} | words).items()}
    return fields


def form_of(template: CertificateTemplate) -> dict[str, str]:
    """The form's fields as they are."""
    facts = {name: getattr(template, name) for name in ("slug", "kind", "design", "languages")}
    co_issuers = {f"co_issuers-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")}
    facts |= {"issuer": template.issuer_id, "valid_months": "", "co_issuers-MAX_NUM_FORMS": "3"}
    return facts | co_issuers | wordings(template)


def address(view: str, *arguments: object) -> str:
    return reverse(f"{BASE}:{view}", args=arguments)


def changed(template: CertificateTemplate) -> str:
    """The hash of a template that was given another title."""
    template.wordings.filter(language="az").update(title="Diplom")
    return digest(content_of(CertificateTemplate.objects.get(pk=template.pk)))


def words_of(document: bytes) -> str:
    with pikepdf.open(BytesIO(document)) as pdf:
        return "".join(text_of(pdf.pages[0]).split())


def test_saved_template_is_a_draft(registrar: Client) -> None:
    template = make_template()
    assert registrar.get(address("edit", template.pk)).status_code == 200
    registrar.post(address("edit", template.pk), form_of(template) | {"wordings-0-title": "Yeni başlıq"})
    assert template.wordings.get(language="az").title == "Yeni başlıq"
    assert list(template.versions.values_list("number", flat=True)) == [1]


FAULTS = {
    "second wording": ({"wordings-0-language": "ru"}, "Write the wording once in each language."),
    "no address": ({"wordings-1-signed_note": "Signed"}, "Write {url} where it is to stand."),
    "no course": ({"wordings-2-after_name": "has completed"}, "Write {course} where it is to stand."),
    "unknown fact": (
        {"wordings-2-after_name": "{course} {grade}"},
        "There is no fact {grade} here. There are: {name}, {course}, {hours}, {score}, {date}, {valid_until}, {instit",
    ),
    "format": ({"wordings-2-before_name": "{name.__class__}"}, "There is no fact {name.__class__} here."),
    "brace": ({"wordings-2-title": "{institution"}, "A brace stands alone."),
    "fact in a label": ({"wordings-2-date_label": "{date}"}, "No facts stand here: take {date} out."),
    "no end": ({"wordings-2-after_name": "{course} {valid_until}"}, "These certificates are valid without an end"),
    "no result": (
        {"kind": "attendance", "wordings-2-after_name": "{course} {score}"},
        "Only a certificate of competence has a result",
    ),
    "foreign design": ({"design": "../../secrets"}, "Select a valid choice."),
    "unknown kind": ({"kind": "other"}, "Select a valid choice."),
    "unknown language": ({"languages": "az+az"}, "Select a valid choice."),
}


@pytest.mark.parametrize(("change", "told"), FAULTS.values(), ids=FAULTS.keys())
def test_impossible_template_is_refused_in_words(change: dict[str, str], told: str, registrar: Client) -> None:
    template = make_template()
    before = content_of(template)
    answer = registrar.post(address("edit", template.pk), form_of(template) | change)
    assert (answer.status_code, told in answer.content.decode().replace("&#x27;", "'")) == (200, True)
    assert content_of(CertificateTemplate.objects.get(pk=template.pk)) == before


def test_short_name_is_given_once(registrar: Client) -> None:
    template = make_template()
    slug = template.slug
    registrar.post(address("edit", template.pk), form_of(template) | {"slug": "other", "wordings-0-title": "Başqa"})
    template.refresh_from_db()
    assert (template.slug, template.wordings.get(language="az").title) == (slug, "Başqa")


def test_issuer_is_no_co_issuer_of_itself(registrar: Client) -> None:
    template, other = make_template(), make_template().issuer
    row = {"co_issuers-TOTAL_FORMS": "1", "co_issuers-0-id": "", "co_issuers-0-ORDER": "1"}
    answer = registrar.post(
        address("edit", template.pk), form_of(template) | row | {"co_issuers-0-issuer": template.issuer_id}
    )
    assert "This is the issuer itself." in answer.content.decode()
    registrar.post(address("edit", template.pk), form_of(template) | row | {"co_issuers-0-issuer": other.pk})
    assert [one.issuer for one in CertificateTemplate.objects.get(pk=template.pk).co_issuers.all()] == [other]


def test_registrar_looks_at_what_changes_and_publishes_it(registrar: Client) -> None:
    template = make_template()
    seen = changed(template)
    page = registrar.get(address("publish", template.pk)).content.decode()
    assert ("<li>title (Azərbaycanca)</li>" in page, seen in page, "Publish version 2" in page) == (True, True, True)
    answer = registrar.post(address("publish", template.pk), {"seen": seen})
    version = template.versions.first()
    assert (answer.url, version.number, version.digest) == (address("versions", template.pk), 2, seen)
    assert version.published_by.groups.get().name == Role.REGISTRAR
    listed = registrar.get(address("versions", template.pk)).content.decode()
    assert (str(version.published_by) in listed, "title (Azərbaycanca)" in listed) == (True, True)


def test_second_click_and_stale_look_publish_nothing(registrar: Client) -> None:
    template = make_template()
    seen = changed(template)
    for _ in range(2):
        registrar.post(address("publish", template.pk), {"seen": seen})
    template.wordings.filter(language="ru").update(title="Диплом")
    answer = registrar.post(address("publish", template.pk), {"seen": seen}, follow=True)
    assert "Somebody has changed the template meanwhile." in answer.content.decode()
    assert list(template.versions.values_list("number", flat=True)) == [2, 1]


def test_wording_that_fits_on_no_page_is_not_published(registrar: Client) -> None:
    template = make_template()
    template.wordings.filter(language="ru").update(after_name="{course} " + "слово " * 160)
    seen = digest(content_of(CertificateTemplate.objects.get(pk=template.pk)))
    answer = registrar.post(address("publish", template.pk), {"seen": seen}, follow=True)
    assert "No certificate could be printed so. Русский: 2 pages" in answer.content.decode()
    assert template.versions.count() == 1


def test_versions_say_how_many_certificates_they_have(registrar: Client, django_assert_num_queries: object) -> None:
    template = make_template()
    make_reserved(template=template)
    for title in ("Bir", "İki"):
        template.wordings.filter(language="az").update(title=title)
        publish_version(template=template)
    registrar.get(address("versions", template.pk))
    with django_assert_num_queries(13):
        page = registrar.get(address("versions", template.pk)).content.decode()
    assert [f"<td>{number}</td>" in page for number in (1, 2, 3)] == [True] * 3


def previewed(client: Client, template: CertificateTemplate, change: dict[str, str], mode: str) -> str:
    """The preview's page, of what the form holds and nobody has saved."""
    told = client.post(address("preview_on_edit", template.pk), form_of(template) | change).json()
    assert told == {"is_valid": True, "is_available": True}
    return client.get(address("preview_on_edit", template.pk), {"mode": mode}).content.decode()


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The documents that were drawn for previews."""
    documents: list[bytes] = []
    images = raster.page_images

    def noted(document: bytes) -> list[bytes]:
        documents.append(document)
        return images(document)

    monkeypatch.setattr("certification.viewsets.template_preview.page_images", noted)
    return documents


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        ("az", ["NÜMUNƏ", "ƏliyevaGünayŞahinqızı"]),
        ("ru-long", ["ОБРАЗЕЦ", "Константинопольская-Преображенская"]),
        ("en", ["SPECIMEN", "GunayAliyeva", "Unsavedtitle"]),
    ],
)
def test_unsaved_words_are_previewed_as_a_specimen(
    mode: str, said: list[str], registrar: Client, drawn: list[bytes]
) -> None:
    template = make_template()
    page = previewed(registrar, template, {"wordings-2-title": "Unsaved title"}, mode)
    read = words_of(drawn[-1])
    assert [words in read for words in said] == [True] * len(said)
    assert (page.count("data:image/png;base64,"), "noindex" in page) == (1, True)


def test_preview_keeps_nothing(registrar: Client, drawn: list[bytes]) -> None:
    template = make_template()
    before = content_of(template)
    rows = [model.objects.count() for model in (Certificate, TemplateVersion, Event, PictureContent)]
    previewed(registrar, template, {"wordings-0-title": "Yeni"}, "az")
    assert [model.objects.count() for model in (Certificate, TemplateVersion, Event, PictureContent)] == rows
    assert content_of(CertificateTemplate.objects.get(pk=template.pk)) == before


def test_preview_offers_what_the_template_may_be_printed_in() -> None:
    modes = [[mode for mode, _label in make_template(languages=rule).preview_modes] for rule in ("holder", "az+ru")]
    assert modes == [["az", "az-long", "ru", "ru-long", "en", "en-long"], ["az+ru", "az+ru-long"]]


def test_preview_tells_what_does_not_fit(registrar: Client) -> None:
    page = previewed(registrar, make_template(), {"wordings-0-after_name": "{course} " + "söz " * 240}, "az")
    assert ("It does not fit on one page." in page, page.count("data:image/png")) == (True, 2)


def test_markup_in_words_is_previewed_as_text(registrar: Client, drawn: list[bytes]) -> None:
    page = previewed(registrar, make_template(), {"wordings-0-title": "<b>Yeni</b> &amp; <script>"}, "az")
    assert ("<b>Yeni</b>&amp;<script>" in words_of(drawn[-1]), "<script" in page) == (True, False)


def test_specimen_is_a_file_that_verifies_nowhere(registrar: Client, client: Client) -> None:
    template = make_template()
    answer = registrar.get(address("specimen", template.pk), {"mode": "ru"})
    assert (answer["Content-Type"], answer["X-Robots-Tag"]) == ("application/pdf", "noindex, nofollow")
    with pikepdf.open(BytesIO(answer.content)) as pdf:
        assert ("/AcroForm" in pdf.Root, str(pdf.pages[0].Annots[0].A.URI)) == (
            False,
            "http://localhost:8000/verify/SPECIMEN/",
        )
    page = client.get("/verify/SPECIMEN/", headers={"accept-language": "en"})
    assert (page.status_code, 'data-verdict="specimen"' in page.content.decode()) == (404, True)


def test_specimen_of_a_version_says_what_it_said(registrar: Client) -> None:
    template = make_template()
    changed(template)
    answer = registrar.get(address("version_specimen", template.pk, 1))
    assert "Səriştəsertifikatı" in words_of(answer.content)
    assert "Səriştəsertifikatı" not in words_of(registrar.get(address("specimen", template.pk)).content)
    assert registrar.get(address("version_specimen", template.pk, 2)).status_code == 404


VIEWS = ("edit", "versions", "publish", "specimen", "preview_on_edit")


@pytest.mark.parametrize("role", [Role.TRAINER, Role.EDITOR, Role.HR, None])
def test_others_see_and_publish_nothing(role: Role | None, client_of: object) -> None:
    template, client = make_template(), client_of(make_user(*filter(None, [role])))
    seen = changed(template)
    answers = [client.get(address(view, template.pk)) for view in VIEWS]
    answers += [
        client.get(address("version_specimen", template.pk, 1)),
        client.get(address("renew", template.issuer_id)),
    ]
    answers.append(client.post(address("publish", template.pk), {"seen": seen}))
    answers.append(client.post(address("renew", template.issuer_id), {"templates": template.pk}))
    assert {answer.status_code for answer in answers} <= {302, 403}
    assert template.versions.count() == 1


def test_nobody_deletes_a_template(client_of: object) -> None:
    template, client = make_template(), client_of(make_user(is_superuser=True, is_staff=True))
    assert client.post(f"{address('list')}delete/{template.pk}/").status_code == 404
    assert CertificateTemplate.objects.filter(pk=template.pk).exists()


def test_changed_issuer_offers_new_versions_and_publishes_none(registrar: Client) -> None:
    template = make_template()
    issuer = template.issuer
    person = issuer.signatories.get()
    fields = {"slug": issuer.slug, "website": "", "logo": "", "name_0": "Milli Kitabxana"}
    fields |= {
        f"signatories-{name}_FORMS": count
        for name, count in (("TOTAL", 1), ("INITIAL", 1), ("MIN_NUM", 1), ("MAX_NUM", 3))
    }
    fields |= {"signatories-0-id": person.pk, "signatories-0-position": 0, "signatories-0-signature": ""}
    fields |= {"signatories-0-name_0": "Aygün", "signatories-0-post_0": "Direktor"}
    answer = registrar.post(reverse("issuers:edit", args=[issuer.pk]), fields)
    told = [str(message) for message in get_messages(answer.wsgi_request)]
    assert [address("renew", issuer.pk) in message for message in told] == [True, False]
    assert template.versions.count() == 1
    page = registrar.get(address("renew", issuer.pk)).content.decode()
    assert f'value="{template.pk}" checked' in page
    registrar.post(address("renew", issuer.pk), {"templates": template.pk})
    assert template.versions.first().content["issuer"]["name"] == {"az": "Milli Kitabxana"}
    assert (
        "Every published version names this issuer as it is."
        in registrar.get(address("renew", issuer.pk)).content.decode()
    )


def test_nothing_chosen_renews_nothing(registrar: Client) -> None:
    template = make_template()
    Issuer.objects.update(website="https://example.org")
    registrar.post(address("renew", template.issuer_id), {})
    assert template.versions.count() == 1


def test_registrar_uploads_a_picture_and_replaces_it(registrar: Client) -> None:
    fields = {"title": "Logo", "alt_0": "Loqo", "alt_1": "Логотип", "alt_2": "Logo"}
    registrar.post(reverse("certificate_pictures:add"), fields | {"file": BytesIO(drawing())})
    picture = Picture.objects.get()
    first = picture.content_id
    assert (picture.alt, picture.title) == ({"az": "Loqo", "ru": "Логотип", "en": "Logo"}, "Logo")
    page = registrar.get(reverse("certificate_pictures:index")).content.decode()
    assert "data:image/png;base64," in page
    registrar.post(
        reverse("certificate_pictures:edit", args=[picture.pk]), fields | {"file": BytesIO(drawing((90, 30)))}
    )
    picture.refresh_from_db()
    assert picture.content_id != first
    assert PictureContent.objects.filter(pk=first).exists()
    registrar.post(reverse("certificate_pictures:edit", args=[picture.pk]), fields | {"title": "Same file"})
    assert (Picture.objects.get().title, Picture.objects.get().content_id) == ("Same file", picture.content_id)


@pytest.mark.parametrize(
    ("upload", "told"),
    [
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            "Choose a PNG or JPEG picture of at most 5 MB and 25 megapixels.",
        ),
        (b"", "The submitted file is empty."),
        (None, "Choose a file."),
    ],
)
def test_file_that_is_no_picture_is_refused_in_words(upload: bytes | None, told: str, registrar: Client) -> None:
    fields = {"title": "Logo", "alt_0": "Loqo"} | ({} if upload is None else {"file": BytesIO(upload)})
    answer = registrar.post(reverse("certificate_pictures:add"), fields)
    assert told in answer.content.decode()
    assert not Picture.objects.exists()
