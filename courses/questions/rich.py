"""Formatted texts: a few elements of HTML, cleaned on the way in and again on the way out.

Texts of one thing are {"az": "…", "ru": "…"}, plain; with "markup": "html" beside the languages they are HTML of the
elements below. What is read from the database is never trusted: `Rich` shows nothing but these elements, and everything
else as text. A picture is `<embed embedtype="image" id="12" alt="…"/>`, as the editor of Wagtail writes it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape
from html.parser import HTMLParser
from typing import Any

from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from academy.languages import LANGUAGES, text_in

MARKUP = "html"
#: Element as written -> as kept.
INLINE = {"b": "b", "strong": "b", "i": "i", "em": "i", "sub": "sub", "sup": "sup", "code": "code"}
BLOCKS = {"p": "p", "ul": "ul", "ol": "ol", "li": "li"}
#: What begins a new line, and is kept as a paragraph.
PARAGRAPHS = {"div", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "section", "article", "tr"}
#: What is left out with everything in it.
UNSEEN = {"script", "style", "template", "iframe", "object", "noscript", "svg", "math", "title", "textarea", "select"}
DEEPEST = 20
ADDRESS = re.compile(r"(https?://|mailto:|/(?!/))[^\s\\\x00-\x1f]*", re.IGNORECASE)
PLAIN_PARAGRAPH = re.compile(r"(<p>)?((?:[^<]|<br/>)*)(</p>)?")
Attributes = Mapping[str, str]
#: Takes the attributes of a picture or of a link, and gives those that are kept, or none.
Resolver = Callable[[Attributes], Attributes | None]
_signer = Signer(salt="courses.questions.picture")


def own_picture(attributes: Attributes) -> Attributes | None:
    """Keep what names a picture of the CMS."""
    key = attributes.get("id", "")
    if attributes.get("embedtype") != "image" or not re.fullmatch(r"[0-9]{1,9}", key):
        return None
    return {"embedtype": "image", "id": key, "alt": attributes.get("alt", "")}


def own_link(attributes: Attributes) -> Attributes | None:
    """Keep an address of the web, of a person, or of this site."""
    address = attributes.get("href", "").strip()
    return {"href": address} if ADDRESS.fullmatch(address) else None


class _Cleaner(HTMLParser):
    """Writes what it knows, closes what it opened, and passes over the rest."""

    def __init__(self, picture: Resolver, link: Resolver) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.open: list[str] = []
        self.unseen: list[str] = []
        self.picture, self.link = picture, link

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.unseen or tag in UNSEEN:
            self.unseen += [tag] if tag in UNSEEN else []
        elif tag == "br":
            self.out.append("<br/>")
        elif tag in {"embed", "img"}:
            self._add_picture({name: value or "" for name, value in attrs})
        elif tag == "a":
            self._open_link({name: value or "" for name, value in attrs})
        else:
            self._open(_kept(tag))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"br", "embed", "img"}:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self.unseen:
            if tag == self.unseen[-1]:
                self.unseen.pop()
            return
        kept = "a" if tag == "a" else _kept(tag)
        if kept in self.open:
            self._close_down_to(kept)

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.out.append(escape(data, quote=False))

    def close(self) -> None:
        super().close()
        while self.open:
            self.out.append(f"</{self.open.pop()}>")

    def _open(self, kept: str, attributes: str = "") -> None:
        if not kept or len(self.open) >= DEEPEST:
            return
        if kept == "p" and "p" in self.open:
            self._close_down_to("p")
        self.open.append(kept)
        self.out.append(f"<{kept}{attributes}>")

    def _close_down_to(self, kept: str) -> None:
        while True:
            name = self.open.pop()
            self.out.append(f"</{name}>")
            if name == kept:
                return

    def _open_link(self, attributes: Attributes) -> None:
        kept = self.link(attributes)
        if kept is not None and "a" not in self.open:
            self._open("a", _written(kept))

    def _add_picture(self, attributes: Attributes) -> None:
        kept = self.picture(attributes)
        if kept is not None:
            self.out.append(f"<embed{_written(kept)}/>")


def _kept(tag: str) -> str:
    return "p" if tag in PARAGRAPHS else INLINE.get(tag) or BLOCKS.get(tag, "")


def _written(attributes: Attributes) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())


def cleaned(html: str, *, picture: Resolver = own_picture, link: Resolver = own_link) -> str:
    """Return HTML of the known elements alone, well nested; empty paragraphs go."""
    cleaner = _Cleaner(picture, link)
    cleaner.feed(html)
    cleaner.close()
    return re.sub(r"<p>(\s|<br/>)*</p>", "", "".join(cleaner.out)).strip()


def texts_of_html(sources: Mapping[str, str], *, picture: Resolver = own_picture, link: Resolver = own_link) -> Any:
    """Return texts of cleaned HTML per language; where nothing is formatted, they are plain."""
    texts = {code: cleaned(html, picture=picture, link=link) for code, html in sources.items()}
    plain = {code: _plain(html) for code, html in texts.items()}
    if all(text is not None for text in plain.values()):
        return {code: text for code, text in plain.items() if text}
    return {code: html for code, html in texts.items() if html} | {"markup": MARKUP}


def _plain(html: str) -> str | None:
    """Return a text of one paragraph without formats as plain text; None for anything else."""
    found = PLAIN_PARAGRAPH.fullmatch(html)
    return Rich(found[2].replace("<br/>", "\n")).plain if found else None


def html_of(texts: Mapping[str, str], language: str) -> str:
    """Return the text of this very language as HTML, for an editor or a file."""
    text = texts.get(language, "")
    if not text or is_rich(texts):
        return cleaned(text)
    return f"<p>{escape(text, quote=False).replace(chr(10), '<br/>')}</p>"


def is_rich(texts: Mapping[str, str]) -> bool:
    """Whether these texts are HTML."""
    return texts.get("markup") == MARKUP


class Rich(str):
    """A formatted text. Templates show it cleaned, because Django asks it for its HTML; `plain` has its words."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Tell it from the same text without formats: what shows it is remembered by that."""
        return f"{type(self).__name__}({super().__repr__()})"

    def __html__(self) -> SafeString:
        """Return the HTML that is shown."""
        return mark_safe(_with_pictures(cleaned(self)))  # noqa: S308 - cleaned here

    @property
    def plain(self) -> str:
        """Return the words, with the texts of pictures."""
        words = _Words()
        words.feed(cleaned(self))
        words.close()
        return re.sub(r"[ \t]*\n\s*", "\n", "".join(words.pieces)).strip()


