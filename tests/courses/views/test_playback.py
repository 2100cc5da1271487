"""Places in recordings: told by the player, kept for the learner, shown on the next device."""

import re

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtailmedia.models import get_media_model

from courses.models import Enrolment, LessonPage, PlaybackPosition
from tests.factories.learning import make_course, make_enrolment
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment() -> Enrolment:
    return make_enrolment(make_course(lessons=1), make_user(language="en"))


@pytest.fixture
def recording(enrolment: Enrolment) -> int:
    """The id of a recording that stands in the lesson, in one language."""
    file = ContentFile(b"recording", name="recording.mp3")
    audio = get_media_model().objects.create(title="T", type="audio", duration=60, file=file)
    page = LessonPage.objects.get(lesson__course=enrolment.course, locale__language_code="en")
    page.body = [*page.body.raw_data, {"type": "audio", "value": {"audio": audio.pk, "title": "T", "transcript": "W"}}]
    page.save_revision().publish()
    return audio.pk


def tell(browser: Client, enrolment: Enrolment, recording: object, **fields: object) -> int:
    """Send a place; return the status."""
    address = reverse("playback", args=[enrolment.course.lessons.get().pk])
    return browser.post(address, {"recording": recording, "seconds": 30, **fields}).status_code


def test_place_is_kept_and_shown_on_the_page(enrolment: Enrolment, recording: int, client_of) -> None:
    browser = client_of(enrolment.user)
    now = int(timezone.now().timestamp() * 1000)
    told = [
        tell(browser, enrolment, recording, at=now - 5000),
        tell(browser, enrolment, recording, seconds=9, at=now - 9000),
    ]
    page = LessonPage.objects.get(lesson__course=enrolment.course, locale__language_code="en")
    html = browser.get(page.url).text
    assert (told, f'data-places="{recording}:30 "' in html, f'data-recording="{recording}"' in html) == (
        [204, 412],
        True,
        True,
    )


def test_page_tells_the_clock_of_the_server_as_a_plain_number(enrolment: Enrolment, recording: int, client_of) -> None:
    page = LessonPage.objects.get(lesson__course=enrolment.course, locale__language_code="en")
    html = client_of(enrolment.user).get(page.url).text
    told = [int(number) for number in re.findall(r'data-playback="[^"]*" data-now="(\d+)"', html)]
    assert [abs(timezone.now().timestamp() * 1000 - number) < 60_000 for number in told] == [True]


def test_place_of_another_person_is_not_shown(enrolment: Enrolment, recording: int, client_of) -> None:
    tell(client_of(enrolment.user), enrolment, recording)
    fellow = make_enrolment(enrolment.course)
    page = LessonPage.objects.get(lesson__course=enrolment.course, locale__language_code="en")
    assert 'data-places=""' in client_of(fellow.user).get(page.url).text


@pytest.mark.parametrize(
    "fields", [{"seconds": -1}, {"seconds": 86_401}, {"seconds": "soon"}, {"recording": 999_999}, {"at": "now"}]
)
def test_what_is_no_place_is_refused(fields: dict, enrolment: Enrolment, recording: int, client_of) -> None:
    sent = {"recording": recording} | fields
    assert tell(client_of(enrolment.user), enrolment, **sent) == 400
    assert PlaybackPosition.objects.count() == 0


def test_place_needs_an_enrolment_and_a_login(enrolment: Enrolment, recording: int, client_of) -> None:
    told = [tell(browser, enrolment, recording) for browser in (client_of(make_user()), Client())]
    assert (told, PlaybackPosition.objects.count()) == ([404, 302], 0)
