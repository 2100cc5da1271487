"""Evaluation forms in the CMS: whose they are, what they ask, and what stays once somebody has answered."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data

from academy.accounts.enums import Role
from academy.accounts.models import User
from academy.languages import LANGUAGES
from courses.enums import EvaluationFieldType
from courses.forms.evaluation_editing import COPY_INSTEAD
from courses.models import Evaluation, EvaluationAnswers, EvaluationField
from tests.courses.viewsets.forms import rows
from tests.factories.evaluations import hand_in, make_evaluated_seminar, make_evaluation
from tests.factories.people import make_institution, make_membership, make_user

pytestmark = pytest.mark.django_db

LISTING = 12
SCALE = {"label_az": "Qiymət", "field_type": "scale", "ORDER": 1}
CHOICE = {"label_az": "Forma", "field_type": "radio", "options_az": "Əyani\nOnlayn", "ORDER": 2}


@pytest.fixture
def studio(trainer: User, client_of) -> Client:
    return client_of(trainer)


@pytest.fixture
def own(trainer: User) -> Evaluation:
    """A form of the trainer with one mark and one choice."""
    evaluation = Evaluation.objects.create(title={"az": "Forma"}, author=trainer)
    EvaluationField.objects.create(evaluation=evaluation, clean_name="mark", label={"az": "Qiymət"}, sort_order=0)
    way = {"field_type": EvaluationFieldType.RADIO, "choices": [{"az": "Əyani"}, {"az": "Onlayn"}]}
    EvaluationField.objects.create(evaluation=evaluation, clean_name="way", label={"az": "Forma"}, sort_order=1, **way)
    return evaluation


def sent(*new: dict, stored: tuple[dict, ...] = (), **changes: object) -> dict:
    facts = {"title_az": "Seminar haqqında", "title_en": "About the seminar", "institution": "", "is_in_use": "on"}
    return nested_form_data(facts | {"fields": rows(*new, stored=stored)} | changes)


def as_stored(evaluation: Evaluation, *changes: dict) -> tuple[dict, ...]:
    """The questions as the form shows them, each with what was changed."""
    found = zip(evaluation.fields.all(), (SCALE, CHOICE), [*changes, {}, {}], strict=False)
    return tuple(shown | {"id": field.pk} | change for field, shown, change in found)


def save(studio: Client, evaluation: Evaluation, *new: dict, stored: tuple[dict, ...]) -> HttpResponse:
    return studio.post(reverse("evaluation:edit", args=[evaluation.pk]), sent(*new, stored=stored))


def answer(evaluation: Evaluation) -> None:
    hand_in(make_evaluated_seminar(evaluation), {"mark": "4", "way": "2"})


def refusals(answer: HttpResponse) -> list[str]:
    formset = answer.context["form"].formsets["fields"]
    of_questions = [error for form in formset.forms for error in form.errors.get("field_type", [])]
    return [*formset.non_form_errors(), *of_questions]


def test_form_is_its_makers_with_questions_in_order(studio: Client, trainer: User) -> None:
    later, first = SCALE | {"ORDER": 2, "help_text_ru": "От 1 до 5"}, CHOICE | {"ORDER": 1, "required": "on"}
    assert studio.post(reverse("evaluation:add"), sent(later, first)).status_code == 302
    made = Evaluation.objects.get()
    assert (made.author, made.title) == (trainer, {"az": "Seminar haqqında", "en": "About the seminar"})
    asked = list(made.fields.values_list("field_type", "label", "help_text", "choices", "required"))
    assert asked == [
        ("radio", {"az": "Forma"}, {}, [{"az": "Əyani"}, {"az": "Onlayn"}], True),
        ("scale", {"az": "Qiymət"}, {"ru": "От 1 до 5"}, [], False),
    ]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"label_az": ""}, "label_az"),
        ({"options_az": "Bir"}, "options_az"),
        ({"options_ru": "Очно"}, "options_ru"),
        ({"field_type": "email"}, "field_type"),
        ({"label_az": "a" * 301}, "label_az"),
    ],
)
def test_question_that_cannot_be_asked_is_refused(wrong: dict, field: str, studio: Client) -> None:
    refused = studio.post(reverse("evaluation:add"), sent(CHOICE | wrong))
    assert [list(form.errors) for form in refused.context["form"].formsets["fields"].forms] == [[field]]
    assert Evaluation.objects.count() == 0


def test_form_without_questions_is_refused(studio: Client) -> None:
    assert studio.post(reverse("evaluation:add"), sent()).status_code == 200
    assert Evaluation.objects.count() == 0


def test_institution_is_an_own_one(studio: Client, trainer: User) -> None:
    here, elsewhere = make_institution("Bura"), make_institution("Ora")
    make_membership(trainer, here)
    refused = studio.post(reverse("evaluation:add"), sent(SCALE, institution=elsewhere.pk))
    assert list(refused.context["form"].errors) == ["institution"]
    assert studio.post(reverse("evaluation:add"), sent(SCALE, institution=here.pk)).status_code == 302


def test_without_answers_everything_can_be_changed(studio: Client, own: Evaluation) -> None:
    changed = as_stored(own, {"field_type": "multiline"}, {"DELETE": "on"})
    assert save(studio, own, stored=changed).status_code == 302
    assert list(own.fields.values_list("field_type", flat=True)) == ["multiline"]


@pytest.mark.parametrize(
    "change",
    [
        {"field_type": "checkboxes"},
        {"options_az": "Əyani\nOnlayn\nQarışıq"},
        {"DELETE": "on"},
    ],
)
def test_what_was_answered_is_neither_taken_away_nor_asked_otherwise(
    change: dict, studio: Client, own: Evaluation, index: dict
) -> None:
    answer(own)
    before = list(own.fields.values())
    refused = save(studio, own, stored=as_stored(own, {}, change))
    assert (refusals(refused), list(own.fields.values())) == ([COPY_INSTEAD], before)


def test_words_are_corrected_and_questions_added_after_answers(studio: Client, own: Evaluation, index: dict) -> None:
    answer(own)
    changed = as_stored(own, {"label_az": "Qiymətiniz"}, {"options_az": "Əyani formada\nOnlayn", "label_en": "Way"})
    assert save(studio, own, SCALE | {"label_az": "Yeni", "ORDER": 3}, stored=changed).status_code == 302
    assert [field.label["az"] for field in own.fields.all()] == ["Qiymətiniz", "Forma", "Yeni"]
    assert list(own.fields.values_list("clean_name", flat=True))[:2] == ["mark", "way"]
    assert EvaluationAnswers.objects.get().answers == {"mark": "4", "way": "2"}


@pytest.mark.parametrize("view", ["edit", "preview", "copy_form", "history", "usage"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_form_of_another_is_missing(view: str, method: str, studio: Client) -> None:
    foreign = make_evaluation(author=make_user(Role.TRAINER), institution=make_institution())
    status = getattr(studio, method)(reverse(f"evaluation:{view}", args=[foreign.pk]), {}).status_code
    expected = 405 if (view, method) == ("preview", "post") else 404
    assert (status, Evaluation.objects.count()) == (expected, 1)


@pytest.mark.parametrize("view", ["edit", "preview", "copy_form"])
def test_reader_of_the_institution_has_no_forms(view: str, client_of) -> None:
    library, person = make_institution(), make_user()
    make_membership(person, library)
    evaluation = make_evaluation(institution=library)
    assert client_of(person).get(reverse(f"evaluation:{view}", args=[evaluation.pk])).status_code in {302, 403}


def test_listing_holds_own_forms_and_those_of_the_institution(studio: Client, trainer: User, own: Evaluation) -> None:
    library = make_institution()
    make_membership(trainer, library)
    shared = make_evaluation(institution=library)
    make_evaluation()
    assert list(studio.get(reverse("evaluation:index")).context["object_list"]) == [own, shared]


@pytest.mark.parametrize("number", [1, 3])
def test_listing_costs_the_same_and_counts(
    number: int, studio: Client, trainer: User, index: dict, django_assert_num_queries
) -> None:
    for _form in range(number):
        hand_in(make_evaluated_seminar(make_evaluation(author=trainer)), *[{"mark": "4"}] * number)
    studio.get(reverse("evaluation:index"))
    with django_assert_num_queries(LISTING):
        found = studio.get(reverse("evaluation:index")).context["object_list"]
    assert [(row.seminar_count, row.handed_in) for row in found] == [(1, number)] * number


def test_preview_shows_each_language_and_stores_nothing(studio: Client, trainer: User) -> None:
    evaluation = make_evaluation(author=trainer)
    page = studio.get(reverse("evaluation:preview", args=[evaluation.pk]))
    shown = {view["code"]: "".join(view["fields"]) for view in page.context["views"]}
    words = {"az": "Əyani", "ru": "Очно", "en": "In person"}
    assert {code: [word in shown[code] for word in words.values()] for code in LANGUAGES} == {
        code: [code == language for language in words] for code in LANGUAGES
    }


def test_copy_is_asked_for_then_made(studio: Client, trainer: User) -> None:
    evaluation = make_evaluation(author=trainer)
    address = reverse("evaluation:copy_form", args=[evaluation.pk])
    assert (studio.get(address).status_code, Evaluation.objects.count()) == (200, 1)
    made = studio.post(address)
    copy = Evaluation.objects.exclude(pk=evaluation.pk).get()
    assert (made.url, copy.fields.count()) == (reverse("evaluation:edit", args=[copy.pk]), 4)
