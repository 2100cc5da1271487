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
