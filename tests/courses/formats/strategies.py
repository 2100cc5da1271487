"""Questions of every kind, made up by Hypothesis."""

from dataclasses import replace

from hypothesis import strategies as st

from courses.formats.items import Answer, Item, ItemType, NumberAnswer, Pair, Text, TextFormat, tidy, visible

#: The letters of three languages, what separates in some format, and anything else.
LETTERS = st.sampled_from(list("abəıİşяёЖ01 ~=#{}:\\\n/[]%<>&;\"'-$*_|.,\t")) | st.characters(codec="utf-8")


def words(text_format: TextFormat = TextFormat.MOODLE, *, least: int = 1) -> st.SearchStrategy[str]:
    texts = st.text(LETTERS, max_size=30).map(lambda text: tidy(visible(text.replace("\r", "")), text_format))
    return texts.filter(lambda text: len(text) >= least)


def texts(*, least: int = 1) -> st.SearchStrategy[Text]:
    return st.sampled_from(TextFormat).flatmap(
        lambda text_format: words(text_format, least=least).map(lambda text: Text(text, text_format))
    )


WEIGHTS = st.integers(-100, 100).map(float) | st.sampled_from([33.33333, -12.5, 16.66667])
NUMBERS = st.floats(-1e9, 1e9, allow_nan=False) | st.integers(-3000, 3000).map(float)
FEEDBACK = st.none() | texts()
PLAIN = st.text("abəışя-0 ", min_size=1, max_size=20).map(lambda text: " ".join(text.split())).filter(bool)


@st.composite
def items(draw: st.DrawFn) -> Item:
    """A question that every writer can write: no “->” in sides of pairs and in written answers."""
    kind = draw(st.sampled_from([kind for kind in ItemType if kind not in {ItemType.CATEGORY, ItemType.UNKNOWN}]))
    item = Item(
        number=1,
        line=1,
        type=kind,
        title=draw(st.none() | words()),
        stem=draw(texts()),
        tags=tuple(draw(st.lists(PLAIN, max_size=2))),
        id=draw(st.none() | PLAIN),
        category=draw(st.none() | PLAIN),
    )
    if kind == ItemType.DESCRIPTION:
        return replace(item, refused="no_question")
    return replace(item, general_feedback=draw(FEEDBACK), **_answers(draw, kind))


def _answers(draw: st.DrawFn, kind: ItemType) -> dict:
    if kind == ItemType.ESSAY:
        return {}
    if kind == ItemType.TRUE_FALSE:
        is_true = draw(st.booleans())
        told = [
            Answer(text=Text(word), correct=(word == "true") is is_true, feedback=draw(FEEDBACK))
            for word in ("true", "false")
        ]
        return {"choices": tuple(told)}
    if kind == ItemType.NUMERIC:
        return {"numbers": tuple(draw(st.lists(_numbers(), min_size=1, max_size=3)))}
    if kind == ItemType.MATCHING:
        pairs = st.builds(Pair, texts(least=0).filter(_has_no_arrow), words().filter(lambda text: "->" not in text))
        return {"pairs": tuple(draw(st.lists(pairs, min_size=1, max_size=4)))}
    return {"choices": tuple(_choices(draw, kind))}


def with_capitals(item: Item) -> Item:
    """The same, where capitals count."""
    return replace(item, case_sensitive=item.type == ItemType.SHORT_TEXT)


def _has_no_arrow(text: Text) -> bool:
    return "->" not in text.text


def _numbers() -> st.SearchStrategy[NumberAnswer]:
    around = st.builds(
        NumberAnswer,
        number=NUMBERS,
        margin=st.none() | st.floats(0, 1000),
        weight=st.none() | WEIGHTS,
        feedback=FEEDBACK,
    )
    between = st.builds(NumberAnswer, low=NUMBERS, high=NUMBERS, weight=st.none() | WEIGHTS, feedback=FEEDBACK)
    return around | between


def _choices(draw: st.DrawFn, kind: ItemType) -> list[Answer]:
    said = texts().filter(_has_no_arrow) if kind == ItemType.SHORT_TEXT else texts()
    rows = st.builds(Answer, text=said, correct=st.just(kind == ItemType.SHORT_TEXT), weight=st.none() | WEIGHTS)
    found = [replace(row, feedback=draw(FEEDBACK)) for row in draw(st.lists(rows, min_size=2, max_size=4))]
    if kind == ItemType.SINGLE_CHOICE:
        found[0] = replace(found[0], correct=True)
        found[1] = replace(found[1], correct=False)
    return found
