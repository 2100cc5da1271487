"""Links by which holders show a certificate elsewhere. Nothing is sent before the holder follows one."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import quote, urlencode

_LINKEDIN: Final = "https://www.linkedin.com/profile/add"


@dataclass(frozen=True, kw_only=True)
class SharedCertificate:
    """What is told of a certificate, in the language of the page."""

    title: str
    issuer: str
    issued_on: date
    expires_on: date | None
    url: str
    code: str

    @property
    def linkedin(self) -> str:
        """LinkedIn's form for a certificate, filled in, with the parameters that LinkedIn documents."""
        said: dict[str, str | int] = {
            "startTask": "CERTIFICATION_NAME",
            "name": self.title,
            "organizationName": self.issuer,
            "issueYear": self.issued_on.year,
            "issueMonth": self.issued_on.month,
        }
        if self.expires_on:
            said |= {"expirationYear": self.expires_on.year, "expirationMonth": self.expires_on.month}
        said |= {"certUrl": self.url, "certId": self.code}
        return f"{_LINKEDIN}?{urlencode(said, quote_via=quote)}"

    @property
    def letter(self) -> str:
        """A letter in the holder's own program (RFC 6068)."""
        said = {"subject": self.title, "body": f"{self.title}\r\n{self.url}"}
        return f"mailto:?{urlencode(said, quote_via=quote)}"
