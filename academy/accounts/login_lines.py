"""A line in the log for each login and each that failed. Nobody is named: people and addresses stand as keyed marks.

Codes sent by letter tell no signal when they are wrong; their requests stand in the log with route and status.
"""

from collections.abc import Mapping
from typing import Any

import structlog
from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from academy.accounts.models import User
from academy.logs.requests import mark_of

log = structlog.get_logger(__name__)


def tell_of_login(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    """Say who came in, and how: password, code, mfa."""
    ways = [record["method"] for record in get_authentication_records(request, user)]
    log.info("logged_in", person=mark_of(user.pk), ways=ways)


def tell_of_logout(user: User | None, **_kwargs: Any) -> None:
    """Say who left. A session that had ended before belongs to nobody."""
    if user is not None:
        log.info("logged_out", person=mark_of(user.pk))


def tell_of_failed_login(credentials: Mapping[str, Any], **_kwargs: Any) -> None:
    """Say that a password did not fit, and for which address: many marks are one attacker, one mark is one victim."""
    log.warning("login_failed", account=mark_of(str(credentials.get("email", "")).lower()))


def tell_of_failed_factor(user: User, authenticator: Authenticator, **_kwargs: Any) -> None:
    """Say that a code of an app, a recovery code or a key did not fit: whoever sent it knew the password."""
    log.warning("second_factor_failed", person=mark_of(user.pk), factor=authenticator.type)


user_logged_in.connect(tell_of_login, dispatch_uid="accounts.tell_of_login")
user_logged_out.connect(tell_of_logout, dispatch_uid="accounts.tell_of_logout")
user_login_failed.connect(tell_of_failed_login, dispatch_uid="accounts.tell_of_failed_login")
authentication_failed.connect(tell_of_failed_factor, dispatch_uid="accounts.tell_of_failed_factor")
