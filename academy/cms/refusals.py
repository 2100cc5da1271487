"""What Wagtail's views let fall to an error of the server, said as what it is."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext as _
from django.views.defaults import bad_request

from academy.cms.middleware import is_admin


class RefusalMiddleware(MiddlewareMixin):
    """Answers 400 to a form of which a part is missing, and tells who deletes that something else needs it."""

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Speak for the views of the CMS alone; any other error stays one."""
        if not is_admin(request) or request.method in {"GET", "HEAD"}:
            return None
        if isinstance(error, MultiValueDictKeyError):
            return bad_request(request, BadRequest())
        if isinstance(error, ProtectedError):
            messages.error(request, _("This is still needed elsewhere, so it was not deleted."))
            return HttpResponseRedirect(request.get_full_path())
        return None
