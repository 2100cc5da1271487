"""Questions of an XML file, one small tree after the other, from somebody who may mean harm.

Nothing outside the file is opened, no entity is expanded, and no more than one question is held at once.
"""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from defusedxml import DefusedXmlException
from defusedxml.sax import make_parser

from courses.formats.items import decoded
from courses.formats.refusals import FileUnreadable

MAX_DEPTH = 12
MAX_NODES = 5000
ROOT, QUESTION = "quiz", "question"


@dataclass(slots=True)
class Node:
    """An element: its own text, and the elements in it."""

    tag: str
    attributes: Mapping[str, str]
    line: int
    children: list["Node"] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What stands in it outside other elements."""
        return "".join(self.pieces)

    def all(self, tag: str) -> list["Node"]:
        """Its elements of that name."""
        return [child for child in self.children if child.tag == tag]

    def find(self, tag: str) -> "Node | None":
        """The first of them."""
        return next((child for child in self.children if child.tag == tag), None)

    def value(self, *path: str) -> str:
        """The text at the end of a path, without blanks around it; empty where there is none."""
        node: Node | None = self
        for tag in path:
            node = node.find(tag) if node else None
        return node.text.strip() if node else ""


class _Handler(ContentHandler):
    def __init__(self, take: Callable[[Node], None]) -> None:
        super().__init__()
        self.take = take
        self.open: list[Node] = []
        self.count = 0

    def setDocumentLocator(self, locator: Any) -> None:  # noqa: N802 - SAX names it
        self.where = locator

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802 - SAX names it
        self.count = self.count + 1 if len(self.open) > 1 else 0
        if (not self.open and name != ROOT) or len(self.open) >= MAX_DEPTH or self.count > MAX_NODES:
            raise FileUnreadable
        node = Node(name, dict(attrs), self.where.getLineNumber())
        if len(self.open) > 1:
            self.open[-1].children.append(node)
        self.open.append(node)

    def characters(self, content: str) -> None:
        if len(self.open) > 1:
            self.open[-1].pieces.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802 - SAX names it
        node = self.open.pop()
        if len(self.open) == 1 and name == QUESTION:
            self.take(node)


def each_question(content: bytes, take: Callable[[Node], None]) -> None:
    """Give each question to `take`. Raises `FileUnreadable`."""
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(_Handler(take))
    try:
        parser.parse(io.StringIO(decoded(content)))
    except DefusedXmlException as error:
        raise FileUnreadable(FileUnreadable.ENTITIES) from error
    except SAXException as error:
        raise FileUnreadable from error
