"""Redis away: rate limits go on in memory. The port below answers nobody, so the failure is a real one."""

import pytest
from django.core.cache import cache
from django.core.cache.backends.redis import RedisCacheClient
from django.test import Client, override_settings

from academy.accounts.cache import FallbackCache
from tests.accounts.test_login import is_inside, log_in
from tests.factories.people import make_user

AWAY = "redis://127.0.0.1:1/0"
REDIS_AWAY = {"default": {"BACKEND": "academy.accounts.cache.FallbackCache", "LOCATION": AWAY}}
PLAIN_REDIS_AWAY = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": AWAY}}


@pytest.fixture
def away() -> FallbackCache:
    fallback = FallbackCache(AWAY, {})
    fallback.clear()
    return fallback


def test_cache_goes_on_in_memory(away: FallbackCache) -> None:
    assert away.add("a", 1)
    assert not away.add("a", 2)
    assert (away.get("a"), away.incr("a"), away.get("missing", "default")) == (1, 2, "default")
    away.set_many({"b": [2.5], "c": "ə"})
    assert away.get_many(["a", "b", "c", "d"]) == {"a": 2, "b": [2.5], "c": "ə"}
    assert (away.has_key("b"), away.delete("b"), away.has_key("b")) == (True, True, False)


def test_cache_in_memory_forgets_in_time(away: FallbackCache, time_machine) -> None:
    time_machine.move_to("2026-09-05", tick=False)
    away.set("a", 1, timeout=10)
    found = away.get("a")
    time_machine.shift(11)
    assert (found, away.get("a")) == (1, None)


def test_cache_asks_redis_again_only_after_a_pause(away: FallbackCache, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr("academy.accounts.cache.RedisCache.get", lambda *_args: asked.append(1) or "of Redis")
    assert (away.get("a"), asked) == (None, [])
    away._silent_until = 0.0
    assert (away.get("a"), asked) == ("of Redis", [1])


def test_client_of_redis_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    away, made, plain = FallbackCache(AWAY, {}), [], RedisCacheClient.get_client
    monkeypatch.setattr(RedisCacheClient, "get_client", lambda *of, **how: made.append(1) or plain(*of, **how))
    for _time in range(3):
        away._silent_until = 0.0
        away.get("a")
    assert made == [1]


def test_cache_hides_no_other_error(away: FallbackCache) -> None:
    with pytest.raises(ValueError, match="not found"):
        away.incr("missing")


@pytest.mark.django_db
@override_settings(CACHES=REDIS_AWAY, ACCOUNT_RATE_LIMITS={})
def test_login_works_without_redis_and_its_limits_hold(client: Client) -> None:
    cache.clear()
    user = make_user()
    log_in(client, user.email)
    assert is_inside(client)
    stranger = Client()
    answers = [log_in(stranger, user.email, "wrong-password").status_code for _attempt in range(5)]
    assert answers == [200] * 5
    log_in(stranger, user.email)
    assert not is_inside(stranger)


@pytest.mark.django_db
@override_settings(CACHES=PLAIN_REDIS_AWAY, ACCOUNT_RATE_LIMITS={})
def test_login_fails_without_redis_where_the_fallback_is_missing(client: Client) -> None:
    """The positive control: the outage above is real."""
    client.raise_request_exception = False
    assert log_in(client, make_user().email).status_code == 500
