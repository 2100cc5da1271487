"""The person's own page. Logging in and everything around it is allauth's."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.email_verification_by_code import EmailVerificationProcess
from allauth.account.views import EmailView as AllauthEmailView
from allauth.account.views import LogoutView as AllauthLogoutView
from allauth.mfa.adapter import get_adapter as mfa_adapter
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from academy.accounts.enums import MembershipRole
from academy.accounts.forms import ProfileForm
from academy.accounts.middleware import remember_language
from academy.accounts.personal_data import personal_files
from academy.accounts.requests import PersonRequest
from academy.accounts.services import agree_to_view, end_view, leave_institution, update_profile
from academy.zip_stream import zipped


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def profile(request: PersonRequest) -> HttpResponse:
    """Show and change name and language; a new language holds from the next page on."""
    user = request.user
    stored = {"legal_name": user.legal_name, "language": user.language}
    form = ProfileForm(request.POST or None, initial=stored)
    if request.method == "POST" and form.is_valid():
        update_profile(user, **form.cleaned_data)
        return _saved(request, user.language)
    memberships = user.memberships.select_related("institution").order_by("since", "pk")
    return render(request, "accounts/profile.html", {"form": form, "memberships": memberships})


@never_cache
@login_required
@require_safe
@reauthentication_required
def my_data(request: PersonRequest) -> StreamingHttpResponse:
    """Hand out all that is kept about the person, who has just proved to be that person."""
    now = timezone.localtime()
    archive = zipped(personal_files(request.user), moment=now)
    headers = {"Content-Disposition": f'attachment; filename="my-data-{now:%Y-%m-%d}.zip"'}
    return StreamingHttpResponse(archive, content_type="application/zip", headers=headers)


#: What a person may do with an own membership -> the service, and what is said afterwards.
CHOICES = {
    "agree": (agree_to_view, _lazy("HR officers of the institution see what you learn from now on.")),
    "end_view": (end_view, _lazy("HR officers of the institution see nothing of what you learn any more.")),
    "leave": (leave_institution, _lazy("You have left the institution. Your certificates stay yours, and valid.")),
}


@require_POST
@login_required
def decide_membership(request: PersonRequest, pk: int) -> HttpResponse:
    """Agree to what HR officers see, end it, or leave the institution."""
    membership = get_object_or_404(request.user.memberships, pk=pk, role=MembershipRole.MEMBER)
    service, told = CHOICES.get(request.POST.get("way", ""), (None, ""))
    if service is None:
        messages.error(request, _("This page is out of date. Nothing was changed: try again."))
    else:
        service(membership)
        messages.success(request, told)
    return redirect("profile")


class EmailView(AllauthEmailView):
    """Tells which new address waits for its code: it stands in the session alone, and allauth's own page shows rows."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add `pending`, the change that was begun and whose code still holds, or None."""
        return super().get_context_data(**kwargs) | {"pending": EmailVerificationProcess.resume(self.request)}


@require_POST
@login_required
def keep_email(request: PersonRequest) -> HttpResponse:
    """Forget the new address that waits for its code."""
    if pending := EmailVerificationProcess.resume(request):
        pending.abort()
        messages.success(request, _("Your address stays as it was."))
    return redirect("account_email")


class RemoveKeyView(RemoveWebAuthnView):
    """Asks the adapter before a key or passkey goes: allauth does so for apps alone."""

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Keep the last factor of whoever needs one, and say why."""
        adapter = mfa_adapter()
        if adapter.can_delete_authenticator(self.object):
            return super().form_valid(form)
        messages.error(self.request, adapter.error_messages["cannot_delete_authenticator"])
        return redirect("mfa_list_webauthn")


class LogoutView(AllauthLogoutView):
    """Leaves nothing on the device: lessons kept for reading without a connection, answers, the worker itself."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Log out, and have the browser clear what it stored for this site."""
        response = super().post(*args, **kwargs)
        response["Clear-Site-Data"] = '"storage"'
        return response


def _saved(request: PersonRequest, language: str) -> HttpResponse:
    with translation.override(language):
        messages.success(request, _("Your details are saved."))
    response = redirect("profile")
    remember_language(response, language)
    return response
