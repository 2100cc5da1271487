import json
from pathlib import Path

import pytest
from django.test import Client

from certification.models import StatusList
from certification.services.credential_keys import make_credential_key, published_did
from certification.services.status_lists import credential_row
from tests.factories.certification import make_reserved

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/.well-known/did.json", "/did.json"])
def test_did_document_is_handed_out_to_anybody(client: Client, address: str) -> None:
    make_credential_key(demo=True)
    response = client.get(address)
    assert (response.status_code, response.json(), response["Content-Type"]) == (
        200,
        published_did(),
        "application/json",
    )
    assert (response["Access-Control-Allow-Origin"], response["Cache-Control"]) == ("*", "public, max-age=300")


def test_no_did_document_before_there_is_a_key(client: Client, own_files: Path) -> None:
    assert client.get("/.well-known/did.json").status_code == 404


def test_status_list_is_handed_out_as_it_was_signed(client: Client) -> None:
    make_credential_key(demo=True)
    credential_row(make_reserved())
    address = json.loads(StatusList.objects.get().document)["id"].removeprefix("http://localhost:8000")
    response = client.get(address)
    assert (address, response.content.decode()) == ("/credentials/status/1", StatusList.objects.get().document)
    assert (response["Vary"].split(", ")[0], response["Access-Control-Allow-Origin"]) == ("Accept", "*")


@pytest.mark.parametrize(
    ("accept", "answered"),
    [
        ("*/*", "application/json"),
        ("text/html", "application/json"),
        ("application/vc", "application/vc"),
        ("application/vc+ld+json", "application/vc+ld+json"),
        ("application/ld+json, application/json;q=0.5", "application/ld+json"),
    ],
)
def test_status_list_comes_as_it_is_asked_for(client: Client, accept: str, answered: str) -> None:
    StatusList.objects.create(number=1, document="{}")
    response = client.get("/credentials/status/1", headers={"accept": accept})
    assert (response.status_code, response["Content-Type"]) == (200, answered)


def test_list_that_was_never_signed_is_not_there(client: Client) -> None:
    StatusList.objects.create(number=1)
    assert [client.get(f"/credentials/status/{number}").status_code for number in (1, 2)] == [404, 404]


@pytest.mark.parametrize(("kind", "status"), [("competence", 200), ("programme", 200), ("other", 404)])
def test_picture_of_each_kind_has_its_address(client: Client, kind: str, status: int) -> None:
    response = client.get(f"/badges/{kind}.png")
    assert response.status_code == status
    if status == 200:
        assert b"".join(response.streaming_content).startswith(b"\x89PNG")


@pytest.mark.parametrize("address", ["/did.json", "/credentials/status/1", "/badges/competence.png"])
def test_nothing_can_be_sent_there(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405
