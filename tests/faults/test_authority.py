"""A time-stamp authority that is down, hangs or lies: the worker of certificates waits, and the pages say so."""

import re
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from certification.signing.material import Pair
from certification.signing.validator import inspect_own
from tests.certification.authority import honest, serving
from tests.certification.services.test_timestamps import changed, new_authority, other_imprint
from tests.faults.premises import HEALING, Learner, Premises
from tests.faults.registrar import Registrar
from tests.faults.report import Case
from tests.production.compose import free_port
from tests.production.visitor import wait

pytestmark = [pytest.mark.slow_fault, pytest.mark.xdist_group("premises")]

PENDING = (
    "time-stamp pending The time-stamp authority does not answer, or its answer is not believed. "
    "Check TIMESTAMP_URL and TIMESTAMP_ROOTS_FILE. Details: "
)


@dataclass
class Authority:
    """Its root, its key, where it listens when it does, and how many questions it has answered as it should."""

    root: Pair
    key: Pair
    port: int = field(default_factory=free_port)
    answered: int = 0

    def well(self) -> AbstractContextManager[str]:
        """Answer as it should."""
        return serving(self._answer, port=self.port)

    def _answer(self, request: bytes) -> bytes:
        self.answered += 1
        return honest(self.key)(request)

    def lying(self) -> AbstractContextManager[str]:
        """Answer each question with a time-stamp of another document."""
        return serving(changed(self.key, other_imprint), port=self.port)

    def hanging(self) -> AbstractContextManager[socket.socket]:
        """Take connections, and say nothing."""
        return socket.create_server(("127.0.0.1", self.port))


@dataclass(frozen=True)
class Fault:
    """How it is made, and what the office reads of it."""

    begins: Callable[[Authority], AbstractContextManager[object]]
    reason: str


FAULTS = {
    "is down": Fault(lambda _authority: nullcontext(), "not reached: ConnectionRefusedError"),
    "hangs": Fault(Authority.hanging, "no answer within 10 seconds"),
    "stamps another document": Fault(Authority.lying, "the time-stamp is of another document"),
}


@contextmanager
def asking(premises: Premises, authority: Authority, roots: Path) -> Iterator[None]:
    """Have the worker of certificates ask this authority."""
    worker = premises.stack.works["certificates"]
    own = worker.environment
    roots.write_bytes(authority.root.certificate.public_bytes(Encoding.PEM))
    address = f"http://127.0.0.1:{authority.port}/tsa"
    worker.stop()
    worker.environment = own | {"TIMESTAMP_URL": address, "TIMESTAMP_ROOTS_FILE": str(roots)}
    worker.start()
    try:
        yield
    finally:
        worker.stop()
        worker.environment = own
        worker.start()


@pytest.fixture(scope="module")
def registrar(premises_without_redis: Premises) -> Registrar:
    """Logged in once: a code of a second factor holds once."""
    return Registrar(premises_without_redis)


@pytest.fixture
def authority(premises: Premises, tmp_path: Path) -> Iterator[Authority]:
    """An authority whom the worker asks and believes, and which does not listen yet."""
    made = Authority(*new_authority())
    with asking(premises, made, tmp_path / "roots.pem"):
        yield made


def of_whom(learner: Learner) -> str:
    return f"JOIN accounts_user u ON u.id = c.holder_id WHERE u.email = '{learner.address}'"


def is_logged(premises: Premises, learner: Learner) -> bool:
    return entries(premises, learner)[1] > 0


def entries(premises: Premises, learner: Learner) -> tuple[int, int]:
    """Return how many events of issue there are, and how many of them stand in the log."""
    query = "SELECT count(*), count(l.index) FROM certification_certificate c"
    told = "JOIN certification_event e ON e.subject = c.code AND e.kind = 'issued'"
    logged = "LEFT JOIN certification_logleaf l ON l.event_id = e.position"
    ((events, leaves),) = premises.rows(f"{query} {told} {logged} {of_whom(learner)}")
    return events, leaves


def stamped(premises: Premises, authority: Authority, learner: Learner) -> list[bool]:
    """Return of each signature of the document whether the authority's time-stamp stands in it."""
    query = "SELECT c.document FROM certification_certificate c"
    ((name,),) = premises.rows(f"{query} {of_whom(learner)}")
    document = (premises.data / "certificates" / name).read_bytes()
    found = inspect_own(document, [authority.root.certificate]).signatures
    return [signature.stamped_at is not None for signature in found]


def told_to(learner: Learner) -> list[str]:
    """Return what the page of certificates tells their holder of each that is not there yet."""
    page = learner.browser.ask(learner.premises.port, "/my/certificates/", **{"Accept-Language": "ru"})
    return re.findall(r'<p class="soft">(Сертификат .*?)</p>', page.data.decode())


def is_made_once(premises: Premises, authority: Authority, learner: Learner, files: int) -> None:
    """One event of issue, one entry in the log, one more file, and in it the time-stamp of this authority."""
    wait("the entry in the log", lambda: is_logged(premises, learner))
    assert (entries(premises, learner), number_of_files(premises)) == ((1, 1), files + 1)
    assert stamped(premises, authority, learner) == [True]


def number_of_files(premises: Premises) -> int:
    return len(list((premises.data / "certificates").rglob("*.pdf")))


@pytest.mark.parametrize("fault", FAULTS)
def test_certificate_waits_for_an_authority_that(
    fault: str, premises: Premises, authority: Authority, registrar: Registrar, case: Case
) -> None:
    case.broke(f"the time-stamp authority whom the worker of certificates asks {fault}")
    learner, files = premises.learner(), number_of_files(premises)
    with FAULTS[fault].begins(authority):
        assert learner.hand_in().status == 302
        wait("the attempt", lambda: premises.states(learner.address) == ["failed"], HEALING)
        reasons = registrar.reasons()
    assert reasons == [PENDING + FAULTS[fault].reason]
    assert told_to(learner) == ["Сертификат изготавливается. Когда он будет готов, мы вам напишем."]
    assert (entries(premises, learner), number_of_files(premises)) == ((0, 0), files)
    with authority.well():
        premises.heals(case, learner)
    is_made_once(premises, authority, learner, files)
    assert (registrar.reasons(), told_to(learner)) == ([], [])
    case.saw(f"quiz accepted, the certificate waited; the office read “{reasons[0]}”, and the learner that it is made")


def test_certificate_is_made_at_once_with_an_authority_that_is_well(
    premises: Premises, authority: Authority, case: Case
) -> None:
    case.broke("control: nothing; the same worker asks the same authority, which is well")
    learner, files = premises.learner(), number_of_files(premises)
    with authority.well():
        assert learner.hand_in().status == 302
        premises.wait_for(learner)
    is_made_once(premises, authority, learner, files)
    # A worker asks once for the chain, and once for each certificate.
    assert authority.answered == 2
    case.saw("issued at the first attempt, with the time-stamp of this authority, which was asked for one")
