"""What of an answer can be counted: the options that were chosen. Typed and arranged answers have none."""

from courses.questions.base import Answer, Body
from courses.questions.options import correct_ids, known_ids

#: Stands for no answer among the options.
BLANK = ""


def chosen_options(type_key: str, body: Body, answer: Answer) -> list[str]:
    """Name the options of an answer; `BLANK` for none, and nothing where the type has no options."""
    if type_key == "true_false":
        return [str(answer).lower() if isinstance(answer, bool) else BLANK]
    if "options" not in body:
        return []
    return list(known_ids(body, answer)) or [BLANK]


def key_options(type_key: str, body: Body) -> set[str]:
    """Name the correct options."""
    if type_key == "true_false":
        return {str(body["answer"]).lower()}
    return correct_ids(body) if "options" in body else set()


def all_options(type_key: str, body: Body) -> list[str]:
    """Name every option, in the order of the body."""
    if type_key == "true_false":
        return ["true", "false"]
    return [option["id"] for option in body.get("options", ())]
