"""Writing questions of every type in the CMS."""

import json
from typing import Any

import pytest
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file
from wagtail.test.utils.form_data import rich_text

from academy.accounts.enums import Role
from academy.accounts.models import User
from academy.cms.models import Picture
from academy.languages import LANGUAGES
from courses.forms.questions.texts import FEATURES
from courses.models import Question, QuestionBank, QuestionCategory
from courses.questions import TYPES
from courses.services.questions import newest_body, revise_question
from tests.courses.viewsets.questions import as_sent, choice_fields, rows, texts
from tests.factories.people import make_user
from tests.factories.questions import BODIES, SAMPLES

pytestmark = pytest.mark.django_db
each_type = pytest.mark.parametrize("key", TYPES)
MARK = "<script>alert(1)</script><img src=x onerror=alert(2)>"


@pytest.fixture
def picture() -> Picture:
    return Picture.objects.create(title="Card", file=get_test_image_file(), width=640, height=480)


def body_for(key: str, picture: Picture) -> dict[str, Any]:
    """A body of the type; its picture is one of the CMS."""
    body = dict(BODIES[key])
    if "image" in body:
        body["image"] = {"picture": picture.pk, "width": 640, "height": 480, "alt": body["image"]["alt"]}
    return body


def made(key: str, body: dict[str, Any], author: User) -> Question:
    question = Question.objects.create(key="asked", type=key, author=author)
    revise_question(question=question, body=body)
    return question


def without_ids(body: Any) -> str:
    """A body as text, without ids, which are random, and with what points to them by place."""
    text = json.dumps(body, sort_keys=True, ensure_ascii=False)
    ids = [row["id"] for name in ("options", "targets", "items", "units") for row in body.get(name, [])]
    ids += [row["id"] for gap in body.get("gaps", []) for row in gap.get("options", [])]
    for place, key in enumerate(ids):
        text = text.replace(f'"{key}"', f'"#{place}"')
    return text


def faults(answer: Any) -> dict[str, Any]:
    """What the form says, and where."""
    form = answer.context["form"]
    found = {name: [str(error) for error in errors] for name, errors in form.errors.items()}
    for listed in form.lists:
        found |= {listed.prefix: [str(error) for error in listed.non_form_errors()]} if listed.non_form_errors() else {}
        for number, row in enumerate(listed.forms):
            found |= {f"{listed.prefix}-{number}-{name}": [*map(str, errors)] for name, errors in row.errors.items()}
    return found


@each_type
def test_every_type_says_what_it_is_for(key: str) -> None:
    assert all((str(TYPES[key].label), str(TYPES[key].purpose), TYPES[key].fields))


def test_type_is_chosen_first(trainer: User, client_of) -> None:
    page = client_of(trainer).get(reverse("question:add"))
    assert [type_.key for type_ in page.context["types"]] == list(TYPES)
    assert page.text.count('<a href="?type=') == len(TYPES)


@each_type
def test_question_is_made(key: str, trainer: User, picture: Picture, client_of) -> None:
    body = body_for(key, picture)
    browser = client_of(trainer)
    assert browser.get(reverse("question:add"), {"type": key}).status_code == 200
    sent = as_sent(key, body)
    answer = browser.post(reverse("question:add"), sent)
    assert answer.status_code == 302, faults(answer)
    question = Question.objects.get()
    stored = newest_body(question)
    assert (question.type, question.author, question.revisions.get().author) == (key, trainer, trainer)
    TYPES[key].check_body(stored)
    assert without_ids(as_sent(key, stored)) == without_ids(as_sent(key, sent_back(key, stored)))


def sent_back(key: str, body: dict[str, Any]) -> dict[str, Any]:
    return TYPES[key].body_of(TYPES[key].shown_of(body))


@each_type
def test_form_sent_unchanged_makes_no_revision(key: str, trainer: User, picture: Picture, client_of) -> None:
    body = body_for(key, picture)
    question = made(key, body, trainer)
    address, browser = reverse("question:edit", args=[question.pk]), client_of(trainer)
    assert browser.get(address).status_code == 200
    answer = browser.post(address, as_sent(key, body))
    assert answer.status_code == 302, faults(answer)
    assert (question.revisions.count(), newest_body(question)) == (1, body)


