"""A token of a test's own: SoftHSM in a temporary folder."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

#: Where Debian puts the library.
MODULE = "/usr/lib/softhsm/libsofthsm2.so"
LABEL, PIN, MANAGERS_PIN = "academy", "814-kitab", "203-katalog"


@dataclass(frozen=True)
class SoftToken:
    """The folder in which it keeps everything."""

    folder: Path

    @property
    def configuration(self) -> Path:
        """What SOFTHSM2_CONF names."""
        return self.folder / "softhsm2.conf"

    @property
    def pin_file(self) -> Path:
        """The file with the PIN of its user."""
        return self.folder / "pin"

    def run(self, *options: str) -> str:
        """Let SoftHSM's own program work on it."""
        environment = os.environ | {"SOFTHSM2_CONF": str(self.configuration)}
        command = ["softhsm2-util", *options]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


def make_token(folder: Path, label: str = LABEL) -> SoftToken:
    """Make a token, empty but for its PIN."""
    token = SoftToken(folder)
    (folder / "tokens").mkdir(parents=True)
    kept = f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\n"
    # As the standard has it and hardware does: what was open before a fork is not open in the child.
    token.configuration.write_text(f"{kept}library.reset_on_fork = true\n")
    token.pin_file.write_text(f"{PIN}\n")
    token.run("--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", MANAGERS_PIN)
    return token
