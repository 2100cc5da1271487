"""Media files in parts: a player winds a recording by asking for a range of its bytes (RFC 9110, section 14).

For the laptop; in production the proxy hands files out.
"""

import re
from pathlib import Path
from typing import BinaryIO, cast

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve

#: One range: several at once are answered with the whole file.
RANGE = re.compile(r"bytes=(\d+)-(\d*)")
#: A longer part is cut, and the player asks for the rest.
LONGEST_PART = 2 * 1024 * 1024


@require_safe
def serve_in_parts(request: HttpRequest, path: str, document_root: Path) -> HttpResponseBase:
    """Return the file, or the part of it that is asked for."""
    response = serve(request, path, document_root=str(document_root))
    return part_asked_for(request, response) if isinstance(response, FileResponse) else response


def part_asked_for(request: HttpRequest, whole: FileResponse) -> HttpResponseBase:
    """Return the part of a file that the request names; the whole where it names none."""
    whole["Accept-Ranges"] = "bytes"
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    return _part(whole, int(asked[1]), asked[2]) if asked else whole


def _part(whole: FileResponse, first: int, last: str) -> HttpResponse:
    size = int(whole["Content-Length"])
    end = min(int(last) + 1 if last else size, first + LONGEST_PART, size)
    if first >= end:
        part = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    else:
        stream = cast("BinaryIO", whole.file_to_stream)
        stream.seek(first)
        part = HttpResponse(stream.read(end - first), status=206, content_type=whole["Content-Type"])
        part["Content-Range"] = f"bytes {first}-{end - 1}/{size}"
    part["Accept-Ranges"] = "bytes"
    whole.close()
    return part
