"""A signing key in a token (PKCS#11, here SoftHSM): made there, changed, gone, refused, and found again."""

import asyncio
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import StringIO
from types import SimpleNamespace

import pkcs11
import pytest
import time_machine
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.management import CommandError, call_command
from django.utils import timezone
from pkcs11 import Attribute, ObjectClass, TokenFlag
from pytest_django.fixtures import Settings

from certification import checks, tasks
from certification.enums import Failure, KeyState, State
from certification.errors import SigningKeyMissing
from certification.models import Certificate, SigningKey
from certification.services.credential_keys import make_credential_key
from certification.services.key_store import key_store
from certification.services.keys import active_key, make_signing_key, register_key, rotate_signing_key
from certification.services.production import LONGEST_WAIT, produce_certificate
from certification.signing import tokens as token_module
from certification.signing.material import Maker
from certification.signing.tokens import asked, disconnect
from tests.certification.tokens import LABEL, MODULE, PIN, SoftToken
from tests.factories.certification import make_reserved

pytestmark = pytest.mark.django_db


@pytest.fixture
def key(token: SoftToken) -> SigningKey:
    """The key of a library, in the token."""
    make_credential_key(demo=False)
    return make_signing_key(organisation="National Library", demo=False)


def produced() -> Certificate:
    certificate = make_reserved()
    produce_certificate(certificate.pk)
    certificate.refresh_from_db()
    return certificate


def halves() -> list[pkcs11.PrivateKey]:
    """The private keys that the token holds."""
    wanted = {Attribute.CLASS: ObjectClass.PRIVATE_KEY}
    return asked(key_store().token, lambda session: list(session.get_objects(wanted)))


def signs(data: bytes = b"words") -> None:
    """The key signs, and what it signs fits its certificate."""
    loaded = key_store().load()
    signature = asyncio.run(loaded.signer.async_sign_raw(data, "sha256"))
    loaded.chain[0].public_key().verify(signature, data, ec.ECDSA(hashes.SHA256()))


def test_key_is_made_in_the_token_and_never_leaves_it(key: SigningKey, settings: Settings) -> None:
    (half,) = halves()
    told = [half[name] for name in (Attribute.SENSITIVE, Attribute.EXTRACTABLE, Attribute.NEVER_EXTRACTABLE)]
    assert (told, half.label, settings.SIGNING_KEY_FILE.exists()) == ([True, False, True], "certificates", False)
    with pytest.raises(pkcs11.AttributeSensitive):
        half[Attribute.VALUE]
    assert (active_key()[0], key.subject) == (key, "CN=National Library Certificates,O=National Library")


def test_making_a_key_twice_keeps_the_first(key: SigningKey) -> None:
    assert (make_signing_key(organisation="Another", demo=False), len(halves())) == (key, 1)


def other_library(settings: Settings) -> None:
    settings.SIGNING_TOKEN_MODULE = "/usr/lib/absent.so"


def other_label(settings: Settings) -> None:
    settings.SIGNING_TOKEN_LABEL = "another"


def no_pin(settings: Settings) -> None:
    settings.SIGNING_TOKEN_PIN_FILE.unlink()


def wrong_pin(settings: Settings) -> None:
    settings.SIGNING_TOKEN_PIN_FILE.write_text("999-kitab")


def other_key(settings: Settings) -> None:
    settings.SIGNING_TOKEN_KEY_LABEL = "another"


def no_chain(settings: Settings) -> None:
    settings.SIGNING_CHAIN_FILE.unlink()


def pulled(settings: Settings) -> None:
    tokens = settings.SIGNING_TOKEN_PIN_FILE.parent / "tokens"
    tokens.rename(tokens.with_name("away"))
    tokens.mkdir()


REASONS = {
    other_library: "the library of the token cannot be loaded",
    other_label: "no token has this label",
    no_pin: "the file of the token's PIN cannot be read",
    wrong_pin: "the token refuses the PIN",
    other_key: "the token holds no key of this label that fits the certificate",
    no_chain: "the file of its certificates is absent or cannot be read",
    pulled: "no token has this label",
}


