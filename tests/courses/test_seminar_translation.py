"""Everything that the page of a seminar says is translated; pictures and files come along."""

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from courses.management.seeding.pictures import picture
from courses.models import SeminarPage
from tests.factories.learning import make_seminar, make_site
from tests.factories.seminar_pages import link, speaker

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> SeminarPage:
    """A page in Azerbaijani alone, with something in every field."""
    make_site()
    seminar = make_seminar()
    seminar.pages.exclude(locale__language_code="az").delete()
    page = seminar.pages.get()
    document = get_document_model().objects.create(title="Slides", file=ContentFile(b"1", name="slides.txt"))
    portrait = speaker(name="Ad", post="Vəzifə", biography="Tərcümeyi-hal")
    image = {"image": picture("udc", "cover.png").pk, "alt_text": "Portret", "decorative": False}
    page.aims = [{"type": "aim", "value": "Məqsəd"}]
    page.agenda = [{"type": "item", "value": {"time": "10:00", "title": "Hissə", "who": "Kim"}}]
    page.speakers = [portrait, {"type": "speaker", "value": portrait["value"] | {"picture": image}}]
    page.materials_before = [link("Keçid")]
    page.materials_after = [{"type": "document", "value": {"document": document.pk, "description": "Fayl"}}]
    embed = {"address": "https://vimeo.com/123456789", "title": "Videoyazı", "transcript": "Mətn"}
    page.recording = [{"type": "embed", "value": embed}]
    page.save_revision().publish()
    return page


def translate(page: SeminarPage) -> SeminarPage:
    """Translate every text by writing EN before it."""
    source, _made = TranslationSource.update_or_create_from_instance(page)
    english = Locale.objects.get(language_code="en")
    translation = Translation.objects.create(source=source, target_locale=english)
    for segment in StringSegment.objects.filter(source=source):
        StringTranslation.objects.get_or_create(
            translation_of=segment.string,
            locale=english,
            context=segment.context,
            defaults={"data": f"EN {segment.string.data}"},
        )
    translation.save_target(publish=True)
    return SeminarPage.objects.get(locale=english, seminar=page.seminar)


def test_every_text_of_a_seminar_is_translated(page: SeminarPage) -> None:
    copy = translate(page)
    agenda, told = copy.agenda[0].value, copy.speakers[0].value
    assert [aim.value for aim in copy.aims] == ["EN Məqsəd"]
    assert (agenda["time"], agenda["title"], agenda["who"]) == ("EN 10:00", "EN Hissə", "EN Kim")
    assert (told["name"], told["post"], told["biography"]) == ("EN Ad", "EN Vəzifə", "EN Tərcümeyi-hal")
    assert copy.materials_before[0].value["title"] == "EN Keçid"
    assert copy.recording[0].value["transcript"] == "EN Mətn"


def test_pictures_files_and_addresses_come_along(page: SeminarPage) -> None:
    copy = translate(page)
    portrait, file = copy.speakers[1].value["picture"], copy.materials_after[0].value
    assert portrait.pk == page.speakers[1].value["picture"].pk
    assert portrait.contextual_alt_text == "EN Portret"
    assert copy.speakers[0].value["picture"] is None
    assert (file["document"], file["description"]) == (page.materials_after[0].value["document"], "EN Fayl")
    assert copy.materials_before[0].value["address"] == "https://example.org/"
    assert copy.recording[0].value["address"] == "https://vimeo.com/123456789"
