"""Somebody of the office, who looks at what waits."""

import re

from django.urls import reverse

from tests.factories.people import PASSWORD, second_factor_code
from tests.faults.premises import REGISTRAR, Premises
from tests.production.visitor import Visitor, target


class Registrar:
    """Keeps an open session in which a second factor was proved."""

    def __init__(self, premises: Premises) -> None:
        self.browser, self.port = Visitor(), premises.port
        self.browser.ask(self.port, "/accounts/login/")
        target(self.browser.ask(self.port, "/accounts/login/", {"login": REGISTRAR, "password": PASSWORD}))
        target(self.browser.ask(self.port, "/accounts/2fa/authenticate/", {"code": second_factor_code()}))

    def reasons(self) -> list[str]:
        """Return why certificates wait and what to do, a line each, as the page says it."""
        page = self.browser.ask(self.port, reverse("waiting_certificates:index"))
        assert page.status == 200
        cells = re.findall(r"<td>(<strong>.*?)</td>", page.data.decode(), re.DOTALL)
        return [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in cells]
