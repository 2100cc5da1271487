"""An item as the reference parser of the corpus writes it in JSON."""

from courses.formats.items import Item, ItemType, NumberAnswer, Text

NAMES = {
    ItemType.SINGLE_CHOICE: "MC",
    ItemType.MULTIPLE_CHOICE: "MC",
    ItemType.TRUE_FALSE: "TF",
    ItemType.SHORT_TEXT: "Short",
    ItemType.NUMERIC: "Numerical",
    ItemType.MATCHING: "Matching",
    ItemType.ESSAY: "Essay",
    ItemType.DESCRIPTION: "Description",
}


def reference(item: Item) -> dict:
    """The same keys and values; whether a blank stands in the stem is seen from the stem itself."""
    if item.type == ItemType.CATEGORY:
        return {"type": "Category", "title": item.title}
    basis = {"id": item.id, "tags": list(item.tags) or None, "type": NAMES[item.type], "title": item.title}
    basis["stem"] = told(item.stem)
    if item.type == ItemType.DESCRIPTION:
        return basis
    return basis | {"globalFeedback": told(item.general_feedback)} | answers(item)


def normalised(question: dict) -> dict:
    """A question of the corpus, where a single number stands in a list as several do."""
    question = {key: value for key, value in question.items() if key != "hasEmbeddedAnswers"}
    if isinstance(question.get("choices"), dict):
        number = {"isCorrect": True, "weight": None, "text": question["choices"], "feedback": None}
        question["choices"] = [number]
    return question


def told(text: Text | None) -> dict | None:
    return None if text is None else {"format": text.format.value, "text": text.text}


def answers(item: Item) -> dict:
    if item.type == ItemType.TRUE_FALSE:
        true, false = item.choices
        feedback = {"trueFeedback": told(true.feedback), "falseFeedback": told(false.feedback)}
        return {"isTrue": true.correct} | feedback
    if item.type == ItemType.MATCHING:
        return {"matchPairs": [{"subquestion": told(pair.text), "subanswer": pair.answer} for pair in item.pairs]}
    if item.type == ItemType.ESSAY:
        return {}
    rows = [(answer.correct, answer.weight, told(answer.text), answer.feedback) for answer in item.choices]
    rows += [(True, answer.weight, value(answer), answer.feedback) for answer in item.numbers]
    keys = ("isCorrect", "weight", "text", "feedback")
    return {"choices": [dict(zip(keys, (*row[:3], told(row[3])), strict=True)) for row in rows]}


def value(answer: NumberAnswer) -> dict:
    if answer.number is None:
        return {"type": "high-low", "numberHigh": answer.high, "numberLow": answer.low}
    if answer.margin is None:
        return {"type": "simple", "number": answer.number}
    return {"type": "range", "number": answer.number, "range": answer.margin}
