"""The server's clock is two days ahead, or an hour back, and is put right: what was lost or stuck by it.

The finer rules, in the tests' own process; `test_stepped_clock.py` sets the clock of real ones.
"""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from time_machine import TimeMachineFixture

from academy.beat import SteadyScheduler
from academy.celery import app
from academy.house.models import Heartbeat
from academy.house.parts.work import look_at_work
from academy.house.services import BEAT, note_heartbeat
from academy.integrations.enums import DeliveryState
from academy.integrations.models import Delivery
from academy.integrations.selectors import LEASE, LONGEST_WAIT
from academy.integrations.services.deliveries import announce_test, deliver
from academy.integrations.tasks import sweep_deliveries
from certification.enums import CopyFormat, KeyState, State
from certification.models import Certificate, RegisterCopy, SigningKey, VerificationReceipt
from certification.services.keys import ensure_demo_key
from certification.services.production import produce_certificate
from certification.services.receipts import make_receipt
from certification.services.register import ask_for_copy
from certification.tasks import sweep_certificates, sweep_receipts, sweep_register_copies
from courses.enums import AttemptState, RegistrationState
from courses.models import Attempt
from courses.services.attempts import save_answers, start_attempt, submit_attempt
from courses.services.registration import cancel_registration
from courses.services.waiting import confirm_offer
from courses.tasks.seminars import move_waiting_lists
from tests.factories.certification import make_issued, make_reserved
from tests.factories.integrations import make_webhook
from tests.factories.learning import make_course, make_enrolment, make_quiz, make_seminar
from tests.factories.people import make_user
from tests.factories.receipts import ask, offer_by_code
from tests.factories.seminars import make_registrations, make_session, states
from tests.faults.report import Case
from tests.integrations.receiver import Receiver, free_port, running

pytestmark = pytest.mark.django_db

TWO_DAYS, HOUR, MINUTE = timedelta(days=2), timedelta(hours=1), timedelta(minutes=1)
NOON = datetime.fromisoformat("2026-11-20T12:00:00+00:00")


@pytest.fixture(autouse=True)
def clock(time_machine: TimeMachineFixture) -> TimeMachineFixture:
    """The clock of the server, which stands still unless it is set."""
    time_machine.move_to(NOON, tick=False)
    return time_machine


def begin(minutes: int = 30) -> Attempt:
    course = make_course(lessons=0)
    quiz = make_quiz(course, questions=2, time_limit_minutes=minutes)
    return start_attempt(enrolment=make_enrolment(course), quiz=quiz)


def answers(attempt: Attempt) -> dict[int, object]:
    return dict(attempt.questions.values_list("position", "answer"))


def test_clock_set_back_in_mid_quiz_refuses_no_answer(clock: TimeMachineFixture, case: Case) -> None:
    case.broke("the clock is set back by an hour between two answers")
    attempt = begin()
    clock.shift(MINUTE)
    save_answers(attempt=attempt, answers={1: "o0", 2: "o0"}, given={1: timezone.now()})
    shown = timezone.now()
    clock.shift(MINUTE - HOUR)
    save_answers(attempt=attempt, answers={1: "o1"}, given={1: shown + MINUTE})
    assert answers(attempt) == {1: "o1", 2: "o0"}
    done = submit_attempt(attempt=attempt, answers={2: "o1"})
    assert (done.state, answers(done)) == (AttemptState.SUBMITTED, {1: "o1", 2: "o1"})
    case.saw("later answers replaced earlier ones, and the attempt was submitted with all of them")


def test_older_answer_of_another_device_still_gives_way(clock: TimeMachineFixture, case: Case) -> None:
    case.broke("control: the clock is right, and an older answer comes after a newer one")
    attempt = begin()
    clock.shift(5 * MINUTE)
    save_answers(attempt=attempt, answers={1: "o0"})
    submit_attempt(attempt=attempt, answers={1: "o1"}, given={1: timezone.now() - MINUTE})
    assert answers(attempt)[1] == "o0"
    case.saw("the newer one stayed")