def test_picture_of_the_site_stays_until_another_is_chosen(trainer: User, picture: Picture, client_of) -> None:
    body = dict(BODIES["hotspot"])
    question = made("hotspot", body, trainer)
    browser, address = client_of(trainer), reverse("question:edit", args=[question.pk])
    sent = as_sent("hotspot", body) | {"image": ""}
    assert (browser.post(address, sent).status_code, newest_body(question)) == (302, body)
    browser.post(address, sent | {"image": picture.pk})
    expected = {"picture": picture.pk, "width": picture.width, "height": picture.height, "alt": body["image"]["alt"]}
    assert newest_body(question)["image"] == expected


@each_type
def test_changed_stem_makes_a_revision_that_keeps_the_rest(
    key: str, trainer: User, picture: Picture, client_of
) -> None:
    body = body_for(key, picture)
    question = made(key, body, trainer)
    sent = as_sent(key, body) | texts("stem", az="Yeni sual")
    client_of(trainer).post(reverse("question:edit", args=[question.pk]), sent)
    after = newest_body(question)
    assert (question.revisions.count(), after["stem"]["az"]) == (2, "Yeni sual")
    assert [row["id"] for row in after.get("options", [])] == [row["id"] for row in body.get("options", [])]
    if key in SAMPLES:
        assert TYPES[key].mark(after, SAMPLES[key].answer) == 1


@each_type
def test_empty_form_is_refused(key: str, trainer: User, client_of) -> None:
    lists = {name: value for asked in TYPES[key].fields for name, value in rows(asked.name).items()}
    answer = client_of(trainer).post(reverse("question:add"), {"type": key} | lists)
    assert (answer.status_code, Question.objects.count()) == (200, 0)
    assert faults(answer)["stem"] == ["Fill this in."]


@pytest.mark.parametrize(
    "case",
    [
        ("single_choice", {"options-1-correct": "on"}, "options", "Mark exactly one answer as correct."),
        ("numeric", {"answers-0-value": "many"}, "answers-0-value", "Write a number in digits, such as 12 500 or 0,5."),
        ("matching", {"items-1-target": "Z"}, "items-1-target", "No row above has this sign."),
        ("classify", {"targets-1-sign": "a"}, "targets-1-sign", "Another row has this sign."),
        ("shelf_order", {"items-2-call_number": "02"}, "items-2-call_number", "Another book stands in this place."),
        ("shelf_order", {"items-0-call_number": "?"}, "items-0-call_number", "This call number cannot be read."),
        ("hotspot", {"options-3-x": "95"}, "options-3-x", "This region lies outside the picture."),
        ("gaps", {"gap_answers-0-gap": "g9"}, "gap_answers-0-gap", "There is no gap of this name."),
        ("ordering", texts("items-1-text", az="", ru="", en=""), "items-1-text", "Fill this in."),
        ("short_text", {"answers-0-share": "2"}, "answers-0-share", "The share lies between 0 and 1."),
    ],
)
def test_fault_is_told_at_its_row(case: tuple, trainer: User, picture: Picture, client_of) -> None:
    key, changes, where, said = case
    sent = as_sent(key, body_for(key, picture)) | changes
    answer = client_of(trainer).post(reverse("question:add"), sent)
    assert (faults(answer)[where], Question.objects.count()) == ([said], 0)
    assert said in answer.text


def test_rows_are_put_in_order_removed_and_added(trainer: User, client_of) -> None:
    question = made("ordering", SAMPLES["ordering"].body, trainer)
    ids = [row["id"] for row in newest_body(question)["items"]]
    sent = as_sent("ordering", SAMPLES["ordering"].body)
    sent |= {"items-0-ORDER": 9, "items-1-DELETE": "on", "items-TOTAL_FORMS": 4}
    sent |= {"items-3-ORDER": 8} | texts("items-3-text", az="Yeni")
    client_of(trainer).post(reverse("question:edit", args=[question.pk]), sent)
    after = newest_body(question)["items"]
    assert [row["text"]["az"] for row in after][1:] == ["Yeni", "Item 2 az"]
    assert ([after[0]["id"], after[2]["id"]], after[1]["id"] in ids) == ([ids[2], ids[0]], False)


def test_id_of_another_row_is_not_taken_twice(trainer: User, client_of) -> None:
    question = made("single_choice", SAMPLES["single_choice"].body, trainer)
    sent = as_sent("single_choice", SAMPLES["single_choice"].body) | {"options-1-row_id": "o0", "options-2-row_id": "x"}
    client_of(trainer).post(reverse("question:edit", args=[question.pk]), sent)
    ids = [row["id"] for row in newest_body(question)["options"]]
    assert (ids[0], ids[3], len(set(ids)), "x" in ids) == ("o0", "o3", 4, False)


