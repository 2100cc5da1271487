from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core import mail
from django.forms import model_to_dict
from django.urls import reverse
from django.utils import timezone

from academy.accounts.models import User
from certification import tasks
from certification.data import Candidate
from certification.enums import EventKind, Failure, LineState, State
from certification.errors import NobodyToCertify
from certification.models import Batch, Certificate, Event
from certification.selectors.batches import BatchProgress, batch_lines, batch_progress
from certification.selectors.search import search_text
from certification.services import batches
from certification.services.audit import audit_history
from certification.services.batches import confirm_batch, forget_batches, propose_batch, reserve_part
from certification.services.issuance import nameless_digest
from certification.services.keys import ensure_demo_key
from tests.factories.certification import TITLES, make_reserved, make_template
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

KEY = "course:BULK"


def candidate(person: User, **facts: object) -> Candidate:
    known = {"hours": Decimal("4.50"), "achieved_on": date(2026, 9, 5), "score": Decimal(90)}
    return Candidate(holder=person.pk, **known | facts)


def make_batch(*people: User, confirmed: bool = True, letters: bool = True, by: User | None = None) -> Batch:
    batch = propose_batch(
        template=make_template(valid_months=12),
        key=KEY,
        titles=TITLES,
        candidates=[candidate(person) for person in people],
        by=by or make_user(),
    )
    if confirmed:
        confirm_batch(batch=batch, writes_letters=letters)
    return batch


def test_proposal_issues_nothing() -> None:
    batch = make_batch(make_user(), confirmed=False)
    tasks.issue_batch(batch.pk)
    tasks.sweep_certificates()
    assert (Certificate.objects.count(), len(mail.outbox), Batch.objects.get().done) == (0, 0, 0)


def test_nobody_is_no_batch() -> None:
    with pytest.raises(NobodyToCertify):
        make_batch()
    assert Batch.objects.count() == 0


def test_lines_say_what_their_confirmation_would_do() -> None:
    ready, held, nameless = make_user(), make_user(), make_user(legal_name="\u200bƏli")
    batch = make_batch(ready, held, nameless, confirmed=False)
    make_reserved(held, key=KEY)
    gone = make_user()
    Batch.objects.filter(pk=batch.pk).update(rows=[*batch.rows, batch.rows[0] | {"holder": gone.pk + 1000}])
    batch.refresh_from_db()
    states = [line.state for line in batch_lines(batch)]
    assert states == [LineState.READY, LineState.HELD, LineState.NAME, LineState.GONE]


def test_confirmed_batch_certifies_what_was_proposed() -> None:
    ensure_demo_key()
    holder = make_user(language="ru")
    batch = make_batch(holder)
    tasks.issue_batch(batch.pk)
    certificate = Certificate.objects.get()
    said = certificate.snapshot
    assert (certificate.state, certificate.batch, certificate.language) == (State.ISSUED, batch, "ru")
    assert (said["hours"], said["score"], said["achieved_on"], said["expires_on"]) == (
        "4.50",
        "90",
        "2026-09-05",
        "2027-09-05",
    )
    assert (said["holder_name"], said["titles"], certificate.expires_on) == (
        holder.legal_name,
        TITLES,
        date(2027, 9, 5),
    )
    assert [letter.to for letter in mail.outbox] == [[holder.email]]


def test_certificate_of_a_batch_is_the_same_as_a_single_one() -> None:
    alone, among_many = make_user(), make_user()
    template = make_template(valid_months=12)
    facts = {"hours": Decimal("4.50"), "achieved_on": date(2026, 9, 5), "score": Decimal(90)}
    single = make_reserved(alone, template, key=KEY, **facts)
    batch = propose_batch(template=template, key=KEY, titles=TITLES, candidates=[candidate(among_many)], by=alone)
    confirm_batch(batch=batch, writes_letters=True)
    reserve_part(batch_id=batch.pk)
    one, other = single.snapshot, Certificate.objects.get(holder=among_many).snapshot
    own = ("code", "url")
    assert {**one, **dict.fromkeys(own)} == {**other, **dict.fromkeys(own)}


def facts_of(certificate: Certificate) -> object:
    return Event.objects.get(subject=certificate.code).facts


@pytest.mark.parametrize("name", ["Əliyeva Günay 100%", "\u200bƏli", "Anna"])
@pytest.mark.parametrize("language", ["az", "ru"])
def test_row_of_a_batch_holds_what_a_single_one_does(name: str, language: str) -> None:
    alone, among_many = (make_user(legal_name=name, language=language) for _time in range(2))
    template = make_template(valid_months=12)
    facts = {"hours": Decimal("4.50"), "achieved_on": date(2026, 9, 5), "score": None}
    single = make_reserved(alone, template, key=KEY, **facts)
    others = [candidate(among_many, score=None), candidate(make_user()), candidate(make_user(language="en"))]
    batch = propose_batch(template=template, key=KEY, titles=TITLES, candidates=others, by=alone)
    confirm_batch(batch=batch, writes_letters=True)
    reserve_part(batch_id=batch.pk)
    other = Certificate.objects.get(holder=among_many)
    single.refresh_from_db()
    own = ["id", "holder", "batch", "reserved_at", "next_attempt_at", "code", "snapshot", "search_text"]
    assert model_to_dict(other, exclude=own) == model_to_dict(single, exclude=own)
    batch.refresh_from_db()
    for one, titles in ((single, TITLES), (other, batch.titles)):
        said = {**one.snapshot, "titles": titles}
        assert (one.search_text, said["code"]) == (search_text(said, name), one.code)
        assert said["url"].endswith(reverse("verify_code", args=[one.code]))
        told = {"template": said["template"], "version": said["template_version"], "snapshot": nameless_digest(one)}
        assert facts_of(one) == told
    assert list(single.snapshot) == list(other.snapshot)
    assert single.credential_id != other.credential_id
    assert list(audit_history()) == []


