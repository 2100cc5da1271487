"""How long the readers of strangers' files may take; tests, on slow and busy machines, let them take more."""

from typing import Final

from academy import confined

CLOCK_LIMIT: Final = confined.SECONDS
PROCESSOR_LIMIT: Final = confined.PROCESSOR_SECONDS
PATIENCE: Final = 60
