"""The words of a text, whatever it is written in."""

import html
import re

from courses.formats.items import Text, TextFormat, visible
from courses.formats.refusals import QuestionUnclear, Refusal

PLACED_FILE = "@@PLUGINFILE@@"
#: Elements that show what words cannot.
_SHOWN = {"img", "audio", "video", "iframe", "object", "embed", "table", "svg", "math", "source", "script", "style"}
_BREAKS = {"br", "p", "div", "li", "ul", "ol", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"}
#: Neither pattern looks beyond the next “<”, so a text of nothing but these costs no more than its length.
_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL)
_TAG = re.compile(r"(</?[a-zA-Z][^<>]*>)")
_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_ADDRESS = re.compile(r"\bhref\s*=\s*[\"']([^\"'<>]*)[\"']", re.IGNORECASE)


def without_comments(html: str) -> str:
    """Return HTML without comments. Raises `QuestionUnclear` for what cannot be kept: tables, recordings, formulas."""
    seen = _COMMENT.sub("", html)
    names = {found[2].lower() for piece in _TAG.findall(seen) if (found := _NAME.match(piece))}
    if names & (_SHOWN - {"img"}):
        raise QuestionUnclear(Refusal.ATTACHMENTS)
    return seen


def is_plain(html: str) -> bool:
    """Whether words and line breaks are all that HTML holds."""
    names = [found[2].lower() for piece in _TAG.findall(html) if (found := _NAME.match(piece))]
    return PLACED_FILE not in html and set(names) <= _BREAKS - {"li", "ul", "ol"}


def words_of(text: Text) -> str:
    """Return the words; emphasis goes, a link leaves its address behind it. Raises `QuestionUnclear` for pictures."""
    if text.files or PLACED_FILE in text.text:
        raise QuestionUnclear(Refusal.ATTACHMENTS)
    if text.format != TextFormat.HTML:
        return text.text
    addresses: list[str] = []
    pieces = (_piece(piece, addresses) for piece in _TAG.split(_COMMENT.sub("", text.text)))
    words = visible(html.unescape("".join(pieces))).replace("\u00a0", " ")
    return re.sub(r"[ \t]*\n\s*", "\n", words).strip()


def _piece(piece: str, addresses: list[str]) -> str:
    """Return what stays of a tag or of what stands between two; `addresses` are those of the links still open."""
    tag = _NAME.match(piece)
    if not tag or not _TAG.fullmatch(piece):
        return piece
    is_end, name = bool(tag[1]), tag[2].lower()
    if name in _SHOWN:
        raise QuestionUnclear(Refusal.ATTACHMENTS)
    if name == "a":
        return _link(piece, addresses, is_end=is_end)
    return "\n" if name in _BREAKS else ""


def _link(piece: str, addresses: list[str], *, is_end: bool) -> str:
    if is_end:
        address = addresses.pop() if addresses else ""
        return f" ({address})" if address else ""
    found = _ADDRESS.search(piece)
    addresses.append(found[1] if found else "")
    return ""
