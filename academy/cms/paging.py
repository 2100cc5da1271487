"""Pages of long lists."""

from collections.abc import Sequence
from typing import Any, Protocol, cast

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet


class ReadEnd(Protocol):
    """Reads so many of the first rows of a list, or of the last ones, the last one first."""

    def __call__(self, number: int, *, is_last: bool) -> Sequence[Any]:
        """Read them."""


class BothEndsPaginator(Paginator):
    """Reads a page of the second half from the end, so that the last page costs what the first one does.

    The order has to be whole: no two rows may be equal in it. Who knows how many rows there are says it. `read_end`
    reads the first page and the last one in the place of the list: most often asked for, and so worth SQL that is
    written once.
    """

    object_list: QuerySet

    def __init__(
        self, object_list: QuerySet, per_page: int, *, count: int | None = None, read_end: ReadEnd | None = None
    ) -> None:
        """Remember them; nothing is read."""
        super().__init__(object_list, per_page)
        self._read_end = read_end
        if count is not None:
            self.count = count

    def page(self, number: int | str) -> Page:
        """Return the page; its rows are read at once where they are read from the end."""
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        last = min(first + self.per_page, self.count)
        if first + last <= self.count:
            return Page(self._rows(first, last), number, self)
        return Page(list(self._rows(self.count - last, self.count - first, is_last=True))[::-1], number, self)

    def _rows(self, first: int, last: int, *, is_last: bool = False) -> Sequence[Any]:
        if first == 0 and last and self._read_end:
            return self._read_end(last, is_last=is_last)
        rows = self.object_list.reverse() if is_last else self.object_list
        return cast("Sequence[Any]", rows[first:last])


def numbers_shown(page: Page) -> list[int | None]:
    """Return the numbers of the first page, the last and the neighbours, and None where some are left out."""
    here, last = page.number, page.paginator.num_pages
    near = [number for number in (here - 1, here, here + 1) if 1 <= number <= last]
    before: list[int | None] = [1, None] if near[0] > 2 else list(range(1, near[0]))  # noqa: PLR2004 - 1 is left out
    behind: list[int | None] = [None, last] if near[-1] < last - 1 else list(range(near[-1] + 1, last + 1))
    return [*before, *near, *behind]
