"""Escaped characters, put out of sight while a question is taken apart, so that plain searches find what separates."""

import re

from courses.formats.items import Text, TextFormat, tidy

_SIGNS = "~=#{}:\\n"
#: Characters that stand for nothing in any text (Unicode, 23.7); `decoded` lets none of them in.
_STANDINS = "".join(chr(0xFDD0 + place) for place in range(len(_SIGNS)))
_ESCAPED = re.compile(r"\\([~=#{}:\\n])")
_HIDE = dict(zip(_SIGNS, _STANDINS, strict=True))
_SHOW = str.maketrans(_STANDINS, _SIGNS[:-1] + "\n")
_FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]")


def hidden(text: str) -> str:
    """Put each escaped character behind its stand-in."""
    return _ESCAPED.sub(lambda match: _HIDE[match[1]], text)


def shown(text: str, text_format: TextFormat = TextFormat.MOODLE) -> str:
    """Tidy what is left of a text, and put the escaped characters back. An escaped line break stays one."""
    return tidy(text, text_format).translate(_SHOW).strip()


def read_text(text: str, default: TextFormat) -> Text:
    """Read a text that may name its format."""
    match = _FORMAT.match(text)
    text_format = TextFormat(match[1]) if match else default
    return Text(shown(text[match.end() :] if match else text, text_format), text_format)


def read_feedback(text: str, default: TextFormat) -> Text | None:
    """Read a text that may be missing."""
    feedback = read_text(text, default)
    return feedback if feedback.text else None


def written(text: str) -> str:
    """Escape what separates; the line breaks too, because a blank line would end the question."""
    return re.sub(r"[~=#{}:\\]", r"\\\g<0>", text).replace("\n", "\\n")


def written_text(text: Text) -> str:
    """Name the format each time: a text may begin with what looks like one."""
    return f"[{text.format.value}]{written(text.text)}"
