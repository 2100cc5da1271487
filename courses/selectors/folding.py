"""How words of three languages are compared: in small Latin letters, each from its beginning, on every database.

The catalogue keeps such words in `search_text`, one space before each, and asks with LIKE for “ word”. What is folded
holds letters, digits and full stops between digits (a UDC number is one word), so nothing in it has a meaning for LIKE.
"""

import re
import unicodedata
from collections.abc import Iterable

from anyascii import anyascii

from academy.languages import ALPHABETS, AS_TYPED, AZERBAIJANI_CAPITALS

#: A word, or a number with its parts: “MARC21” is two of them, “025.45” is one.
TOKEN = re.compile(r"[a-z]+|\d+(?:\.\d+)*")
#: How many words of a question are looked for.
MOST_WORDS = 8


def fold(text: str) -> str:
    """Write the text in small Latin letters; hard and soft signs and apostrophes fall away."""
    typed = unicodedata.normalize("NFKC", text).translate(AS_TYPED)
    return anyascii(typed).lower().replace("'", "")


def words_of(text: str) -> list[str]:
    """Return the folded words of a text, each once, in the order of the text."""
    return list(dict.fromkeys(TOKEN.findall(fold(text))))


def words_asked(question: str) -> tuple[str, ...]:
    """Return what a reader looks for, as far as it is looked for."""
    return tuple(words_of(question)[:MOST_WORDS])


def search_text_of(texts: Iterable[str]) -> str:
    """Return the words of some texts as they are stored: each after a space."""
    return "".join(f" {word}" for word in words_of("\n".join(texts)))


def holds(search_text: str, words: Iterable[str]) -> bool:
    """Tell whether every word begins a word of the stored text, as the database does."""
    return all(f" {word}" in search_text for word in words)


def title_key(title: str, language: str) -> tuple[tuple[int, int], ...]:
    """Return a key that sorts titles by the alphabet of a language; signs and digits first, foreign letters last."""
    small = title.translate(AZERBAIJANI_CAPITALS).lower() if language == "az" else title.lower()
    alphabet = ALPHABETS.get(language, "")
    return tuple(_rank(letter, alphabet) for letter in unicodedata.normalize("NFC", small))


def _rank(letter: str, alphabet: str) -> tuple[int, int]:
    if letter in alphabet:
        return 1, alphabet.index(letter)
    return (2 if letter.isalpha() else 0), ord(letter)


def spellings(query: str) -> set[str]:
    """Return the query in the cases in which it may stand: SQLite folds the case of A to Z alone.

    The capital of i is I, and in Azerbaijani İ.
    """
    small = query.replace("İ", "i").lower()
    dotted = re.sub(r"\bi", "İ", small)
    return {query, small, small.upper(), small.title(), dotted.title(), small.replace("i", "İ").upper()}
