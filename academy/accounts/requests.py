"""A request of somebody who is logged in, for the types of views behind `login_required`."""

from django.http import HttpRequest

from academy.accounts.models import User


class PersonRequest(HttpRequest):
    """Its user is a person, never the anonymous one."""

    user: User
