"""Every letter of the three alphabets and every month, read back letter by letter, by poppler and by us."""

from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest

from academy.languages import ALPHABETS
from certification.rendering.document import render
from certification.rendering.lint import refuse_faults
from certification.rendering.text import text_of
from certification.rendering.words import printed_date
from tests.certification.rendering.test_document import frozen, spaceless

pytestmark = pytest.mark.django_db

CAPITALS = {
    "az": "ABCÇDEƏFGĞHXIİJKQLMNOÖPRSŞTUÜVYZ",
    "ru": "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ",
    "en": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
}
MONTHS = {
    "az": "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "en": "January February March April May June July August September October November December",
}
ENDS = {"az": "", "ru": " г.", "en": ""}


@pytest.mark.parametrize("language", ["az", "ru", "en"])
def test_every_letter_and_month_is_read_back(language: str, run: Callable[..., str]) -> None:
    name = f"{CAPITALS[language]} {ALPHABETS[language]}"
    snapshot = frozen(name, language)
    dates = [printed_date(f"2026-{month:02}-05", language) for month in range(1, 13)]
    snapshot["wordings"][language]["after_name"] = f"{', '.join(dates)}. {name}"
    drawn = render(snapshot, is_demo=False)
    refuse_faults(drawn, snapshot)
    with pikepdf.open(BytesIO(drawn)) as pdf:
        ours = spaceless(text_of(pdf.pages[0]))
    wanted = [spaceless(f"5 {month} 2026{ENDS[language]}") for month in MONTHS[language].split()]
    statement = f"{','.join(wanted)}.{spaceless(name)}"
    for read in (ours, spaceless(run(drawn, "pdftotext", "{}", "-"))):
        assert (spaceless(name) in read, statement in read) == (True, True)
