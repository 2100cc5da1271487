"""Readings whose SQL is written once give what the ORM gives, whatever is asked after what."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from operator import itemgetter

import pytest
from django.db import connection
from django.db.models import JSONField, Q, Value
from django.db.models.functions import Lower
from django.forms import model_to_dict
from django.utils import timezone

from academy.accounts.models import Institution
from academy.prepared import MANY, MANY_TEXTS, MOST, Joined, Prepared, PreparedInstances, PreparedUpdate
from academy.saving import PreparedInsert, PreparedSave
from academy.together import Together
from certification.models import Certificate, LogNode
from certification.selectors.answers import certificate_in_the_world
from certification.selectors.certificates import certificates_in_the_world
from courses.models import AttemptQuestion, Course, CoursePage, Enrolment
from courses.services.attempts import start_attempt
from tests.factories.certification import make_issued, make_reserved
from tests.factories.learning import make_course, make_enrolment, make_quiz
from tests.factories.talk import make_cohort

pytestmark = pytest.mark.django_db


def test_rows_are_those_of_the_orm_with_every_kind_of_column(django_assert_num_queries: Callable) -> None:
    columns = ("code", "credential_id", "snapshot", "issued_at", "expires_on", "owes_letter", "signing_key__is_demo")
    codes = [make_issued().code, make_issued().code]
    prepared = Prepared(lambda code: Certificate.objects.filter(code=code).values_list(*columns), "the code")
    by_orm = [list(Certificate.objects.filter(code=code).values_list(*columns)) for code in codes]
    with django_assert_num_queries(3):
        found = [prepared.rows(code) for code in (*codes, "nobody's")]
    assert found == [*by_orm, []]


def test_numbers_are_put_in_their_places(django_assert_num_queries: Callable) -> None:
    LogNode.objects.bulk_create(LogNode(place=place, hash=b"%d" % place) for place in range(MOST + 5))
    prepared = Prepared(
        lambda above, places: LogNode.objects.filter(place__gt=above, place__in=places).values_list("place"), -1, MANY
    )
    assert [prepared.rows(number, [1]) for number in (2**63, -(2**64))] == [[], []]
    asked = ([1, 3], [4, 0], {2, 3, 4}, [3, 3], [], range(MOST + 5))
    with django_assert_num_queries(5):
        found = [sorted(prepared.rows(1, places)) for places in asked]
    assert found == [
        *([(3,)], [(4,)], [(2,), (3,), (4,)], [(3,)], []),
        [(place,) for place in range(2, MOST + 5)],
    ]


def test_two_readings_are_one_query(django_assert_num_queries: Callable) -> None:
    issued = make_issued()
    first = Prepared(lambda pk: Certificate.objects.filter(pk=pk).values_list("code", "snapshot"), -1)
    second = Prepared(lambda pk: LogNode.objects.filter(place__gt=pk).values_list("place"), -1)
    both = Joined(first, second)
    with django_assert_num_queries(2):
        alone, nobody = both.rows(issued.pk), both.rows(issued.pk + 1)
    LogNode.objects.bulk_create(LogNode(place=issued.pk + place, hash=b"") for place in (1, 2))
    beside = sorted(both.rows(issued.pk), key=itemgetter(2))
    told = (issued.code, issued.snapshot)
    assert (alone, nobody) == ([(*told, None)], [])
    assert beside == [(*told, issued.pk + 1), (*told, issued.pk + 2)]


def test_change_is_one_statement_with_its_values_in_their_places(django_assert_num_queries: Callable) -> None:
    first, *_others = Institution.objects.bulk_create(Institution(name=f"{number}", city="") for number in range(4))
    change = PreparedUpdate(
        lambda least, most, city: (Institution.objects.filter(pk__gte=least, pk__lt=most), {"city": city}),
        *(-1, -2, "the city"),
    )
    change.update(1, 1, "")
    with django_assert_num_queries(3):
        changed = [
            change.update(first.pk + low, first.pk + high, city)
            for low, high, city in ((1, 3, "a"), (2, 8, "b"), (8, 2, "c"))
        ]
    cities = Institution.objects.filter(pk__gte=first.pk).order_by("pk").values_list("city", flat=True)
    assert (changed, list(cities)) == ([2, 2, 0], ["", "a", "b", "b"])


def test_plans_are_kept_by_postgresql_whatever_the_width_of_numbers() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL keeps plans")
    prepared = Prepared(lambda place: LogNode.objects.filter(place=place).values_list("place", "hash"), -1)
    for place in (1, 40_000, 3_000_000_000, 2, 3):
        prepared.rows(place)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT generic_plans + custom_plans FROM pg_prepared_statements WHERE statement LIKE '%\"place\" = $1%'"
        )
        assert cursor.fetchall() == [(3,)]


def test_days_and_moments_take_the_place_of_theirs() -> None:
    issued, today, now = make_issued(), timezone.localdate(), timezone.now()
    Certificate.objects.filter(pk=issued.pk).update(expires_on=today)
    prepared = Prepared(
        lambda day, moment: Certificate.objects.filter(expires_on__gte=day, issued_at__gt=moment).values_list("pk"),
        date.min,
        datetime.min.replace(tzinfo=UTC),
    )
    hour, day = timedelta(hours=1), timedelta(days=1)
    found = [prepared.rows(*asked) for asked in ((today, now - hour), (today + day, now - hour), (today, now + hour))]
    assert found == [[(issued.pk,)], [], []]


def test_what_has_no_place_in_the_sql_is_refused() -> None:
    prepared = Prepared(lambda _code: Certificate.objects.values_list("pk"), "the code")
    with pytest.raises(LookupError):
        prepared.rows("x")


def test_sql_is_written_once(monkeypatch: pytest.MonkeyPatch) -> None:
    prepared = Prepared(lambda code: Certificate.objects.filter(code=code).values_list("pk"), "the code")
    prepared.rows("x")
    monkeypatch.setattr(connection.ops, "compiler", None)
    assert prepared.rows("y") == []


def test_certificate_is_the_one_that_the_orm_reads(django_assert_num_queries: Callable) -> None:
    issued, reserved = make_issued(), make_reserved()
    wanted = certificates_in_the_world().get(code=issued.code)
    with django_assert_num_queries(1):
        found, _entries = certificate_in_the_world(issued.code)
        key = found.signing_key
        lean = found.__dict__.keys() & {field.attname for field in Certificate._meta.concrete_fields}
    assert {name: getattr(found, name) for name in lean} == {name: getattr(wanted, name) for name in lean}
    assert (key, key.is_demo, key.compromised_at) == (wanted.signing_key, wanted.signing_key.is_demo, None)
    assert certificate_in_the_world(reserved.code) == (None, [])


def test_instances_bring_rows_of_foreign_keys_and_annotations(django_assert_num_queries: Callable) -> None:
    issued = make_issued()
    prepared = PreparedInstances(
        Certificate,
        lambda ids: Certificate.objects.filter(pk__in=ids).annotate(small=Lower("code")),
        MANY,
        fields=("id", "code", "signing_key"),
        related=("signing_key",),
        also=("small",),
    )
    with django_assert_num_queries(1):
        (found,) = prepared.instances([issued.pk])
        told = (found.pk, found.code, found.small, vars(found.signing_key).keys())
    assert told[:3] == (issued.pk, issued.code, issued.code.lower())
    assert {name: vars(found.signing_key)[name] for name in told[3] - {"_state"}} == {
        name: vars(issued.signing_key)[name] for name in told[3] - {"_state"}
    }


def test_several_readings_are_one_query_and_read_what_each_reads_alone(django_assert_num_queries: Callable) -> None:
    enrolments = [make_enrolment(make_course()), make_enrolment(make_course())]
    enrolments[0].cohort, enrolments[1].completed_at = make_cohort(enrolments[0].course), timezone.now()
    Enrolment.objects.bulk_update(enrolments, ["cohort", "completed_at"])
    of_user = PreparedInstances(
        Enrolment,
        lambda user: Enrolment.objects.filter(user=user).annotate(is_over=Q(completed_at__isnull=False)),
        -1,
        related=("cohort",),
        also=("is_over",),
    )
    pages = Prepared(
        lambda course, above: (
            CoursePage.objects.filter(course=course, pk__gt=above)
            .order_by("-pk")
            .values_list("pk", "title", "translation_key", "live", "first_published_at")
        ),
        *(-1, -2),
    )
    both = Together(of_user, pages)
    for one in enrolments:
        with django_assert_num_queries(1):
            found, shown = both.rows((one.user_id,), (one.course_id, 0))
        assert (found, shown) == (of_user.rows(one.user_id), pages.rows(one.course_id, 0))
        assert len(shown) == 3
        (read,) = of_user.of_rows(found)
        assert (model_to_dict(read), read.cohort, read.is_over) == (
            model_to_dict(one),
            one.cohort,
            bool(one.completed_at),
        )
    assert both.rows((0,), (0, 0)) == [[], []]


def test_several_readings_of_many_rows_are_one_query_unless_one_is_asked_for_none(
    django_assert_num_queries: Callable,
) -> None:
    enrolments = [make_enrolment(make_course(cpd_hours=Decimal("2.5"))) for _one in range(3)]
    of_users = Prepared(
        lambda users: (
            Enrolment.objects.filter(user__in=users)
            .order_by("-pk")
            .values_list("pk", "enrolled_at", "course__cpd_hours", "completed_at")
        ),
        MANY,
    )
    with_codes = Prepared(
        lambda codes, above: (
            Course.objects.filter(code__in=codes, pk__gt=above).order_by("pk").values_list("pk", "code")
        ),
        *(MANY_TEXTS, -1),
    )
    both = Together(of_users, with_codes)
    users, codes = [one.user_id for one in enrolments], [one.course.code for one in enrolments]
    for number in (1, 3, 1):
        with django_assert_num_queries(1):
            told, named = both.rows((users[:number],), (codes[:number], 0))
        assert told == of_users.rows(users[:number])
        assert [str(row[2]) for row in told] == ["2.5"] * number
        assert named == [(one.course_id, one.course.code) for one in enrolments[:number]]
    of_nobody = [[], with_codes.rows(codes, 0)]
    with django_assert_num_queries(1):
        assert both.rows(([],), (codes, 0)) == of_nobody
    assert both.rows((users,), (["no code"] * (MOST + 1), 0)) == [of_users.rows(users), []]


def test_some_fields_of_rows_beside(django_assert_num_queries: Callable) -> None:
    one = make_enrolment(make_course())
    reading = PreparedInstances(
        Enrolment,
        lambda user: Enrolment.objects.filter(user=user),
        -1,
        fields=("id", "completed_at", "course__code"),
        related=("course", "cohort"),
    )
    with django_assert_num_queries(1):
        (read,) = reading.instances(one.user_id)
        assert (read, read.completed_at, read.course, read.course.code) == (one, None, one.course, one.course.code)
    assert (read.cohort, read.get_deferred_fields() >= {"user_id"}) == (None, True)
    assert read.course.get_deferred_fields() >= {"topic", "cpd_hours"}


@pytest.mark.parametrize("number", [0, 1, 3, MOST + 1])
def test_rows_are_stored_as_they_are_and_no_other_field_or_row_is(
    number: int, django_assert_max_num_queries: Callable
) -> None:
    values = [("o1", timezone.now(), Decimal("-0.25")), (None, None, None), ({"ı": [None]}, None, Decimal("0.5"))]
    course = make_course(lessons=0)
    make_quiz(course)
    attempt = start_attempt(enrolment=make_enrolment(course), quiz=course.quiz)
    revision = attempt.questions.first().revision
    more = [
        AttemptQuestion(attempt=attempt, position=place, revision=revision, marks=1) for place in range(3, MOST + 5)
    ]
    AttemptQuestion.objects.bulk_create(more)
    *rows, other = list(attempt.questions.all()[: number + 1])
    prepared = PreparedSave(AttemptQuestion, "answer", "answered_at", "score")
    for turn in range(3):
        for place, row in enumerate([*rows, other]):
            (row.answer, row.answered_at, row.score), row.marks = values[(place + turn) % 3], 99
        with django_assert_max_num_queries(min(number, 1) if number <= MOST else MOST):
            prepared.save(rows)
        found = list(attempt.questions.values_list("answer", "answered_at", "score", "marks", "pk"))
        assert found[:number] == [(row.answer, row.answered_at, row.score, 1, row.pk) for row in rows]
        assert {one[:4] for one in found[number:]} == {(None, None, None, 1)}
    assert not attempt.questions.filter(answer=Value(None, JSONField())).exists()


@pytest.mark.parametrize("number", [0, 1, 2, 5, MOST + 1])
def test_rows_that_are_put_in_are_those_of_the_orm(number: int, django_assert_max_num_queries: Callable) -> None:
    course = make_course(lessons=0)
    make_quiz(course)
    attempt, other = (start_attempt(enrolment=make_enrolment(course), quiz=course.quiz) for _time in range(2))
    revisions = [asked.revision_id for asked in attempt.questions.all()]
    rows = [(place, revisions[place % 2], Decimal(place % 3 + 1) / 4) for place in range(3, number + 3)]
    prepared = PreparedInsert(AttemptQuestion, "attempt_id", "position", "revision_id", "marks")
    for _time in range(2):
        attempt.questions.filter(position__gt=2).delete()
        with django_assert_max_num_queries(min(number, 1) if number <= MOST else MOST):
            prepared.insert([(attempt.pk, *row) for row in rows])
    AttemptQuestion.objects.bulk_create(
        AttemptQuestion(attempt=other, position=place, revision_id=revision, marks=marks)
        for place, revision, marks in rows
    )
    facts = [model_to_dict(one, exclude=["id", "attempt"]) for one in attempt.questions.all()]
    assert (facts, len(facts)) == (
        [model_to_dict(one, exclude=["id", "attempt"]) for one in other.questions.all()],
        number + 2,
    )
