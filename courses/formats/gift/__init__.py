"""GIFT, Moodle's text format for questions (docs.moodle.org, "GIFT format").

Where its texts leave a choice, the reference grammar decides (fuhrmanator/GIFT-grammar-PEG.js): the first feedback to a
true/false question is that to “true”, whichever of the two is correct.
"""

from courses.formats.gift.reader import read_gift
from courses.formats.gift.writer import write_gift

__all__ = ["read_gift", "write_gift"]
