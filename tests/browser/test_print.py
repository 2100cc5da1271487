"""What comes out of the printer: a personnel officer files the answer of the verification page."""

import subprocess
from pathlib import Path

from playwright.sync_api import Page

#: More than a sheet holds: long titles, many signatories, a list of courses.
LENGTHEN = """() => {
    for (let number = 0; number < 60; number += 1) {
        const line = document.createElement("p");
        line.textContent = `Line ${number}`;
        document.querySelector("article").append(line);
    }
}"""


def test_long_answer_begins_on_the_first_sheet(page: Page, tmp_path: Path) -> None:
    page.goto("/verify/?language=en")
    page.evaluate("document.querySelector('.narrow').outerHTML = '<article class=\"narrow stack-loose\"></article>'")
    page.evaluate(LENGTHEN)
    page.pdf(path=tmp_path / "sheet.pdf", format="A4")
    command = ["pdftotext", "-f", "1", "-l", "1", str(tmp_path / "sheet.pdf"), "-"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert [line for line in printed.split("\n") if line.startswith("Line ")][:2] == ["Line 0", "Line 1"]