@pytest.mark.parametrize("fault", REASONS)
def test_certificate_waits_says_why_and_is_issued_when_the_token_is_back(
    fault: Callable[[Settings], None], key: SigningKey, settings: Settings, token: SoftToken
) -> None:
    chain = settings.SIGNING_CHAIN_FILE.read_bytes()
    fault(settings)
    disconnect()
    certificate = produced()
    assert (certificate.state, certificate.failure, certificate.failure_detail) == (
        State.FAILED,
        Failure.KEY,
        REASONS[fault],
    )
    settings.SIGNING_TOKEN_MODULE, settings.SIGNING_TOKEN_LABEL = MODULE, LABEL
    settings.SIGNING_TOKEN_KEY_LABEL = "certificates"
    settings.SIGNING_CHAIN_FILE.write_bytes(chain)
    token.pin_file.write_text(PIN)
    if (away := token.folder / "away").exists():
        (token.folder / "tokens").rmdir()
        away.rename(token.folder / "tokens")
    with time_machine.travel(timezone.now() + LONGEST_WAIT):
        tasks.sweep_certificates()
    certificate.refresh_from_db()
    assert (certificate.state, certificate.signing_key, certificate.failure) == (State.ISSUED, key, "")


def test_wrong_pin_is_tried_once_and_again_when_its_file_is_written(key: SigningKey, token: SoftToken) -> None:
    """Each try counts, and a token that has counted enough locks itself."""
    wrong_pin(SimpleNamespace(SIGNING_TOKEN_PIN_FILE=token.pin_file))
    disconnect()
    told = []
    for _turn in range(3):
        with pytest.raises(SigningKeyMissing) as refusal:
            key_store().load()
        told.append(refusal.value.reason)
    again = "the token has refused the PIN; it is tried again when its file is written again"
    assert told == ["the token refuses the PIN", again, again]
    token.pin_file.write_text(PIN)
    signs()


@pytest.mark.parametrize("flag", [TokenFlag.USER_PIN_FINAL_TRY, TokenFlag.USER_PIN_LOCKED])
def test_last_try_of_a_pin_is_left_to_people(flag: TokenFlag, key: SigningKey, monkeypatch: pytest.MonkeyPatch) -> None:
    """SoftHSM never locks itself, so a token that is about to is told of here."""
    opened = []
    monkeypatch.setattr(token_module, "_found", lambda _token: SimpleNamespace(flags=flag, open=opened.append))
    disconnect()
    with pytest.raises(SigningKeyMissing) as refusal:
        key_store().load()
    assert (refusal.value.reason.partition(",")[0], opened) == ("the token is locked", [])


def test_token_that_was_restarted_is_found_again(key: SigningKey) -> None:
    signs()
    pkcs11.lib(MODULE).reinitialize()
    signs()


def test_token_that_is_pulled_while_it_is_open_is_missed(key: SigningKey, settings: Settings) -> None:
    signs()
    pulled(settings)
    certificate = produced()
    assert (certificate.failure, certificate.failure_detail) == (Failure.KEY, REASONS[pulled])


def test_threads_share_the_token(key: SigningKey) -> None:
    with ThreadPoolExecutor(4) as threads:
        done = list(threads.map(signs, [b"%d" % turn for turn in range(40)]))
    assert done == [None] * 40


FORKING = """
import asyncio
import os
import sys
from pathlib import Path
from certification.signing.tokens import Token
from certification.signing.token_key import load_token_key
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

module, label, pin_file, chain_file = sys.argv[1:]
token = Token(module=module, label=label, pin_file=Path(pin_file), key_label="certificates")

def sign(turns):
    for turn in range(turns):
        loaded, data = load_token_key(token, Path(chain_file)), b"%d" % turn
        signature = asyncio.run(loaded.signer.async_sign_raw(data, "sha256"))
        loaded.chain[0].public_key().verify(signature, data, ec.ECDSA(hashes.SHA256()))

sign(1)
children = []
for _child in range(3):
    child = os.fork()
    if not child:
        sign(5)
        os._exit(0)
    children.append(child)
sign(5)
print([os.waitpid(child, 0)[1] for child in children])
sign(1)
"""


