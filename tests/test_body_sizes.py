"""A file that is too large is refused by the length that its request tells, before a byte of it is read."""

from io import BytesIO

import pytest
from django.test import Client

from certification.models import CodeList, Verification
from tests.factories.learning import make_site
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

KIND = "multipart/form-data; boundary=parts"


class Untouched(BytesIO):
    """A body of which nobody may read anything."""

    def read(self, *_size: int) -> bytes:
        pytest.fail("the body was read")


def form_with(content: bytes, field: str) -> bytes:
    head = f'--parts\r\nContent-Disposition: form-data; name="{field}"; filename="one.pdf"\r\n\r\n'
    return head.encode() + content + b"\r\n--parts--\r\n"


def send(client: Client, path: str, length: object, body: BytesIO) -> tuple[int, str]:
    told = {"CONTENT_TYPE": KIND, "CONTENT_LENGTH": length, "wsgi.input": body, "HTTP_ACCEPT_LANGUAGE": "en"}
    answer = client.generic("POST", path, **told)
    return answer.status_code, answer.content.decode()


@pytest.fixture
def checking(settings: object) -> Client:
    """As browsers are: the token is asked for, which reads the form."""
    make_site()
    settings.ALLOWED_HOSTS = ["testserver"]
    return Client(enforce_csrf_checks=True)


def test_file_to_verify_is_refused_unread(checking: Client) -> None:
    status, page = send(checking, "/verify/", str(5 * 1024 * 1024 + 200_000), Untouched())
    assert (status, "The file is larger than 5 MB." in page, Verification.objects.count()) == (413, True, 0)


def test_list_is_refused_unread(checking: Client) -> None:
    checking.force_login(make_user(language="en"))
    status, page = send(checking, "/verify/many/", str(2 * 1024 * 1024 + 200_000), Untouched())
    assert (status, "The file is larger than 2 MB." in page, CodeList.objects.count()) == (413, True, 0)


def test_stranger_with_a_large_list_is_led_to_the_login(checking: Client) -> None:
    assert send(checking, "/verify/many/", str(9_000_000), Untouched())[0] == 302


@pytest.mark.parametrize("length", ["", "much", "-5", "0"])
def test_body_without_a_length_is_not_read(length: str, checking: Client) -> None:
    assert send(checking, "/verify/", length, Untouched())[0] == 403


def test_no_more_is_read_than_was_told(client: Client) -> None:
    make_site()
    body = BytesIO(form_with(b"x" * 9_000_000, "document"))
    send(client, "/verify/", "1000", body)
    assert body.tell() == 1000


def test_file_of_the_right_size_is_read(client: Client) -> None:
    make_site()
    body = form_with(b"neither a PDF nor a badge", "document")
    status, page = send(client, "/verify/", str(len(body)), BytesIO(body))
    assert (status, 'data-verdict="' in page) == (200, True)
