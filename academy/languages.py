"""The three languages: their letters, texts that stand in one row for all, and which language stands in for another."""

from collections.abc import Mapping

LANGUAGES = ("az", "ru", "en")
ALPHABETS = {
    "az": "abcçdeəfgğhxıijkqlmnoöprsştuüvyz",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "en": "abcdefghijklmnopqrstuvwxyz",
}
#: Azerbaijani has two letters where others have I.
AZERBAIJANI_CAPITALS = str.maketrans("Iİ", "ıi")
#: Readers write е where the text has ё.
AS_TYPED = str.maketrans("ёЁ", "еЕ")


def text_in(texts: Mapping[str, str], language: str) -> str:
    """Return the text in `language`, else in the first language that has one, else an empty string."""
    return texts.get(language) or next((texts[code] for code in LANGUAGES if texts.get(code)), "")


def with_default(addresses: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return (language, address) in the site's order, and at last the one that serves any other language."""
    known = [(code, addresses[code]) for code in LANGUAGES if code in addresses]
    return [*known, ("x-default", known[0][1])] if known else []
