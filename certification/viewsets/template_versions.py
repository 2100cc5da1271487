"""What was published of a template, by whom, and what changed; and the word that publishes."""

from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from academy.accounts.models import User
from academy.errors import RuleBroken
from certification.canonical import digest
from certification.data import TemplateContent
from certification.enums import Languages
from certification.models import CertificateTemplate, CertificateWording, Issuer, TemplateVersion
from certification.services.specimens import misfits
from certification.services.template_content import content_of, differences
from certification.services.templates import publish_version, renew_issuers, templates_behind
from certification.viewsets.template_preview import specimen_file

_LANGUAGES = dict(settings.LANGUAGES)


def newest_number(template: CertificateTemplate) -> str:
    """Return the number of the newest version, or a dash."""
    version = template.versions.first()
    return "–" if version is None else str(version.number)


def said_differences(before: TemplateContent | None, after: TemplateContent) -> list[str]:
    """Say in words what differs: “Title (Русский)”."""
    parts = {
        "template": _("Short name"),
        "design_files": _("Files of the design"),
        "co_issuers": _("Co-issuing institutions"),
        "signatories": _("Signatories"),
        "format": _("Shape of the record"),
    }
    said = []
    for part, language in differences(before, after):
        model: Any = CertificateWording if language else CertificateTemplate
        label = parts.get(part) or str(model._meta.get_field(part).verbose_name)  # noqa: SLF001 - Django's own interface
        said.append(f"{label} ({_LANGUAGES[language]})" if language else label)
    return said


@require_GET
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """List the versions, the newest first, with what each has changed."""
    template = _template(request, pk, "view")
    found = list(template.versions.annotate(issued=Count("certificates")).select_related("published_by"))
    rows = [
        {"version": version, "changes": said_differences(before and before.content, version.content)}
        for version, before in zip(found, [*found[1:], None], strict=True)
    ]
    draft = said_differences(found[0].content, content_of(template)) if found else []
    context = {"template": template, "rows": rows, "draft": draft, "modes": template.preview_modes}
    return render(request, "certification/cms/template_versions.html", context)


@require_GET
def version_specimen(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Give a specimen of what this version says, in the first language that it may be printed in, or the one asked."""
    template = _template(request, pk, "view")
    version = get_object_or_404(TemplateVersion, template=template, number=number)
    content = cast("TemplateContent", version.content)
    modes = [mode for mode, _label in Languages.printed(content["languages"])]
    asked = request.GET.get("mode", "")
    return specimen_file(content, asked if asked in modes else modes[0])


@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what would change, then publish exactly that."""
    template = _template(request, pk, "publish")
    if request.method == "POST":
        return _publish(request, template)
    newest, content = template.versions.first(), content_of(template)
    context = {
        "template": template,
        "number": newest.number + 1 if newest else 1,
        "changes": said_differences(newest and newest.content, content),
        "is_first": newest is None,
        "is_new": newest is None or newest.digest != digest(content),
        "seen": digest(content),
        "modes": template.preview_modes,
    }
    return render(request, "certification/cms/template_publish.html", context)


def _publish(request: HttpRequest, template: CertificateTemplate) -> HttpResponse:
    try:
        if faults := list(misfits(content_of(template))):
            messages.error(request, _("No certificate could be printed so. %(faults)s") % {"faults": "; ".join(faults)})
            return redirect("certificate_templates:publish", template.pk)
        actor, seen = cast("User", request.user), request.POST.get("seen", "")
        version = publish_version(template=template, actor=actor, seen=seen)
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
        return redirect("certificate_templates:publish", template.pk)
    messages.success(request, _("Version %(number)s is published.") % {"number": version.number})
    return redirect("certificate_templates:versions", template.pk)


@require_http_methods(["GET", "POST"])
def renew(request: HttpRequest, issuer: int) -> HttpResponse:
    """Show the templates that name this issuer as it no longer is; publish them again when told so."""
    if not request.user.has_perm("certification.publish_certificatetemplate"):
        raise PermissionDenied
    found = get_object_or_404(Issuer, pk=issuer)
    behind = templates_behind(found)
    if request.method == "GET":
        return render(request, "certification/cms/issuer_renew.html", {"issuer": found, "templates": behind})
    chosen = [template for template in behind if str(template.pk) in request.POST.getlist("templates")]
    for template in chosen:
        renew_issuers(template=template, actor=cast("User", request.user))
    names = ", ".join(template.slug for template in chosen)
    if chosen:
        messages.success(request, _("New versions are published: %(names)s.") % {"names": names})
    else:
        messages.warning(request, _("Nothing was chosen, so nothing was published."))
    return redirect("issuers:edit", found.pk)


def _template(request: HttpRequest, pk: int, action: str) -> CertificateTemplate:
    if not request.user.has_perm(f"certification.{action}_certificatetemplate"):
        raise PermissionDenied
    return get_object_or_404(CertificateTemplate, pk=pk)
