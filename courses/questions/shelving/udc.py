"""Shelf order of call numbers with a number of the Universal Decimal Classification: “94(479.24)"18" K 21”.

From the general to the special: what widens a number (+ and /) stands before the simple number, then what narrows it,
sign by sign, at last its own subdivisions, digit by digit. The points that follow every third digit count as nothing;
those of .0 and .00 are signs. Within brackets and quotation marks the same order holds. After the whole number comes
the author mark, by the Azerbaijani alphabet, then the Russian one.

Sources: UDC Consortium, “UDC notation” (decimals decide the order); UDC Summary, notes to tables 1a and 1b (number
with +, number with /, simple number); the order of the signs as taught in the course UDC-101 of this site, lesson 5,
and, for ::, [ ], *, A/Z and .00, in S. de Souza, “CDU”: + / simple : :: [ ] = (0…) (1/9) (=…) "…" * A/Z .00 -0 -1/-9
.0 '.
"""

import re

from academy.languages import ALPHABETS, AZERBAIJANI_CAPITALS
from courses.questions.shelving.marks import CallNumberUnreadable, Key, checked

#: In the order in which they file. END closes a number, a bracket or a quotation: what is simple.
SIGNS = ("+", "/", "END", ":", "::", "[", "=", "(0", "(1", "(=", '"', "*", "A", ".00", "-0", "-1", ".0", "'", "0")
RANK = {sign: rank for rank, sign in enumerate(SIGNS)}
TOKEN = re.compile(
    r"(?P<letter>[^\W\d_])|(?P<digit>\.?[1-9]|(?<!\.)0)|(?P<sign>::|[+/:\[=*']|\.00?|-(?=[0-9]))"
    r"|(?P<bracket>\((?=[0-9=]))|(?P<quote>\")|(?P<close>[)\]])"
)
AS_TYPED = str.maketrans(dict.fromkeys("“”„«»″", '"') | dict.fromkeys("‘’ʼ′", "'") | dict.fromkeys("‐‑–−", "-"))
LETTERS = ALPHABETS["az"].replace("vy", "vwy") + ALPHABETS["ru"]
DIGITS = "0123456789"
MARK = re.compile(r"[0-9]|[^\W\d_]")


def udc_key(call_number: str) -> Key:
    """Return the key. Raises `CallNumberUnreadable` where the number has signs that UDC does not."""
    number, _space, mark = checked(call_number).translate(AS_TYPED).partition(" ")
    if not re.match(r"[0-9(=\"]", number):
        raise CallNumberUnreadable("no number of the Universal Decimal Classification")
    return (_number_key(number), _mark_key(mark))


def _number_key(number: str) -> Key:
    atoms: list[Key] = []
    place, quoted = 0, False
    while place < len(number):
        token = TOKEN.match(number, place)
        if token is None:
            raise CallNumberUnreadable(f"UDC has no such sign here: {number[place:]}")
        closes = bool(token["close"]) or (bool(token["quote"]) and quoted)
        quoted ^= bool(token["quote"])
        atoms.append((RANK["END"],) if closes else _atom(token, number))
        place = token.end()
    return (*atoms, (RANK["END"],))


def _atom(token: re.Match[str], number: str) -> Key:
    if token["letter"]:
        return (RANK["A"], _letter(token["letter"]))
    if token["digit"]:
        return (RANK["0"], token["digit"][-1])
    following = number[token.end() : token.end() + 1]
    if token["bracket"]:
        return (RANK[f"({following}" if following in "0=" else "(1"],)
    if token["sign"] == "-":
        return (RANK["-0" if following == "0" else "-1"],)
    return (RANK[token[0]],)


def _mark_key(mark: str) -> Key:
    small = mark.translate(AZERBAIJANI_CAPITALS).lower()
    return tuple((0, int(sign)) if sign in DIGITS else _letter(sign) for sign in MARK.findall(small))


def _letter(letter: str) -> Key:
    small = letter.translate(AZERBAIJANI_CAPITALS).lower()
    return (1, LETTERS.index(small)) if small in LETTERS else (2, ord(small[0]))
