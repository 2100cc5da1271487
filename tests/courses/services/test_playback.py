"""Where a learner stopped: the latest word holds, whichever device it comes from."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.errors import PositionSuperseded
from courses.models import PlaybackPosition
from courses.services.playback import remember_position
from tests.factories.learning import make_course
from tests.factories.people import make_user
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def place() -> dict:
    return {"user": make_user(), "lesson": make_course(lessons=1).lessons.get(), "recording": 7}


def test_later_position_replaces_an_earlier_one(place: dict) -> None:
    now = timezone.now()
    remember_position(**place, seconds=10, at=now - timedelta(seconds=9))
    remember_position(**place, seconds=5, at=now - timedelta(seconds=3))
    assert list(PlaybackPosition.objects.values_list("seconds", flat=True)) == [5]


@pytest.mark.parametrize("late", [0, 60])
def test_position_that_is_no_newer_changes_nothing(late: int, place: dict) -> None:
    at = timezone.now() - timedelta(seconds=9)
    remember_position(**place, seconds=10, at=at)
    with pytest.raises(PositionSuperseded):
        remember_position(**place, seconds=5, at=at - timedelta(seconds=late))
    assert PlaybackPosition.objects.get().seconds == 10


def test_clock_that_runs_ahead_does_not_block_what_follows(place: dict) -> None:
    remember_position(**place, seconds=10, at=timezone.now() + timedelta(days=400))
    assert PlaybackPosition.objects.get().updated_at <= timezone.now()
    remember_position(**place, seconds=20, at=timezone.now() + timedelta(days=1))
    assert PlaybackPosition.objects.get().seconds == 20


def test_positions_at_once_leave_the_latest(place: dict) -> None:
    now = timezone.now()
    seconds = iter(range(1, 9))

    def remember() -> None:
        second = next(seconds)
        remember_position(**place, seconds=second, at=now - timedelta(seconds=20 - second))

    at_once(8, remember)
    assert list(PlaybackPosition.objects.values_list("seconds", flat=True)) == [8]
