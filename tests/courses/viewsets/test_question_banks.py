"""Banks in the CMS: whose they are, a file looked at and taken, a file written."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from academy.accounts.models import User
from courses.formats.refusals import FileUnreadable
from courses.models import Question, QuestionBank, QuestionFile
from courses.services.question_files import keep_file
from tests.factories.people import make_institution, make_membership, make_user

pytestmark = pytest.mark.django_db

FILE = b"::One::A?{=x ~y}\n\nText alone\n"


@pytest.fixture
def studio(trainer: User, client_of) -> Client:
    return client_of(trainer)


@pytest.fixture
def bank(trainer: User) -> QuestionBank:
    return QuestionBank.objects.create(name={"az": "Bank"}, author=trainer)


@pytest.fixture
def foreign() -> QuestionBank:
    return QuestionBank.objects.create(name={"az": "Other"}, is_public=True)


def kept(bank: QuestionBank, by: User) -> QuestionFile:
    given = {"format_name": "gift", "language": "az", "file_name": "a.gift", "content": FILE}
    return keep_file(bank=bank, by=by, **given)


def posted(bank: QuestionBank, content: bytes = FILE) -> dict:
    file = SimpleUploadedFile("a.gift", content)
    return {"bank": bank.pk, "format": "gift", "language": "az", "file": file}


def test_file_is_looked_at_then_taken_once(studio: Client, bank: QuestionBank) -> None:
    shown = studio.post(reverse("questionbank:import"), posted(bank), follow=True)
    file = QuestionFile.objects.get()
    counts = [shown.context[name] for name in ("coming", "known", "refused")]
    assert (counts, Question.objects.count()) == ([1, 0, 1], 0)
    for _click in range(2):
        assert studio.post(reverse("questionbank:take", args=[file.pk])).status_code == 302
    assert [question.title for question in bank.questions.all()] == ["One"]
    file.refresh_from_db()
    assert (bytes(file.content), file.taken_at is not None) == (b"", True)
    assert studio.get(reverse("questionbank:file", args=[file.pk])).status_code == 200


def test_refused_file_is_not_kept_and_the_reason_is_said(studio: Client, bank: QuestionBank) -> None:
    answer = studio.post(reverse("questionbank:import"), posted(bank, b"\xff\xff"))
    assert answer.context["form"].errors == {"file": [FileUnreadable.ENCODING]}
    assert QuestionFile.objects.count() == 0


def test_nothing_goes_into_the_bank_of_another(studio: Client, foreign: QuestionBank) -> None:
    answer = studio.post(reverse("questionbank:import"), posted(foreign))
    assert (list(answer.context["form"].errors), QuestionFile.objects.count()) == (["bank"], 0)


@pytest.mark.parametrize("view", ["file", "take", "export", "edit"])
def test_what_is_anothers_answers_as_what_is_missing(
    view: str, studio: Client, foreign: QuestionBank, trainer: User
) -> None:
    file = kept(foreign, make_user())
    call = studio.post if view == "take" else studio.get
    row = file if view in {"file", "take"} else foreign
    statuses = [call(reverse(f"questionbank:{view}", args=[pk])).status_code for pk in (row.pk, 0)]
    assert statuses == [404, 404]


@pytest.mark.parametrize("view", ["index", "import"])
def test_learner_is_turned_away(view: str, client_of) -> None:
    assert client_of(make_user()).get(reverse(f"questionbank:{view}")).status_code == 403


def test_bank_of_the_own_institution_is_listed(studio: Client, trainer: User, foreign: QuestionBank) -> None:
    institution = make_institution()
    make_membership(trainer, institution)
    shared = QuestionBank.objects.create(name={"az": "Shared"}, institution=institution)
    assert list(studio.get(reverse("questionbank:index")).context["object_list"]) == [shared]


@pytest.mark.parametrize("number", [1, 3])
def test_listing_costs_the_same(number: int, studio: Client, trainer: User, django_assert_num_queries) -> None:
    for _bank in range(number):
        QuestionBank.objects.create(name={"az": "Bank"}, author=trainer)
    studio.get(reverse("questionbank:index"))
    with django_assert_num_queries(11):
        assert len(studio.get(reverse("questionbank:index")).context["object_list"]) == number


def test_new_bank_is_its_makers_and_not_given_to_foreign_institutions(studio: Client, trainer: User) -> None:
    address = reverse("questionbank:add")
    assert studio.post(address, {"name_az": "Yeni", "institution": make_institution().pk}).status_code == 200
    assert studio.post(address, {"name_az": "Yeni", "name_en": "New"}).status_code == 302
    bank = QuestionBank.objects.get()
    assert (bank.name, bank.author) == ({"az": "Yeni", "en": "New"}, trainer)


@pytest.mark.parametrize(("format_name", "begin"), [("gift", "::One::"), ("moodle_xml", "<?xml version")])
def test_bank_is_downloaded(format_name: str, begin: str, studio: Client, bank: QuestionBank, trainer: User) -> None:
    studio.post(reverse("questionbank:take", args=[kept(bank, trainer).pk]))
    address = reverse("questionbank:export", args=[bank.pk])
    answer = studio.get(address, {"format": format_name, "language": "az", "download": "1"})
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer.content.decode().startswith(begin)
    looked = studio.get(address, {"format": format_name, "language": "az"})
    assert (looked.context["left_out"], studio.get(address).status_code) == ([], 200)