@pytest.mark.usefixtures("own_files")
def test_certificate_put_off_by_a_clock_two_days_ahead_is_made_at_once(clock: TimeMachineFixture, case: Case) -> None:
    case.broke("a certificate is decided, and one fails, while the clock is two days ahead")
    key = ensure_demo_key()
    clock.shift(TWO_DAYS)
    failed, reserved = make_reserved(), make_reserved()
    SigningKey.objects.update(state=KeyState.RETIRED)
    assert produce_certificate(failed.pk) == State.FAILED
    clock.move_to(NOON)
    SigningKey.objects.filter(pk=key.pk).update(state=KeyState.ACTIVE)
    with case.healing():
        sweep_certificates()
    assert set(Certificate.objects.values_list("pk", "state")) == {
        (failed.pk, State.ISSUED),
        (reserved.pk, State.ISSUED),
    }
    case.saw("the first sweep after the clock was right made both")


def test_message_put_off_by_a_clock_two_days_ahead_is_sent_at_once(
    clock: TimeMachineFixture, settings, case: Case
) -> None:
    case.broke("messages to programs are written, and one is refused, while the clock is two days ahead")
    receiver = Receiver(port=free_port())
    settings.WEBHOOK_TRUSTED_ORIGINS = [receiver.origin]
    clock.shift(TWO_DAYS)
    refused, waiting = (announce_test(endpoint=make_webhook(url=receiver.origin)[0]) for _ in range(2))
    assert deliver(refused.pk) == DeliveryState.WAITING
    clock.move_to(NOON)
    with running(receiver), case.healing():
        sweep_deliveries()
    assert list(Delivery.objects.values_list("state", flat=True)) == [DeliveryState.DELIVERED] * 2
    assert {headers["webhook-id"] for headers, _body in receiver.came} == {refused.event_id, waiting.event_id}
    case.saw("the first sweep after the clock was right sent both")


@pytest.mark.usefixtures("own_files")
def test_papers_put_off_by_a_clock_two_days_ahead_are_made_at_once(clock: TimeMachineFixture, case: Case) -> None:
    case.broke("a copy of the register and receipts are asked for while the clock is two days ahead; one receipt fails")
    key = ensure_demo_key()
    certificate = make_issued()
    clock.shift(TWO_DAYS)
    copy = ask_for_copy(
        copy=RegisterCopy(first_day=NOON.date(), last_day=NOON.date(), language="en", format=CopyFormat.CSV),
        by=make_user(),
    )
    failed, waiting = (ask(offer_by_code(certificate.code)) for _ in range(2))
    SigningKey.objects.update(state=KeyState.RETIRED)
    assert not make_receipt(failed.pk)
    clock.move_to(NOON)
    SigningKey.objects.filter(pk=key.pk).update(state=KeyState.ACTIVE)
    with case.healing():
        sweep_register_copies()
        sweep_receipts()
    assert RegisterCopy.objects.exclude(made_at=None).get() == copy
    assert set(VerificationReceipt.objects.filter(made_at__lte=NOON)) == {failed, waiting}
    case.saw("the first sweep after the clock was right made all three")


@pytest.mark.parametrize("longest", [LEASE, LONGEST_WAIT], ids=["lease", "longest wait"])
def test_clock_that_was_right_leaves_a_message_with_whoever_has_it(
    clock: TimeMachineFixture, longest: timedelta, case: Case
) -> None:
    case.broke("a worker's clock is a moment behind that of the worker who put a message off")
    message = announce_test(endpoint=make_webhook()[0])
    Delivery.objects.update(next_attempt_at=NOON + longest + timedelta(seconds=1))
    assert deliver(message.pk) == "not due"
    case.saw("the message stayed with the one who had it")


