"""How long the readers of strangers' files may take by the clock; tests, on busy machines, let them take more."""

from typing import Final

from academy import confined

CLOCK_LIMIT: Final = confined.SECONDS
PATIENCE: Final = 60