@each_type
def test_script_in_any_field_never_runs(key: str, trainer: User, picture: Picture, client_of) -> None:
    sent = as_sent(key, body_for(key, picture))
    asked = {name for name in sent if name.rsplit("_", 1)[-1] in LANGUAGES}
    sent |= dict.fromkeys(asked, MARK) | {"tags": MARK}
    sent |= texts("text", az=MARK + "[[g1]] [[g2]]", ru="", en="") if key == "gaps" else {}
    sent |= {f"criteria-{row}-levels_az": f"2 {MARK}\n1 x" for row in range(2)} if key == "essay" else {}
    sent |= {f"criteria-{row}-levels_{code}": "" for row in range(2) for code in ("ru", "en")} if key == "essay" else {}
    browser = client_of(trainer)
    answer = browser.post(reverse("question:add"), sent)
    assert answer.status_code == 302, faults(answer)
    page = browser.get(answer.url).text
    assert (page.count("<script>alert"), page.count("<img src=x"), "onerror" in page) == (0, 0, True)


def test_question_of_another_is_a_missing_one(trainer: User, client_of) -> None:
    foreign = made("single_choice", SAMPLES["single_choice"].body, make_user(Role.TRAINER))
    browser = client_of(trainer)
    for view in ("edit", "history", "usage"):
        assert browser.get(reverse(f"question:{view}", args=[foreign.pk])).status_code == 404
    assert browser.post(reverse("question:edit", args=[foreign.pk]), choice_fields()).status_code == 404
    assert foreign.revisions.count() == 1


def test_sent_twice_makes_one(trainer: User, client_of) -> None:
    browser = client_of(trainer)
    first, second = (browser.post(reverse("question:add"), choice_fields()) for _time in range(2))
    assert (first.status_code, second.status_code, Question.objects.count()) == (302, 200, 1)


def test_draft_with_bank_category_and_tags(trainer: User, client_of) -> None:
    bank = QuestionBank.objects.create(name={"az": "Bank"}, author=trainer)
    category = QuestionCategory.objects.create(bank=bank, name="MARC 21")
    sent = choice_fields(category=category.pk, tags=" marc,  245 field, MARC,", is_draft="on", key="")
    assert client_of(trainer).post(reverse("question:add"), sent).status_code == 302
    question = Question.objects.get()
    assert (question.bank, question.category, question.is_draft) == (bank, category, True)
    assert (question.tags, question.key[:2]) == (["MARC", "245 field"], "q-")


def test_foreign_bank_and_category_cannot_be_chosen(trainer: User, client_of) -> None:
    bank = QuestionBank.objects.create(name={"az": "Bank"}, author=make_user(Role.TRAINER), is_public=True)
    category = QuestionCategory.objects.create(bank=bank, name="MARC 21")
    answer = client_of(trainer).post(reverse("question:add"), choice_fields(bank=bank.pk, category=category.pk))
    assert (sorted(faults(answer)), Question.objects.count()) == (["bank", "category"], 0)


def test_formatted_text_is_kept_and_plain_text_stays_plain(trainer: User, client_of) -> None:
    html = '<p>Field <b>245</b> holds H<sub>2</sub>O <a href="https://loc.gov/">MARC</a></p><ul><li>one</li></ul>'
    client_of(trainer).post(reverse("question:add"), choice_fields(stem_az=rich_text(html, features=FEATURES["block"])))
    body = newest_body(Question.objects.get())
    assert (body["stem"]["az"], body["stem"]["markup"]) == (html, "html")
    assert body["options"][0]["text"] == {"az": "Cavab 1"}


def test_picture_needs_words_and_has_to_exist(trainer: User, picture: Picture, client_of) -> None:
    def said(key: int, alt: str) -> dict[str, Any]:
        html = f'<p>See</p><embed embedtype="image" format="fullwidth" id="{key}" alt="{alt}"/>'
        stem = rich_text(html, features=FEATURES["block"])
        return faults(client_of(trainer).post(reverse("question:add"), choice_fields(stem_az=stem)))

    assert said(picture.pk, " ")["stem"] == ["Every picture needs a text that says what it shows."]
    assert said(picture.pk + 1, "A card")["__all__"] == ["A picture does not exist any more. Choose another."]
