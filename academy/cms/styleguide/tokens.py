"""What the style sheets and the sprite hold, read from the files themselves, so that nothing is forgotten."""

import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

STATIC = Path(settings.BASE_DIR, "static")
TOKENS = STATIC / "css" / "tokens.css"
ICONS = STATIC / "icons" / "icons.svg"
#: Colours of both schemes, then those that are the same in both.
PAIR = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")
SINGLE = re.compile(r"--((?:cloth|on)-[\w-]+): (#[0-9a-f]{6});")
DISTANCE = re.compile(r"--(space-\d): ")
STEP = re.compile(r"--step-(-?\d): ")


@dataclass(frozen=True)
class Colour:
    """A colour with its name and its value in the light and in the dark."""

    name: str
    light: str
    dark: str

    def contrasts_on(self, ground: "Colour") -> tuple[float, float]:
        """Return the contrast with a ground in the light and in the dark (WCAG 2.2, 1.4.3)."""
        return contrast(self.light, ground.light), contrast(self.dark, ground.dark)


def colours() -> list[Colour]:
    """Return all colours in the order of the file."""
    css = TOKENS.read_text()
    pairs = [Colour(*found) for found in PAIR.findall(css)]
    return pairs + [Colour(name, value, value) for name, value in SINGLE.findall(css) if name.startswith("cloth")]


def distances() -> list[str]:
    """Return the names of the distances, smallest first."""
    return DISTANCE.findall(TOKENS.read_text())


def steps() -> list[str]:
    """Return the steps of the scale of type, largest first."""
    return sorted(STEP.findall(TOKENS.read_text()), key=int, reverse=True)


def icons() -> list[str]:
    """Return the names of all icons in the order of the sprite."""
    return re.findall(r'<symbol id="([\w-]+)"', ICONS.read_text())


def _luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - the standard's
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours written as #rrggbb, rounded down to tenths."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return int((lighter + 0.05) / (darker + 0.05) * 10) / 10
