"""What holds for every type of question."""

import json
import random

import pytest
from django import forms
from django.http import QueryDict
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from academy.languages import LANGUAGES
from academy.text_area import TextArea
from courses.questions import TYPES
from tests.factories.questions import BODIES, SAMPLES

#: How long an example takes says something about the machine alone.
any_time = settings(deadline=None)
few = settings(deadline=None, max_examples=15)
#: What marks itself; what a person marks is tested in `test_essay.py`.
AUTOMATIC = [key for key, type_ in TYPES.items() if not type_.is_marked_by_person]
each_type = pytest.mark.parametrize("key", AUTOMATIC)
#: Anything that JSON can hold, with the ids of the samples as names and values, so that some of it fits.
names = st.sampled_from(["i0", "i1", "i2", "a", "b", "o0", "number", "unit", "m", "g1", "g2"]) | st.text(max_size=3)
anything = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | names,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
    max_leaves=8,
)


def html(key: str, body: object, *, seed: str = "s", language: str = "en", answer: object = None) -> str:
    """What a learner's browser gets of the field."""
    form = forms.Form()
    form.fields["q"] = TYPES[key].field(body, language=language, seed=seed)
    form.fields["q"].initial = TYPES[key].initial_of(answer)
    return "".join(f"{part.data.get('before', '')}{part.data.get('label')}{part.tag()}" for part in form["q"]) + str(
        form["q"]
    )


def sent(key: str, data: dict) -> object:
    """What is stored of what a browser sends."""
    query = QueryDict(mutable=True)
    for name, value in data.items():
        query.setlist(name, value if isinstance(value, list) else [value])
    form = forms.Form(query)
    form.fields["q"] = TYPES[key].field(SAMPLES[key].body, language="en", seed="s")
    assert form.is_valid(), form.errors
    return TYPES[key].answer_of(SAMPLES[key].body, form.cleaned_data["q"])


def backwards(value: object) -> object:
    """The same JSON with every list and every mapping the other way round."""
    if isinstance(value, dict):
        return {name: backwards(inner) for name, inner in reversed(value.items())}
    return [backwards(inner) for inner in reversed(value)] if isinstance(value, list) else value


def test_every_type_has_a_sample() -> None:
    assert set(SAMPLES) == set(AUTOMATIC)


@each_type
def test_sample_can_be_asked(key: str) -> None:
    TYPES[key].check_body(SAMPLES[key].body)
    TYPES[key].check_body(SAMPLES[key].twin)


@each_type
@any_time
@given(answer=anything)
def test_mark_of_anything_lies_between_0_and_1_and_stays(key: str, answer: object) -> None:
    body = SAMPLES[key].body
    share = TYPES[key].mark(body, answer)
    assert 0 <= share <= 1
    assert TYPES[key].mark(body, answer) == share


@each_type
@few
@given(answer=anything)
def test_anything_stored_can_be_shown_and_reviewed(key: str, answer: object) -> None:
    html(key, SAMPLES[key].body, answer=answer)
    review = TYPES[key].review(SAMPLES[key].body, answer, language="az")
    assert review.options or review.parts


@each_type
def test_right_answer_earns_all_and_no_answer_nothing(key: str) -> None:
    sample = SAMPLES[key]
    assert [TYPES[key].mark(sample.body, answer) for answer in (sample.answer, None, "", [], {})] == [1, 0, 0, 0, 0]


@each_type
def test_wrong_answers_earn_nothing(key: str) -> None:
    assert {TYPES[key].mark(SAMPLES[key].body, answer) for answer in SAMPLES[key].wrong} == {0}


@each_type
def test_what_is_sent_is_stored_shown_again_and_marked(key: str) -> None:
    sample = SAMPLES[key]
    stored = json.loads(json.dumps(sent(key, sample.sent)))
    assert (stored, TYPES[key].mark(sample.body, stored)) == (sample.answer, 1)
    assert html(key, sample.body, answer=stored) != html(key, sample.body)


@each_type
def test_nothing_sent_is_no_answer(key: str) -> None:
    assert sent(key, {}) is None


@pytest.mark.parametrize("key", sorted(set(AUTOMATIC) - {"multiple_choice"}))
def test_inputs_left_empty_are_no_answer(key: str) -> None:
    assert sent(key, dict.fromkeys(SAMPLES[key].sent, "")) is None


