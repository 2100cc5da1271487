"""What comes out of the printer: a personnel officer files the answer of the verification page."""

import subprocess
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, Page

#: Well formed, and never issued.
UNKNOWN = "3M99NGJY7ZDYPTGXF0AV"
#: As many facts as fill the rest of a sheet, and the line below them: what made the whole answer move.
LENGTHEN = """(facts) => {
    const list = document.createElement("dl");
    list.className = "facts";
    for (let number = 0; number < facts; number += 1) {
        const fact = document.createElement("div");
        fact.append(document.createElement("dt"), document.createElement("dd"));
        fact.firstChild.textContent = "Label";
        fact.lastChild.textContent = "Value";
        list.append(fact);
    }
    document.querySelector("article > :last-child").before(list);
}"""


def first_sheet(page: Page, path: Path) -> str:
    """What stands on the first sheet of a print."""
    page.pdf(path=path, format="A4")
    command = ["pdftotext", "-f", "1", "-l", "1", str(path), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_long_answer_begins_on_the_first_sheet(open_context: Callable[..., BrowserContext], tmp_path: Path) -> None:
    # Not `page`: the browser complains of the answer 404.
    page = open_context().new_page()
    for facts in (30, 46, 62):
        page.goto(f"/verify/{UNKNOWN}/?language=en")
        page.evaluate(LENGTHEN, facts)
        assert "Not found in the register" in first_sheet(page, tmp_path / "sheet.pdf"), facts
