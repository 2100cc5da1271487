import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from certification.models import RevocationList
from certification.services.keys import active_key, ensure_demo_key
from certification.signing.material import key_identifier
from tests.factories.certification import make_issued

pytestmark = pytest.mark.django_db


def test_list_of_revoked_keys_is_public_and_readable(client: Client, tmp_path: Path) -> None:
    ensure_demo_key()
    issuing = active_key()[1].chain[1]
    answer = client.get(f"/crl/{key_identifier(issuing)}.crl")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pkix-crl")
    (tmp_path / "list").write_bytes(answer.content)
    command = ["openssl", "crl", "-inform", "DER", "-in", tmp_path / "list", "-noout", "-issuer"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert said.strip().endswith("CN = Librarian Academy Issuing (demo)")


def test_newest_list_is_handed_out(client: Client) -> None:
    ensure_demo_key()
    name, newest = key_identifier(active_key()[1].chain[1]), RevocationList.objects.latest("pk")
    RevocationList.objects.create(
        authority=name, number=7, der=b"newer", made_at=newest.made_at, valid_until=newest.valid_until
    )
    assert client.get(f"/crl/{name}.crl").content == b"newer"


@pytest.mark.parametrize("name", ["0" * 40, "x", "..%2f"])
def test_unknown_list_is_not_found(name: str, client: Client) -> None:
    ensure_demo_key()
    assert client.get(f"/crl/{name}.crl").status_code == 404


def test_list_is_only_read(client: Client) -> None:
    assert client.post(f"/crl/{'0' * 40}.crl").status_code == 405


def test_pages_work_with_no_key_on_the_host(
    own_files: Path, client_of: Callable[..., Client], settings: Settings
) -> None:
    """The web process needs no key: its answers are the same when all the files are gone."""
    certificate = make_issued()
    issuing = key_identifier(active_key()[1].chain[1])
    with certificate.document.open() as file:
        upload = file.read()
    shutil.rmtree(own_files)
    settings.PRODUCTION = True
    client = client_of(certificate.holder)
    addresses = (f"/verify/{certificate.code}/", "/my/certificates/", f"/my/certificates/{certificate.code}.pdf")
    assert [client.get(address).status_code for address in (*addresses, f"/crl/{issuing}.crl")] == [200] * 4
    given = {"document": SimpleUploadedFile("certificate.pdf", upload, "application/pdf")}
    assert 'data-verdict="valid"' in client.post("/verify/", given).content.decode()
