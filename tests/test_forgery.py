"""Every write needs a token: a page of somebody else cannot send our forms."""

import pytest
from django.test import Client

from tests.addresses import addresses
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

#: Where a program, not a browser with a cookie, sends: a key opens the API, a signed address ends letters.
BY_PROGRAMS = ("/api/v1/", "/letters/unsubscribe/", "/reminders/")

#: Refused for want of a token, or because no form is taken there at all, as by probes.
NOT_TAKEN = (403, 405)


@pytest.fixture
def superuser() -> Client:
    """A superuser's, to which nothing is refused for want of rights."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(make_user(is_superuser=True), backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_no_address_takes_a_form_without_a_token(superuser: Client) -> None:
    asked = [address for address in addresses() if not address.startswith(BY_PROGRAMS)]
    taken = [address for address in asked if superuser.post(address).status_code not in NOT_TAKEN]
    assert (len(asked) > 400, taken) == (True, [])


def test_form_with_its_token_is_taken(superuser: Client) -> None:
    """Positive control: with the token the same forms are answered by their views."""
    superuser.get("/accounts/profile/")
    token = superuser.cookies["csrftoken"].value
    fields = {"legal_name": "Əliyeva Günay", "language": "az", "csrfmiddlewaretoken": token}
    assert superuser.post("/accounts/profile/", fields).status_code == 302
