"""Whether a page is valid HTML, as a text: nothing here needs a browser."""

import re
from collections import Counter
from xml.etree.ElementTree import Element

import html5lib

from tests.browser.crawler import Found, language_of

#: What the attribute of <time> takes: a day or a moment with at most three digits of a fraction.
MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:?\d\d))?")


def parse(html: str) -> tuple[Element, list[str]]:
    """Return the tree of a page and the errors of its parser."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    tree = parser.parse(html)
    return tree, [f"line {position[0]}: {code} {data}" for position, code, data in parser.errors]


def faults_of(found: Found) -> list[str]:
    """Return what is wrong with a page, one line each."""
    tree, faults = parse(found.html)
    ids = Counter(element.get("id") for element in tree.iter() if element.get("id"))
    faults += [f"{count} elements with the id {name}" for name, count in ids.items() if count > 1]
    faults += [f"{moment} is no moment" for moment in _moments(tree) if not MOMENT.fullmatch(moment)]
    headings = len(tree.findall(".//h1"))
    if headings != 1:
        faults.append(f"{headings} main headings")
    if tree.get("lang") != language_of(found.path, found.language):
        faults.append(f"it says that its language is {tree.get('lang')}")
    if not title_of(found.html):
        faults.append("no title")
    if not (tree.find(".//meta[@name='description']").get("content") or "").strip():
        faults.append("no description")
    return [f"{found.role or 'visitor'}, {found.language}, {found.path}: {fault}" for fault in faults]


def _moments(tree: Element) -> list[str]:
    return [element.get("datetime", "") for element in tree.iter("time")]


def title_of(html: str) -> str:
    """Return the title of a page."""
    title = re.search(r"<title>(.*?)</title>", html, re.DOTALL)
    return " ".join(title[1].split()) if title else ""