def test_token_that_was_open_before_a_fork_serves_parent_and_children(key: SigningKey, settings: Settings) -> None:
    given = [MODULE, LABEL, str(settings.SIGNING_TOKEN_PIN_FILE), str(settings.SIGNING_CHAIN_FILE)]
    done = subprocess.run([sys.executable, "-c", FORKING, *given], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("[0, 0, 0]\n", "")


def test_key_of_the_next_year_is_made_in_the_token_and_the_one_before_is_destroyed(key: SigningKey) -> None:
    chain = active_key()[1].chain
    second = rotate_signing_key()
    key.refresh_from_db()
    assert (key.state, second.state, active_key()[0]) == (KeyState.RETIRED, KeyState.ACTIVE, second)
    assert (active_key()[1].chain[1:], active_key()[1].chain[0] != chain[0]) == (chain[1:], True)
    assert (produced().signing_key, len(halves())) == (second, 1)


def test_key_stays_when_the_next_one_cannot_be_made(key: SigningKey, settings: Settings) -> None:
    other_label(settings)
    with pytest.raises(SigningKeyMissing) as refusal:
        rotate_signing_key()
    assert refusal.value.reason == REASONS[other_label]
    settings.SIGNING_TOKEN_LABEL = LABEL
    assert active_key()[0] == key


def imported(token: SoftToken, settings: Settings, maker: Maker) -> None:
    """Bring the key in a PKCS#12 file into the token, as certification/README.md says."""
    root = maker.root()
    settings.SIGNING_TOKEN_MODULE = ""
    key_store().make(maker, maker.issuing(root))
    passphrase = f"file:{settings.SIGNING_KEY_PASSPHRASE_FILE}"
    reading = ["openssl", "pkcs12", "-in", str(settings.SIGNING_KEY_FILE), "-passin", passphrase]
    plain = subprocess.run([*reading, "-nocerts", "-noenc"], capture_output=True, check=True).stdout
    (token.folder / "key.pem").write_bytes(
        subprocess.run(["openssl", "pkcs8", "-topk8", "-nocrypt"], input=plain, capture_output=True, check=True).stdout
    )
    token.run(
        *("--import", str(token.folder / "key.pem"), "--token", LABEL, "--label", "certificates"),
        *("--id", "01", "--pin", PIN),
    )
    (token.folder / "key.pem").unlink()
    chain = subprocess.run([*reading, "-nokeys"], capture_output=True, check=True).stdout
    settings.SIGNING_CHAIN_FILE.write_bytes(chain)
    settings.SIGNING_TOKEN_MODULE = MODULE


@pytest.fixture
def bought() -> Maker:
    return Maker(organisation="Trust Service", key_type="p256", site="https://trust.example", is_demo=False)


def test_key_that_was_imported_signs(bought: Maker, token: SoftToken, settings: Settings) -> None:
    imported(token, settings, bought)
    key = make_signing_key(organisation="Unused", demo=False)
    assert (key.subject, settings.ROOT_KEY_FILE.exists()) == ("CN=Trust Service Certificates,O=Trust Service", False)
    signs()


def test_key_that_was_imported_is_never_destroyed(
    bought: Maker, key: SigningKey, token: SoftToken, settings: Settings
) -> None:
    imported(token, settings, bought)
    register_key(key_store().load())
    rotate_signing_key()
    assert (len(halves()), SigningKey.objects.get(state=KeyState.ACTIVE).subject) == (3, key.subject)


def test_certificate_of_another_key_is_not_believed(key: SigningKey, bought: Maker, settings: Settings) -> None:
    stranger = bought.signer(bought.issuing(bought.root()))
    settings.SIGNING_CHAIN_FILE.write_bytes(b"".join(one.public_bytes(Encoding.PEM) for one in stranger.chain))
    with pytest.raises(SigningKeyMissing) as refusal:
        key_store().load()
    assert refusal.value.reason == REASONS[other_key]


def test_demo_key_in_a_token_signs_no_certificate_in_production(token: SoftToken, settings: Settings) -> None:
    make_signing_key(organisation="Demo", demo=True)
    settings.PRODUCTION = True
    with pytest.raises(SigningKeyMissing) as refusal:
        active_key()
    assert refusal.value.reason == "a demo key does not sign in production"
    assert [message.id for message in checks.check_signing_key()] == ["certification.E001"]


def test_checks_do_not_ask_the_token(key: SigningKey, settings: Settings) -> None:
    """They run in each process and before a fork, and a wrong PIN would be tried by each."""
    settings.PRODUCTION = True
    other_library(settings)
    assert (checks.check_signing_key(), checks.check_token()) == ([], [])
    with time_machine.travel(timezone.now() + checks.YEAR + timedelta(days=1)):
        assert [message.id for message in checks.check_signing_key()] == ["certification.W003"]


@pytest.mark.parametrize("name", ["SIGNING_TOKEN_LABEL", "SIGNING_TOKEN_KEY_LABEL"])
def test_token_that_is_named_by_half_is_refused_at_start(name: str, token: SoftToken, settings: Settings) -> None:
    assert checks.check_token() == []
    setattr(settings, name, "")
    assert [message.id for message in checks.check_token()] == ["certification.E005"]


def test_command_says_where_the_key_lies_or_why_there_is_none(token: SoftToken, settings: Settings) -> None:
    wrong_pin(settings)
    with pytest.raises(CommandError, match=r"^The signing key cannot be used: the token refuses the PIN\.$"):
        call_command("make_signing_key", "--organisation", "National Library")
    token.pin_file.write_text(PIN)
    output = StringIO()
    call_command("make_signing_key", "--organisation", "National Library", stdout=output)
    place = f"certificates in the token academy, with {settings.SIGNING_CHAIN_FILE}"
    assert output.getvalue().splitlines()[1] == place
