"""The one HTTP client. Whom it asks stands in the settings, never in what people type.

It follows no redirect, takes no proxy and no password from the environment, and limits time and size of an answer.
"""

import time
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Final
from urllib.parse import urlsplit

#: Read at once, between two looks at the clock.
PIECE: Final = 16_384


class OutboundFailed(Exception):  # noqa: N818 - errors are named for the state (conventions, 17)
    """No answer, a refusal, or one that is too slow or too large; the text says which."""


def post(url: str, body: bytes, *, content_type: str, seconds: float, limit: int) -> bytes:
    """Send the body and return the answer of status 200, of at most `limit` bytes, within about `seconds`."""
    parts = urlsplit(url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=seconds)
    deadline = time.monotonic() + seconds
    try:
        path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        connection.request("POST", path, body, {"Content-Type": content_type, "User-Agent": "academy"})
        response = connection.getresponse()
        if response.status != HTTPStatus.OK:
            raise OutboundFailed(f"answered {response.status}")
        return _read(response, deadline, limit)
    except TimeoutError as error:
        raise OutboundFailed(f"no answer within {seconds} seconds") from error
    except (OSError, HTTPException) as error:
        raise OutboundFailed(f"not reached: {type(error).__name__}") from error
    finally:
        connection.close()


def _read(response: HTTPResponse, deadline: float, limit: int) -> bytes:
    """Read piece by piece: an answer that drips would keep every single wait short."""
    answer = b""
    while piece := response.read1(PIECE):
        answer += piece
        if len(answer) > limit:
            raise OutboundFailed(f"answered more than {limit} bytes")
        if time.monotonic() > deadline:
            raise TimeoutError
    return answer
