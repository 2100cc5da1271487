"""Work in the background: the broker, the beat, the workers of each queue, and how long things wait."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _
from redis import Redis, RedisError

from academy.house.data import Condition, Part, Words
from academy.house.models import Heartbeat
from academy.house.services import BEAT

#: The beat sends a pulse into each queue every so often (academy/celery.py).
PULSE: Final = timedelta(seconds=15)
#: A beat that sent none for so long is away.
BEAT_SILENT: Final = timedelta(minutes=2)
#: Workers that took none for so long are away, or all of them have been busy with one thing each.
WORKER_SILENT: Final = timedelta(minutes=5)
#: Clocks of two machines differ: what was heard a moment from now was heard now. Further ahead a clock is wrong.
APART: Final = timedelta(seconds=30)
#: What lies for so long is late.
LATE: Final = timedelta(minutes=2)


def look_at_broker() -> Part:
    """Ask Redis; without one, work lies in folders beside the other files."""
    is_away = bool(settings.REDIS_URL) and not _redis_answers()
    in_words = {
        (True, True): _("Redis does not answer."),
        (True, False): _("Redis answers."),
        (False, False): _("Folders of this machine."),
    }
    return Part(
        name="broker",
        condition=Condition.DEGRADED if is_away else Condition.OK,
        label=_("Broker of the work"),
        told=in_words[bool(settings.REDIS_URL), is_away],
        advice=_("Start Redis. Until then pages are served and work waits; nothing is lost."),
    )


def _redis_answers() -> bool:
    try:
        with Redis.from_url(settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1) as redis:
            return bool(redis.ping())
    except RedisError:
        return False


def look_at_work() -> Iterator[Part]:
    """Tell when the beat and the workers of each queue were heard, and how long things wait. One query."""
    heard = {heartbeat.name: heartbeat for heartbeat in Heartbeat.objects.all()}
    beat = Part(
        name=BEAT,
        condition=_condition(heard.get(BEAT), BEAT_SILENT),
        label=_("Beat, which starts what is due"),
        told=_last_heard(heard.get(BEAT)),
        advice=_("Start the beat. Without it, what was left lying is not picked up."),
    )
    yield beat
    for queue in settings.WORK_QUEUES:
        yield _worker(queue, heard.get(queue), is_known=beat.condition is Condition.OK)
        yield _queue(queue, heard.get(queue), is_known=beat.condition is Condition.OK)


def waiting_time(heard: Heartbeat | None) -> timedelta:
    """Return how long things lie in a queue: as long as the last pulse did, or the next one has been lying."""
    if not heard:
        return timedelta(0)
    return max(heard.seen_at - heard.sent_at, timezone.now() - heard.sent_at - 2 * PULSE, timedelta(0))


def _worker(queue: str, heard: Heartbeat | None, *, is_known: bool) -> Part:
    return Part(
        name=f"worker:{queue}",
        condition=_condition(heard, WORKER_SILENT) if is_known else Condition.UNKNOWN,
        label=_("Workers of the queue “%(queue)s”") % {"queue": queue},
        told=_last_heard(heard),
        advice=_("Start them, or the beat, if it is away. What they should do waits, and is not lost."),
    )


def _queue(queue: str, heard: Heartbeat | None, *, is_known: bool) -> Part:
    waited = waiting_time(heard)
    known = Condition.DEGRADED if waited > LATE else Condition.OK
    return Part(
        name=f"queue:{queue}",
        condition=known if is_known else Condition.UNKNOWN,
        label=_("Waiting time in the queue “%(queue)s”") % {"queue": queue},
        told=_("Waiting time: %(time)s.") % {"time": _in_words(waited)}
        if is_known
        else _("Not known without the beat."),
        advice=_("Start more workers, if it goes on."),
    )


def _condition(heard: Heartbeat | None, silent_after: timedelta) -> Condition:
    now = timezone.now()
    is_alive = heard is not None and now - silent_after < heard.seen_at <= now + APART
    return Condition.OK if is_alive else Condition.DEGRADED


def _last_heard(heard: Heartbeat | None) -> Words:
    if not heard:
        return _("There was no sign of life yet.")
    return _("Time since the last sign of life: %(time)s.") % {"time": _in_words(timezone.now() - heard.seen_at)}


def _in_words(time: timedelta) -> str:
    now = timezone.now()
    return timesince(now - time, now)
