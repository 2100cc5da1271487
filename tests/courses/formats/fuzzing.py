"""Files that went wrong on their way: bytes changed, dropped, doubled, and pieces of other files put in."""

import random
from collections.abc import Callable, Iterator

from courses.formats.items import Item
from courses.formats.refusals import FileUnreadable, Refusal

SEEDS = {
    "gift": "// [tag:a]\n$CATEGORY: a/b\n\n::T::[html]<p>A \\{x\\}</p>{\n=%100%a#b\n~%-50%c\n####d\n}\n\nB?{#3:1}\n\n"
    "C?{=a -> b =c -> d}\n\nD{T#x#y} e\n\nF?{}\n",
    "moodle_xml": '<?xml version="1.0" encoding="UTF-8"?><quiz><question type="category"><category><text>a/b</text>'
    '</category></question><question type="multichoice"><name><text>T</text></name><questiontext format="html"><text>'
    '<![CDATA[<p>A?</p>]]></text></questiontext><single>true</single><answer fraction="100"><text>x</text><feedback>'
    '<text>y</text></feedback></answer><answer fraction="0"><text>z</text></answer><tags><tag><text>t</text></tag>'
    '</tags></question><question type="numerical"><questiontext><text>B?</text></questiontext><answer fraction="100">'
    "<text>3.14</text><tolerance>0.01</tolerance></answer></question></quiz>",
    "aiken": "Who?\nA. One\nB) Two\nANSWER: B\n\nWhat\nelse?\nA. Əsər\nB. Книга\nANSWER: A\n",
    "csv": 'question,option,option,correct,tags\n"A, b?",x,y,1,"t,u"\nB?,,,true,\nC?,,,a|b,\n',
}
PIECES = (
    *(b"{", b"}", b"=", b"~", b"#", b"####", b"\\", b"->", b"%", b"::", b"\n\n", b"//", b"<", b"]]>", b"&a;", b'"'),
    *(b"\xff", b"\0", b"\xef\xbb\xbf", b"\xff\xfe", b"PK\x03\x04", b"<!DOCTYPE q [<!ENTITY a 'b'>]>", b"1e309"),
)


def mutated(seed: bytes, chance: random.Random) -> bytes:
    """A file with one to eight faults."""
    content = bytearray(seed)
    for _fault in range(chance.randint(1, 8)):
        place = chance.randrange(len(content) + 1)
        width = chance.randint(1, 12)
        fault = chance.randrange(4)
        if fault == 0:
            content[place : place + width] = b""
        elif fault == 1:
            content[place:place] = chance.choice(PIECES)
        elif fault == 2:
            content[place : place + 1] = bytes([chance.randrange(256)])
        else:
            content[place:place] = content[max(0, place - width * 4) : place]
    return bytes(content)


def fuzz(read: Callable[[bytes], list[Item]], seed: bytes, *, rounds: int, start: int = 0) -> Iterator[bytes]:
    """Read that many faulty files, and give each with which the reader did anything but read or refuse."""
    for number in range(start, start + rounds):
        content = mutated(seed, random.Random(number))
        try:
            items = read(content)
        except FileUnreadable:
            continue
        except Exception:  # noqa: BLE001 - whatever else comes is what is looked for
            yield content
        else:
            if not items or any(item.refused not in {None, *Refusal} for item in items):
                yield content
