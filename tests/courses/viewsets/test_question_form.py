"""Questions of every type in the CMS: what the form cannot make, it keeps."""

import pytest
from django.urls import reverse

from academy.accounts.enums import Role
from academy.languages import LANGUAGES
from courses.forms.questions import TYPE_NAMES
from courses.models import Question, QuestionRevision
from courses.questions import TYPES
from courses.services.questions import newest_body
from tests.factories.people import make_user
from tests.factories.questions import SAMPLES

pytestmark = pytest.mark.django_db


def test_every_type_has_a_name() -> None:
    assert set(dict(TYPE_NAMES)) == set(TYPES)


@pytest.mark.parametrize("key", sorted(set(TYPES) - {"single_choice", "multiple_choice"}))
def test_form_changes_the_question_and_keeps_the_rest(key: str, client_of) -> None:
    trainer = make_user(Role.TRAINER, language="en")
    question = Question.objects.create(key="asked", type=key, author=trainer)
    QuestionRevision.objects.create(question=question, number=1, body=SAMPLES[key].body)
    address, browser = reverse("question:edit", args=[question.pk]), client_of(trainer)
    assert 'name="option_1_text_az"' not in browser.get(address).text
    fields = {f"{name}_{code}": f"New {name} {code}" for name in ("stem", "explanation") for code in LANGUAGES}
    assert browser.post(address, {"key": "asked"} | fields).status_code == 302
    changed = {name: {code: f"New {name} {code}" for code in LANGUAGES} for name in ("stem", "explanation")}
    assert newest_body(question) == SAMPLES[key].body | changed