@each_type
def test_order_of_what_is_stored_does_not_matter(key: str) -> None:
    answer = SAMPLES[key].answer
    assert TYPES[key].mark(SAMPLES[key].body, backwards(answer)) == 1


@each_type
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_what_is_right_reaches_the_page(key: str, language: str) -> None:
    sample = SAMPLES[key]
    shown = html(key, sample.body, language=language)
    assert "SECRET" not in shown
    assert shown == html(key, sample.twin, language=language)


@each_type
@few
@given(seed=st.integers())
def test_page_looks_alike_whatever_the_order_of_the_body(key: str, seed: int) -> None:
    body = dict(SAMPLES[key].body)
    for name in ("options", "items", "targets", "answers", "gaps"):
        if name in body:
            body[name] = random.Random(seed).sample(body[name], len(body[name]))
    assert html(key, body) == html(key, SAMPLES[key].body)


@each_type
def test_review_before_the_answers_are_told_holds_the_own_answer_alone(key: str) -> None:
    sample = SAMPLES[key]
    hidden = [TYPES[key].review(body, None, language="en").without_answers() for body in (sample.body, sample.twin)]
    assert hidden[0] == hidden[1]
    assert "SECRET" not in str(hidden[0])


@each_type
@pytest.mark.parametrize("language", LANGUAGES)
def test_review_of_the_right_answer_finds_everything_right(key: str, language: str) -> None:
    sample = SAMPLES[key]
    review = TYPES[key].review(sample.body, sample.answer, language=language)
    assert all(option.is_chosen == option.is_correct for option in review.options)
    assert all(part.is_correct and part.given and part.expected for part in review.parts)
    assert (review.stem, review.explanation) == (f"Stem {language}", f"SECRET {language}")


@pytest.mark.parametrize("key", BODIES)
def test_form_gives_back_the_body_that_it_shows(key: str) -> None:
    assert TYPES[key].body_of(TYPES[key].shown_of(BODIES[key])) == BODIES[key]


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("single_choice", {}),
        ("short_text", {}),
        ("true_false", {"answer": "", "feedback_true": {}, "feedback_false": {}}),
        ("matching", {"targets": [], "items": []}),
        ("gaps", {"gaps": [], "gap_answers": []}),
        ("hotspot", {"alt": {}, "options": []}),
        ("essay", {"criteria": []}),
    ],
)
def test_form_of_a_new_question_is_empty(key: str, shown: dict) -> None:
    assert TYPES[key].shown_of({}) == shown


@pytest.mark.parametrize(
    ("key", "widget"),
    [
        ("single_choice", forms.RadioSelect),
        ("multiple_choice", forms.CheckboxSelectMultiple),
        ("true_false", forms.RadioSelect),
        ("hotspot", forms.RadioSelect),
        ("essay", TextArea),
    ],
)
def test_question_asks_by_its_own_kind_of_input_and_requires_nothing(key: str, widget: type) -> None:
    field = TYPES[key].field(BODIES[key], language="en", seed="s")
    assert (type(field.widget), field.required) == (widget, False)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ["single_choice", "multiple_choice", "hotspot"])
def test_options_are_offered_in_the_language_of_the_page(key: str, language: str) -> None:
    field = TYPES[key].field(BODIES[key], language=language, seed="s")
    assert sorted(field.choices) == [(f"o{number}", f"Option {number} {language}") for number in range(4)]


def test_number_and_unit_are_asked_for_beside_each_other() -> None:
    field = TYPES["numeric"].field(BODIES["numeric"], language="ru", seed="s")
    number, unit = field.fields
    assert (field.names, number.max_length, number.widget.attrs["inputmode"]) == (["number", "unit"], 40, "decimal")
    assert unit.choices[1:] == [("m", "m ru"), ("cm", "cm ru")]
    assert TYPES["numeric"].field(BODIES["numeric"] | {"units": []}, language="ru", seed="s").names == ["number"]


def test_each_gap_is_named_for_whoever_hears_the_page() -> None:
    field = TYPES["gaps"].field(BODIES["gaps"], language="en", seed="s")
    with override("en"):
        names = [
            (part.name, str(part.label), str(part.field.widget.attrs["aria-label"])) for part in field.widget.inputs
        ]
    assert names == [("g1", "Gap 1", "Gap 1"), ("g2", "Gap 2", "Gap 2")]
    assert [type(one) for one in field.fields] == [forms.CharField, forms.ChoiceField]
