"""A badge that holds its credential: "baked" into PNG or SVG as Open Badges 3.0 says (Baked Badge)."""

import struct
import zlib
from typing import Final

KEYWORD: Final = b"openbadgecredential"
_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
#: The last chunk of every PNG; twelve bytes, always the same.
_END: Final = b"\0\0\0\0IEND\xaeB`\x82"
_SVG: Final = "<svg "
_NAMESPACE: Final = "https://purl.imsglobal.org/ob/v3p0"


def baked_png(picture: bytes, credential: str) -> bytes:
    """Return the picture with the credential in an iTXt chunk, uncompressed, before its end."""
    if not picture.startswith(_SIGNATURE) or not picture.endswith(_END):
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
    return f'{before}{_SVG}xmlns:openbadges="{_NAMESPACE}" {attributes}>{element}{drawing}'
