"""A QR mark for a page; those of papers are drawn by `academy.paper`."""

import segno
from django.utils.safestring import SafeString, mark_safe


def mark_svg(url: str) -> SafeString:
    """Return the mark as an inline SVG that takes the size of its place; black on white in every colour scheme."""
    made = segno.make(url, error="m", micro=False)
    svg = made.svg_inline(dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None)
    return mark_safe(svg)  # noqa: S308 - of segno alone: the address is drawn, not written
