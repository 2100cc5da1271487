"""Time-stamps (RFC 3161): an authority is asked, and believed what it can prove; and a small authority of our own."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from asn1crypto import cms, core, tsp
from cryptography import x509
from pyhanko.sign.general import SigningError
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko.sign.validation.status import TimestampSignatureStatus
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import ValidationError

from certification.errors import TimestampMissing
from certification.signing.held import asn1_certificate, signer_of
from certification.signing.material import Pair
from certification.signing.signed_data import SEQUENCE, tlv

#: The own authority's practice: an identifier made from a random UUID (X.667), under which nothing is promised.
POLICY: Final = "2.25.309206531478904265129077361958840273"
_GRANTED: Final = tsp.PKIStatusInfo({"status": "granted"}).dump()
#: So far an authority's clock may differ from ours.
TOLERANCE: Final = timedelta(minutes=5)

Ask = Callable[[bytes], Awaitable[bytes]]


class Stamper(TimeStamper):
    """Asks through `ask`, which takes and returns DER, and accepts a time-stamp below one of the roots alone.

    pyHanko's own clients look at the nonce and leave imprint, signature and certificate to whoever reads the file.
    """

    def __init__(self, ask: Ask, roots: Sequence[x509.Certificate], *, margin: int = 128) -> None:
        """Take the way to the authority, whom to trust, and by how many bytes its answers may differ in length."""
        super().__init__()
        self._ask, self._margin, self.roots = ask, margin, [asn1_certificate(root) for root in roots]

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """Return a time-stamp of the digest. Raises TimestampMissing, whose reason tells what was wrong."""
        nonce, request = self.request_cms(message_digest, md_algorithm)
        answer = await self._ask(request.dump())
        try:
            return await self._proven(_token(answer), nonce, message_digest)
        except (ValueError, TypeError, KeyError, AttributeError, SigningError) as error:
            raise TimestampMissing("the answer cannot be read") from error
        except (SignatureValidationError, ValidationError) as error:
            raise TimestampMissing(f"the time-stamp does not verify: {error}") from error

    async def longest_stamp(self) -> int:
        """Return how many bytes a time-stamp has at most, by the one that was asked for first."""
        return len((await self.async_dummy_response("sha256")).dump()) + self._margin

    async def _proven(self, token: cms.ContentInfo, nonce: int, digest: bytes) -> cms.ContentInfo:
        signed = token["content"]
        info = signed["encap_content_info"]["content"].parsed
        if info["nonce"].native != nonce:
            raise TimestampMissing("the answer is to another question")
        if info["message_imprint"]["hashed_message"].native != digest:
            raise TimestampMissing("the time-stamp is of another document")
        if abs(info["gen_time"].native - datetime.now(UTC)) > TOLERANCE:
            raise TimestampMissing("the authority's clock is wrong")
        context = ValidationContext(trust_roots=self.roots, allow_fetching=False)
        status = TimestampSignatureStatus(**await validate_tst_signed_data(signed, context, lambda _: digest))
        if not (status.intact and status.valid and status.trusted):
            raise TimestampMissing("the time-stamp is not by an authority that we trust")
        return token


def _token(answer: bytes) -> cms.ContentInfo:
    """Return the time-stamp in the answer; asn1crypto cannot read a refusal, which has none."""
    status = tsp.PKIStatusInfo.load(core.Sequence.load(answer, strict=True)[0].dump())["status"].native
    if status not in {"granted", "granted_with_mods"}:
        raise TimestampMissing(f"the authority refuses: {status}")
    return tsp.TimeStampResp.load(answer)["time_stamp_token"]


async def respond(request: bytes, key: Pair) -> bytes:
    """Answer a request as the own authority does: SHA-256, the clock of this host, one second exact."""
    asked = tsp.TimeStampReq.load(request, strict=True)
    info = tsp.TSTInfo(
        {
            "version": "v1",
            "policy": POLICY,
            "message_imprint": asked["message_imprint"],
            "serial_number": x509.random_serial_number(),
            "gen_time": datetime.now(UTC).replace(microsecond=0),
            "accuracy": {"seconds": 1},
            **({"nonce": asked["nonce"]} if asked["nonce"].native is not None else {}),
        }
    )
    token = await signer_of(key).sign_content(info.dump(), "tst_info")
    return tlv(SEQUENCE, _GRANTED, token)