def test_seat_offered_before_the_clock_went_back_can_be_taken(clock: TimeMachineFixture, case: Case) -> None:
    case.broke("the clock is set back by an hour while a seat is offered")
    session = make_session(make_seminar(offer_hours=24), seats=1)
    first, second = make_registrations(session, 2)
    cancel_registration(registration=first)
    clock.shift(-HOUR)
    move_waiting_lists()
    assert confirm_offer(registration=second).state == RegistrationState.CONFIRMED
    case.saw("the offer stood")


def test_clock_two_days_ahead_hands_each_offer_on_once(clock: TimeMachineFixture, case: Case) -> None:
    case.broke("the clock is two days ahead while a seat is offered, and put right")
    session = make_session(make_seminar(offer_hours=24), seats=1)
    first, *_waiting = make_registrations(session, 3)
    cancel_registration(registration=first)
    clock.shift(TWO_DAYS)
    move_waiting_lists()
    move_waiting_lists()
    clock.move_to(NOON)
    move_waiting_lists()
    cancelled, lapsed, offered = (
        RegistrationState.CANCELLED,
        RegistrationState.LAPSED,
        RegistrationState.OFFERED,
    )
    assert states(session) == [cancelled, lapsed, offered]
    case.saw("the offer lapsed as its clock said, the next one has the seat, and it is given once")


def test_sign_of_life_from_the_time_to_come_hides_no_silence(clock: TimeMachineFixture, case: Case) -> None:
    case.broke("the beat's signs of life come from a clock two days ahead, which is put right")
    note_heartbeat(name=BEAT, sent_at=timezone.now() + TWO_DAYS)
    Heartbeat.objects.update(seen_at=NOON + TWO_DAYS)
    silent = next(iter(look_at_work())).condition
    note_heartbeat(name=BEAT, sent_at=timezone.now())
    heard = next(iter(look_at_work())).condition
    assert (silent, heard) == ("degraded", "ok")
    case.saw("the page said that the beat is silent, until it was heard by the right clock")


def scheduler(folder: Path) -> SteadyScheduler:
    made = SteadyScheduler(app, schedule_filename=str(folder / "schedule"), lazy=True)
    made.setup_schedule()
    return made


def started(beat: SteadyScheduler, clock: TimeMachineFixture, seconds: int) -> set[str]:
    """Let the time pass, and return which tasks were started."""
    names: set[str] = set()
    beat.apply_async = lambda entry, **_told: names.add(entry.name)
    for _second in range(seconds):
        clock.shift(1)
        while beat.tick() == 0:
            pass
    return names


@pytest.fixture
def due_each_minute() -> set[str]:
    return {name for name, line in app.conf.beat_schedule.items() if line["schedule"] <= 60}


def test_beat_goes_on_after_the_clock_was_two_days_ahead(
    clock: TimeMachineFixture, tmp_path: Path, due_each_minute: set[str], case: Case
) -> None:
    case.broke("the beat runs for a minute by a clock two days ahead, which is then put right")
    clock.shift(TWO_DAYS)
    beat = scheduler(tmp_path)
    ahead = started(beat, clock, 90)
    clock.move_to(NOON, tick=False)
    assert (ahead, started(beat, clock, 90)) == (due_each_minute, due_each_minute)
    beat.close()
    clock.shift(-HOUR)
    again = scheduler(tmp_path)
    assert started(again, clock, 90) == due_each_minute
    again.close()
    case.saw("whatever is due each minute was started within a minute, also by a beat that was started anew")


def test_session_outlives_a_clock_that_was_two_days_ahead(clock: TimeMachineFixture, client_of, case: Case) -> None:
    case.broke("a learner logs in, and the clock goes two days ahead and back")
    browser: Client = client_of(make_user())
    shown = []
    for moment in (NOON, NOON + TWO_DAYS, NOON - HOUR):
        clock.move_to(moment)
        shown.append(browser.get("/my/").status_code)
    assert shown == [200, 200, 200]
    case.saw("the session stayed open")
