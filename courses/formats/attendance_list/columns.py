"""Which columns of a report hold names, addresses and times, by their heads in English, Russian and Azerbaijani."""

from collections.abc import Sequence
from dataclasses import dataclass

from academy.lists.cells import Cells, folded
from academy.lists.heads import ADDRESS_HEADS, NAME_HEADS

NAMES = NAME_HEADS | {
    *("nameoriginalname", "username", "displayname", "participant", "participantname", "attendee", "attendeename"),
    *("имяучастника", "участник", "имяпользователя", "iştirakçı", "iştirakçınınadı", "istifadəçiadı"),
}
ADDRESSES = ADDRESS_HEADS | {
    *("useremail", "attendeeemail", "participantemail", "emailid", "participantidupn", "upn"),
    *("почтапользователя", "электроннаяпочтапользователя", "istifadəçininepoçtu", "iştirakçınınepoçtu"),
}
JOINED = {
    *("join", "joined", "jointime", "joinedat", "timejoined", "firstjoin", "firstjointime", "entrytime", "firstseen"),
    *("вход", "времявхода", "первыйвход", "присоединение", "времяприсоединения", "первоеприсоединение"),
    *("подключение", "времяподключения", "qoşulma", "qoşulmavaxtı", "ilkqoşulma", "daxilolma", "daxilolmavaxtı"),
}
LEFT = {
    *("left", "leave", "leavetime", "leftat", "timeleft", "lastleave", "lastleavetime", "exittime", "timeexited"),
    *("lastseen", "выход", "времявыхода", "последнийвыход", "отключение", "времяотключения"),
    *("ayrılma", "ayrılmavaxtı", "sonayrılma", "çıxış", "çıxışvaxtı", "sonçıxış"),
}
WAITING = {"inwaitingroom", "взалеожидания", "gözləməotağında"}


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Places of the columns in a row; `left` and `waiting` may be missing."""

    emails: Sequence[int]
    names: Sequence[int]
    joined: int
    left: int | None
    waiting: int | None


def columns_of(cells: Cells) -> Columns | None:
    """Tell the columns by a row of heads; nothing where the row is none."""
    heads = [folded(cell) for cell in cells]
    names, emails, joined, left, waiting = (
        _places(heads, known) for known in (NAMES, ADDRESSES, JOINED, LEFT, WAITING)
    )
    if not joined or not (names or emails):
        return None
    return Columns(
        emails=emails, names=names, joined=joined[0], left=next(iter(left), None), waiting=next(iter(waiting), None)
    )


def _places(heads: Sequence[str], known: set[str]) -> list[int]:
    return [place for place, head in enumerate(heads) if head in known]
