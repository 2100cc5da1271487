"""Pages of long lists."""

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet


class BothEndsPaginator(Paginator):
    """Reads a page of the second half from the end, so that the last page costs what the first one does.

    The order has to be whole: no two rows may be equal in it.
    """

    object_list: QuerySet

    def page(self, number: int | str) -> Page:
        """Return the page; its rows are read at once where they are read from the end."""
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        last = min(first + self.per_page, self.count)
        if first + last <= self.count:
            return super().page(number)
        from_end = self.object_list.reverse()[self.count - last : self.count - first]
        return Page(list(from_end)[::-1], number, self)


def numbers_shown(page: Page) -> list[int | None]:
    """Return the numbers of the first page, the last and the neighbours, and None where some are left out."""
    here, last = page.number, page.paginator.num_pages
    near = [number for number in (here - 1, here, here + 1) if 1 <= number <= last]
    before: list[int | None] = [1, None] if near[0] > 2 else list(range(1, near[0]))  # noqa: PLR2004 - 1 is left out
    behind: list[int | None] = [None, last] if near[-1] < last - 1 else list(range(near[-1] + 1, last + 1))
    return [*before, *near, *behind]
