"""Secrets at rest open for their purpose alone, and as long as a key of the site that sealed them is known."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client, override_settings

from academy.sealing import Box, SealBroken
from tests.accounts.test_login import is_inside, log_in
from tests.factories.people import TOTP_SECRET, add_second_factor, make_user, second_factor_code

OTHER = "another-key-of-the-site-that-is-long-enough-to-be-one"


def test_what_one_purpose_sealed_opens_for_it_alone() -> None:
    sealed = Box("one").seal("secret")
    assert Box("one").unseal(sealed) == "secret"
    with pytest.raises(SealBroken):
        Box("two").unseal(sealed)


def test_key_that_was_changed_still_opens_while_it_is_named(settings) -> None:
    sealed, before = Box("one").seal("secret"), settings.SECRET_KEY
    with override_settings(SECRET_KEY=OTHER, SECRET_KEY_FALLBACKS=[before]):
        assert Box("one").unseal(sealed) == "secret"
    with override_settings(SECRET_KEY=OTHER), pytest.raises(SealBroken):
        Box("one").unseal(sealed)


@pytest.mark.django_db
def test_secrets_of_second_factors_are_not_read_in_the_database() -> None:
    codes = add_second_factor(make_user())
    stored = str([*Authenticator.objects.values_list("data", flat=True)])
    assert [word for word in (TOTP_SECRET, *codes) if word in stored] == []


@pytest.mark.django_db
@pytest.mark.parametrize(("key", "inside"), [(None, True), (OTHER, False)], ids=["same key", "lost key"])
def test_no_code_fits_once_the_key_of_the_site_is_lost(
    client: Client, settings, key: str | None, inside: object
) -> None:
    user = make_user()
    codes = add_second_factor(user)
    settings.SECRET_KEY = key or settings.SECRET_KEY
    for code in ("000000", "", codes[0], second_factor_code()):
        log_in(client, user.email)
        client.post("/accounts/2fa/authenticate/", {"code": code})
        if is_inside(client):
            break
    assert is_inside(client) is inside
