"""Keys: recognised by what is stored, never shown by it; counted, rotated, ended."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.serializers import serialize
from django.test import Client, RequestFactory
from ninja.errors import AuthorizationError

from academy.errors import WrittenOnce
from academy.integrations.authentication import Key
from academy.integrations.enums import Scope
from academy.integrations.errors import KeyEnded, LimitReached
from academy.integrations.models import ApiKey
from academy.integrations.services.keys import count_use, end_key, key_of, rotate_key
from academy.record.models import Change
from tests.factories.integrations import make_api_key
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 26, 12, 0, 30, tzinfo=UTC)


def status(text: str) -> int:
    """How the API answers this key."""
    return Client().get("/api/v1/certificates", headers={"Authorization": f"Bearer {text}"}).status_code


def test_key_is_recognised_and_its_text_is_stored_nowhere() -> None:
    key, text = make_api_key()
    assert key_of(text) == key
    secret = text.rpartition("_")[2]
    assert secret not in serialize("json", [key, *Change.objects.all()])


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text[:-1],
        lambda text: text + "A",
        lambda text: text.replace("lak_", "LAK_"),
        lambda text: text[: len("lak_xxxxxxxx_")],
        lambda text: "lak_aaaaaaaa_" + text[len("lak_xxxxxxxx_") :],
        lambda _text: "",
        lambda _text: "lak_\x00aaaaaaa_x",
        lambda _text: "lak_" + "a" * 100_000,
    ],
)
def test_text_that_is_not_exactly_a_key_opens_nothing(change: object) -> None:
    _, text = make_api_key()
    assert key_of(change(text)) is None


def test_missing_unknown_and_ended_key_are_answered_alike() -> None:
    key, text = make_api_key()
    end_key(key=key, by=make_user())
    unknown = f"lak_abcdefgh_{'x' * 43}"
    answers = [
        Client().get("/api/v1/certificates", headers=headers)
        for headers in ({}, {"Authorization": f"Bearer {unknown}"}, {"Authorization": f"Bearer {text}"})
    ]
    assert {(answer.status_code, answer.content, answer["WWW-Authenticate"]) for answer in answers} == {
        (401, answers[0].content, "Bearer")
    }


def test_rotated_key_opens_until_the_overlap_is_over() -> None:
    with time_machine.travel(NOON, tick=False):
        key, old = make_api_key()
        successor, new = rotate_key(key=key, overlap=timedelta(days=1), by=make_user())
        assert (status(old), status(new)) == (200, 200)
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        assert (status(old), status(new)) == (401, 200)
    key.refresh_from_db()
    assert (key.replaced_by, successor.scopes, successor.name) == (successor, key.scopes, key.name)


def test_key_is_rotated_once() -> None:
    key, _ = make_api_key()
    rotate_key(key=key, overlap=timedelta(days=1), by=make_user())
    with pytest.raises(KeyEnded):
        rotate_key(key=key, overlap=timedelta(days=1), by=make_user())
    assert ApiKey.objects.count() == 2


def test_key_that_is_being_rotated_can_be_ended_at_once_and_only_once() -> None:
    key, text = make_api_key()
    by = make_user()
    rotate_key(key=key, overlap=timedelta(days=7), by=by)
    end_key(key=key, by=by)
    assert status(text) == 401
    with pytest.raises(KeyEnded):
        end_key(key=key, by=by)


def test_minute_holds_its_limit_and_no_more_and_says_how_long_to_wait() -> None:
    with time_machine.travel(NOON, tick=False):
        _, text = make_api_key(per_minute=2)
        assert [status(text) for _ in range(3)] == [200, 200, 429]
        refused = Client().get("/api/v1/certificates", headers={"Authorization": f"Bearer {text}"})
        assert (refused["Retry-After"], refused["Content-Type"]) == ("31", "application/problem+json")
    with time_machine.travel(NOON + timedelta(seconds=31), tick=False):
        assert status(text) == 200


def test_day_holds_its_limit_and_says_how_long_to_wait() -> None:
    with time_machine.travel(NOON, tick=False):
        key, _ = make_api_key(per_day=2)
        count_use(key=key, units=2)
        with pytest.raises(LimitReached) as refused:
            count_use(key=key)
    assert refused.value.seconds == 12 * 3600 - 30 + 1
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        count_use(key=key)


def test_question_for_many_codes_counts_as_many_and_a_refused_one_counts_nothing_more() -> None:
    with time_machine.travel(NOON, tick=False):
        key, text = make_api_key(per_minute=5)
        headers = {"Authorization": f"Bearer {text}"}
        answers = [
            Client().post("/api/v1/verifications", {"codes": ["x"] * count}, "application/json", headers=headers)
            for count in (3, 3, 1)
        ]
    assert [answer.status_code for answer in answers] == [200, 429, 200]
    key.refresh_from_db()
    assert (key.minute_count, key.last_used_at) == (5, NOON)


def test_keys_do_not_share_their_limits() -> None:
    with time_machine.travel(NOON, tick=False):
        (_, first), (_, second) = make_api_key(per_minute=1), make_api_key(per_minute=1)
        assert [status(first), status(first), status(second)] == [200, 429, 200]


def test_key_in_an_address_opens_nothing() -> None:
    _, text = make_api_key()
    assert Client().get("/api/v1/certificates", {"key": text, "token": text}).status_code == 401


def test_changes_are_recorded_and_never_changed() -> None:
    key, _ = make_api_key()
    by = make_user()
    rotate_key(key=key, overlap=timedelta(days=1), by=by)
    end_key(key=key, by=by)
    told = list(Change.objects.order_by("pk").values_list("kind", "subject", "actor", "institution"))
    assert told == [
        ("key_made", key.prefix, None, key.institution_id),
        ("key_rotated", key.prefix, by.pk, key.institution_id),
        ("key_ended", key.prefix, by.pk, key.institution_id),
    ]
    with pytest.raises(WrittenOnce):
        Change.objects.all().delete()


def test_record_of_changes_outlives_person_and_institution() -> None:
    key, _ = make_api_key()
    by = make_user()
    end_key(key=key, by=by)
    by.delete()
    key.institution.delete()
    told = list(Change.objects.order_by("pk").values_list("kind", flat=True))
    assert told == ["key_made", "key_ended", "account_erased"]


def test_request_is_answered_for_a_known_key_with_the_scope_and_counted() -> None:
    key, text = make_api_key(None, Scope.VERIFY)
    request = RequestFactory().get("/")
    assert Key(Scope.VERIFY).authenticate(request, text) == key
    with pytest.raises(AuthorizationError):
        Key(Scope.CERTIFICATES).authenticate(request, text)
    assert Key(Scope.VERIFY).authenticate(request, text[:-1]) is None
