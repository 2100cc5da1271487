import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from certification.wording import ACHIEVED, NamedFacts, facts_named, filled

FACTS = {"course": "UDC {name}", "name": "Əli", "score": ""}
KNOWN = "{name}, {course}, {hours}, {score}, {date}, {valid_until}, {institution}"


def faults(text: str, **arguments: tuple[str, ...]) -> list[str]:
    try:
        NamedFacts(**{"allowed": ACHIEVED} | arguments)(text)
    except ValidationError as error:
        return error.messages
    return []


def test_facts_are_filled_in_one_pass() -> None:
    assert filled("{name}: “{course}” {score} {other}", FACTS) == "Əli: “UDC {name}” – –"


@pytest.mark.parametrize(
    "text", ["{name.__class__}", "{0}", "{name!r}", "{name:>999}", "%(name)s", "{{name}}", "${name}"]
)
def test_text_of_people_is_never_a_format(text: str) -> None:
    assert filled(text, {"name": "x"}) == text.replace("{name}", "x")


@pytest.mark.parametrize("text", ["", "plain", "{name} {course}", "{valid_until}, {hours}"])
def test_known_facts_are_taken(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize("braced", ["{nmae}", "{Name}", "{ name }", "{}", "{name.first}", "{name!r}", "{url}", "{0}"])
def test_unknown_fact_is_told_with_those_that_there_are(braced: str) -> None:
    assert faults(f"Bu {braced} kursu") == [f"{braced} adlı fakt burada yoxdur. Olanlar: {KNOWN}."]


@pytest.mark.parametrize("text", ["{name", "name}", "{{name}}", "{na{me}", "} {"])
def test_brace_that_stands_alone_is_told(text: str) -> None:
    assert "Fiqurlu mötərizə tək qalıb." in " ".join(faults(text))


def test_label_holds_no_facts() -> None:
    assert faults("Saat {hours}", allowed=()) == ["Burada fakt yazılmır. Çıxarın: {hours}."]


def test_missing_fact_is_asked_for() -> None:
    assert faults("kurs", required=("course",)) == ["Olacağı yerdə yazın: {course}."]


@given(st.text(alphabet="{}ab_ name", max_size=30))
def test_what_is_taken_holds_only_known_facts(text: str) -> None:
    if not faults(text):
        assert set(facts_named(text)) <= set(ACHIEVED)
        assert not set("{}") & set(filled(text, dict.fromkeys(ACHIEVED, "x")))