class RichLine(Rich):
    """A formatted text within a line, such as a label: paragraphs and lists become breaks."""

    __slots__ = ()

    def __html__(self) -> SafeString:
        """Return the HTML that is shown."""
        lines = re.sub(r"</?(?:p|ul|ol|li)>", "\n", cleaned(self))
        return mark_safe(_with_pictures(re.sub(r"\s*\n\s*", "<br/>", lines.strip())))  # noqa: S308 - cleaned here


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS or tag == "br":
            self.pieces.append("\n")
        elif tag == "embed":
            self.pieces.append(f"[{dict(attrs).get('alt') or ''}]")

    def handle_endtag(self, tag: str) -> None:
        self.pieces += ["\n"] if tag in BLOCKS else []

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


_EMBED = re.compile(r'<embed embedtype="image" id="([0-9]+)" alt="([^"<>]*)"/>')


def _with_pictures(html: str) -> str:
    """Put the pictures of cleaned HTML in."""
    return _EMBED.sub(
        lambda found: (
            f'<img class="question-picture" src="{address_of(int(found[1]))}" alt="{found[2]}" loading="lazy">'
        ),
        html,
    )


def address_of(picture: int) -> str:
    """Return the address of a picture: signed, so that ids cannot be tried out."""
    return reverse("question_picture", args=[_signer.sign(str(picture))])


def picture_named(signed: str) -> int | None:
    """Return the picture that an address names; None for one that is not ours."""
    try:
        return int(_signer.unsign(signed))
    except (BadSignature, ValueError):
        return None


def pictures_in(value: Any) -> set[int]:
    """Return the ids of all pictures that a body, or any part of it, shows."""
    if isinstance(value, str):
        return {int(found[1]) for found in _EMBED.finditer(value)}
    inner: Sequence[Any] = (
        list(value.values()) if isinstance(value, Mapping) else value if isinstance(value, list) else []
    )
    own = {value["picture"]} if isinstance(value, Mapping) and isinstance(value.get("picture"), int) else set()
    return own.union(*map(pictures_in, inner))


def without_alt(value: str) -> bool:
    """Whether a picture in this HTML is not told in words."""
    return any(not found[2].strip() for found in _EMBED.finditer(value))


def shown_in(texts: Mapping[str, str], language: str) -> str:
    """Return the text in a language as it is shown, formatted where it is."""
    text = text_in(texts, language)
    return Rich(text) if is_rich(texts) else text


def line_in(texts: Mapping[str, str], language: str) -> str:
    """Return it as it is shown within a line."""
    text = text_in(texts, language)
    return RichLine(text) if is_rich(texts) else text


def plain_in(texts: Mapping[str, str], language: str) -> str:
    """Return its words alone, for titles and lists."""
    shown = shown_in(texts, language)
    return shown.plain if isinstance(shown, Rich) else shown


def plain_texts(texts: Mapping[str, str]) -> list[str]:
    """Return its words in every language that has some."""
    return [
        plain_in({code: texts[code], "markup": texts.get("markup", "")}, code) for code in LANGUAGES if texts.get(code)
    ]
