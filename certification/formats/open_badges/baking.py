"""A badge that holds its credential: "baked" into PNG or SVG as Open Badges 3.0 says (Baked Badge)."""

import struct
import zlib
from typing import Final

from certification.formats.open_badges.unbaking import KEYWORD, NAMESPACE, SIGNATURE

#: The last chunk of every PNG; twelve bytes, always the same.
_END: Final = b"\0\0\0\0IEND\xaeB`\x82"
_SVG: Final = "<svg "


def baked_png(picture: bytes, credential: str) -> bytes:
    """Return the picture with the credential in an iTXt chunk, uncompressed, before its end."""
    if not picture.startswith(SIGNATURE) or not picture.endswith(_END):
        raise ValueError("no PNG")
    # Keyword, then no compression, no language, no translated keyword, each with its zero.
    content = KEYWORD + b"\0\0\0\0\0" + credential.encode()
    return picture.removesuffix(_END) + _chunk(b"iTXt", content) + _END


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def baked_svg(picture: str, credential: str) -> str:
    """Return the drawing with the credential in an element of its own, the first one."""
    before, found, rest = picture.partition(_SVG)
    attributes, closed, drawing = rest.partition(">")
    if not found or not closed:
        raise ValueError("no SVG")
    kept = credential.replace("]]>", "]]]]><![CDATA[>")
    element = f"<openbadges:credential><![CDATA[{kept}]]></openbadges:credential>"
    return f'{before}{_SVG}xmlns:openbadges="{NAMESPACE}" {attributes}>{element}{drawing}'