def test_person_in_two_lines_gets_one_certificate() -> None:
    twice = make_user()
    batch = make_batch(twice, make_user(), twice)
    reserved = reserve_part(batch_id=batch.pk)
    batch.refresh_from_db()
    assert (len(reserved or []), batch.held, Certificate.objects.filter(holder=twice).count()) == (2, 1, 1)
    assert list(audit_history()) == []


def test_nobody_is_written_to_where_no_letters_were_confirmed() -> None:
    ensure_demo_key()
    batch = make_batch(make_user(), make_user(), letters=False)
    tasks.issue_batch(batch.pk)
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        tasks.sweep_certificates()
    assert ({row.state for row in Certificate.objects.all()}, mail.outbox) == ({State.ISSUED}, [])


def test_whoever_has_a_certificate_gets_no_second_one() -> None:
    first, second = make_user(), make_user()
    known = make_reserved(first, key=KEY)
    batch = make_batch(first, second)
    reserve_part(batch_id=batch.pk)
    batch.refresh_from_db()
    assert (batch.done, batch.held, set(Certificate.objects.values_list("holder", flat=True))) == (
        2,
        1,
        {first.pk, second.pk},
    )
    assert Certificate.objects.get(holder=first) == known


def test_whoever_was_deleted_is_left_out() -> None:
    leaving = make_user()
    batch = make_batch(leaving, make_user())
    leaving.delete()
    reserve_part(batch_id=batch.pk)
    batch.refresh_from_db()
    assert (batch.done, batch.held, Certificate.objects.count()) == (2, 1, 1)


def test_name_that_cannot_be_printed_waits_for_its_holder() -> None:
    batch = make_batch(make_user(legal_name="\u200bƏli"), make_user())
    reserved = reserve_part(batch_id=batch.pk)
    states = set(Certificate.objects.values_list("state", "failure"))
    assert (len(reserved or []), states) == (1, {(State.FAILED, Failure.NAME), (State.RESERVED, "")})


def test_parts_are_reserved_one_after_the_other_and_twice_is_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "PART", 2)
    batch = make_batch(*(make_user() for _ in range(5)))
    made = [reserve_part(batch_id=batch.pk) for _ in range(4)]
    assert [None if part is None else len(part) for part in made] == [2, 2, 1, None]
    assert Certificate.objects.filter(batch=batch).count() == 5
    assert confirm_batch(batch=batch, writes_letters=False) is False
    assert list(audit_history()) == []


def test_worker_killed_within_a_part_leaves_none_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "PART", 2)
    batch = make_batch(*(make_user() for _ in range(4)))
    reserve_part(batch_id=batch.pk)

    class Killed(BaseException):
        pass

    def die(**_named: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(batches, "record_all", die)
        with pytest.raises(Killed):
            reserve_part(batch_id=batch.pk)
    assert (Certificate.objects.count(), Batch.objects.get().done) == (2, 2)
    ensure_demo_key()
    tasks.sweep_certificates()
    assert (Certificate.objects.filter(state=State.ISSUED).count(), len(mail.outbox)) == (4, 4)


def test_history_tells_of_each_with_who_proposed_it() -> None:
    by = make_user()
    batch = make_batch(make_user(), make_user(), by=by)
    reserve_part(batch_id=batch.pk)
    told = Event.objects.filter(kind=EventKind.RESERVED)
    assert set(told.values_list("subject", "actor")) == {(row.code, by.pk) for row in Certificate.objects.all()}
    assert list(audit_history()) == []


def test_progress_counts_what_was_done_and_why_something_waits() -> None:
    batch = make_batch(make_user(), make_user(legal_name="\u200bƏli"), make_user())
    reserve_part(batch_id=batch.pk)
    first = Certificate.objects.filter(batch=batch, state=State.RESERVED)[:1]
    Certificate.objects.filter(pk__in=first).update(state=State.FAILED, failure=Failure.KEY)
    batch.refresh_from_db()
    progress = batch_progress(batch)
    assert progress == BatchProgress(
        total=3, done=3, held=0, faulty=0, issued=0, waiting=2, failures={Failure.KEY: 1, Failure.NAME: 1}
    )
    assert (progress.is_finished, progress.percent) == (False, 0)


@pytest.mark.parametrize("number", [1, 3])
def test_a_part_takes_the_same_number_of_queries_however_many_are_in_it(
    number: int, django_assert_num_queries: object
) -> None:
    batch = make_batch(*(make_user() for _ in range(number)))
    with django_assert_num_queries(14):  # type: ignore[operator]
        reserve_part(batch_id=batch.pk)


def test_old_proposals_are_deleted_and_old_lists_emptied() -> None:
    unconfirmed, finished = make_batch(make_user(), confirmed=False), make_batch(make_user())
    recent = make_batch(make_user(), confirmed=False)
    reserve_part(batch_id=finished.pk)
    long_ago = timezone.now() - batches.KEPT - timedelta(days=1)
    Batch.objects.filter(pk__in=[unconfirmed.pk, finished.pk]).update(proposed_at=long_ago)
    assert (forget_batches(), forget_batches()) == (2, 0)
    assert dict(Batch.objects.values_list("pk", "rows")) == {finished.pk: [], recent.pk: recent.rows}
    finished.refresh_from_db()
    assert batch_progress(finished).total == 1
