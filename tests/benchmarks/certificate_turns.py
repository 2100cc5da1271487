"""Turns: in each of them one certificate is made, step by step, and its page is rendered plainly twice."""

import re
import shutil
import subprocess
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.template.loader import render_to_string
from weasyprint import HTML

from certification.models import Certificate
from certification.rendering import document
from certification.rendering.designs import DESIGNS
from certification.rendering.fetcher import OurFiles
from certification.services import production_steps as steps
from certification.services.credentials import signed_credential
from certification.services.keys import active_key
from tests.factories.certification import make_issued, make_reserved, make_template
from tests.factories.people import make_user

T = TypeVar("T")

#: Turns before those that count: they fill what a process keeps.
WARMING = 3
SIGNATURES = 200


@dataclass(frozen=True, kw_only=True)
class Measured:
    """Milliseconds of processor time, a list for each thing measured, and how fast the key signs."""

    times: dict[str, list[float]]
    signatures_per_second: float
    openssl_per_second: float | None
    key: str
    database: str


def measure(*, turns: int) -> Measured:
    """Make so many certificates and return what each step of each of them took."""
    call_command("migrate", verbosity=0)
    make_issued()
    holder, template = make_user(), make_template()
    times: dict[str, list[float]] = defaultdict(list)
    try:
        for turn in range(-WARMING, turns):
            _turn(make_reserved(holder, template), times if turn >= 0 else defaultdict(list))
        loaded = active_key()[1]
    finally:
        shutil.rmtree(settings.ACADEMY_HOME, ignore_errors=True)
    is_p256 = isinstance(loaded.chain[0].public_key(), ec.EllipticCurvePublicKey)
    return Measured(
        times=dict(times),
        signatures_per_second=_signatures_per_second(loaded.signer._sign),
        openssl_per_second=_openssl_per_second("ecdsap256" if is_p256 else "rsa3072"),
        key="P-256" if is_p256 else "RSA-3072",
        database=connection.vendor,
    )


def _turn(certificate: Certificate, times: dict[str, list[float]]) -> None:
    """Measure one certificate; what only repeats a part of it comes last."""

    def timed(name: str, action: Callable[[], T]) -> T:
        start = time.process_time()
        result = action()
        times[name].append((time.process_time() - start) * 1000)
        return result

    key, loaded = active_key()
    with _page_written() as pages:
        drawn = timed("draw", lambda: steps.draw(certificate, key))
    plainly = _plain_render(pages[0], certificate.snapshot["design"])
    timed("lint", lambda: steps.lint(certificate, drawn))
    timed("plain", plainly)
    signed = timed("sign", lambda: steps.sign(certificate, drawn, key, loaded))
    timed("read back", lambda: steps.read_back(signed, key))
    timed("store", lambda: steps.store(certificate, signed))
    timed("plain again", plainly)
    # A part of the drawing, whose work is remembered for the reading back: asked of another certificate.
    other = make_reserved(certificate.holder, certificate.template)
    timed("credential", lambda: signed_credential(other))


@contextmanager
def _page_written() -> Iterator[list[str]]:
    """Take down the page that is drawn meanwhile."""
    pages: list[str] = []

    def write(*arguments: object) -> str:
        pages.append(render_to_string(*arguments))
        return pages[-1]

    document.render_to_string = write
    try:
        yield pages
    finally:
        document.render_to_string = render_to_string


def _plain_render(page: str, design: str) -> Callable[[], bytes]:
    """Return what renders the page by WeasyPrint alone, with fonts and stylesheet that are loaded already."""
    given = {"stylesheets": [document._stylesheet(design)], "font_config": document._fonts()}
    return lambda: HTML(string=page, base_url=f"{DESIGNS.as_uri()}/", url_fetcher=OurFiles()).write_pdf(**given)


def _signatures_per_second(sign: Callable[[bytes], bytes]) -> float:
    start = time.process_time()
    for turn in range(SIGNATURES):
        sign(b"%d" % turn)
    return SIGNATURES / (time.process_time() - start)


def _openssl_per_second(kind: str) -> float | None:
    """Return how many signatures with such a key OpenSSL makes on one core; None where it does not tell."""
    done = subprocess.run(["openssl", "speed", "-seconds", "1", kind], capture_output=True, text=True, check=False)
    found = re.search(r"s +[\d.]+s +([\d.]+) +[\d.]+\s*$", done.stdout)
    return float(found[1]) if found else None
