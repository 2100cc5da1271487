"""The draft as it would be printed: in Wagtail's preview, and as a PDF. Marked as a specimen, stored nowhere."""

from base64 import b64encode
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.decorators import method_decorator
from django.utils.text import slugify
from django.views.decorators.http import require_GET
from wagtail.admin.views.generic.preview import PreviewOnCreate, PreviewOnEdit
from wagtail.utils.decorators import xframe_options_sameorigin_override

from certification.data import TemplateContent
from certification.errors import DocumentRefused, NameUnprintable
from certification.models import CertificateTemplate
from certification.rendering.raster import page_images
from certification.services.specimens import specimen_document
from certification.services.template_content import content_of


class DrawnPreview:
    """Draws what the form holds, before it is saved."""

    object: CertificateTemplate

    @method_decorator(xframe_options_sameorigin_override)
    def get(self, request: HttpRequest, *_arguments: Any, **_named: Any) -> HttpResponse:
        """Answer with the pages as pictures, or say that too little is written yet."""
        view: Any = self
        form = view.get_form(view._get_form_data(view._get_form_state()))  # noqa: SLF001 - the view's own, through Any
        if not view.validate_form(form):
            return cast("HttpResponse", view.error_response())
        form.save(commit=False)
        if not self.object.issuer_id or not self.object.wordings.all():
            return cast("HttpResponse", view.error_response())
        return drawn_page(request, self.object, asked_mode(request, self.object))


class TemplatePreviewOnEdit(DrawnPreview, PreviewOnEdit):
    """The preview of a template that exists."""


class TemplatePreviewOnCreate(DrawnPreview, PreviewOnCreate):
    """The preview of a template that is being made."""


def asked_mode(request: HttpRequest, template: CertificateTemplate) -> str:
    """Return the language or pair that was asked for, if the template has it; else its first."""
    modes = [mode for mode, _label in template.preview_modes]
    asked = request.GET.get("mode", "")
    return asked if asked in modes else modes[0]


def drawn_page(request: HttpRequest, template: CertificateTemplate, mode: str) -> HttpResponse:
    """Show the pages of the specimen. More than one is told: no such certificate could be issued."""
    try:
        pages = page_images(specimen_document(content_of(template), mode))
    except (DocumentRefused, NameUnprintable) as refusal:
        return render(request, "certification/cms/preview.html", {"refusal": refusal.reason, "template": template})
    images = [f"data:image/png;base64,{b64encode(page).decode()}" for page in pages]
    label = dict(template.preview_modes)[mode]
    return render(request, "certification/cms/preview.html", {"images": images, "template": template, "label": label})


@require_GET
def specimen(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the specimen of the saved draft as a PDF."""
    if not request.user.has_perm("certification.view_certificatetemplate"):
        raise PermissionDenied
    template = get_object_or_404(CertificateTemplate, pk=pk)
    return specimen_file(content_of(template), asked_mode(request, template))


def specimen_file(content: TemplateContent, mode: str) -> HttpResponse:
    """Answer with the PDF, for nobody's cache and no search engine."""
    name = f"specimen-{slugify(content['template'])}-{mode.replace('+', '-')}.pdf"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "private, no-store",
        "X-Robots-Tag": "noindex, nofollow",
    }
    return HttpResponse(specimen_document(content, mode), content_type="application/pdf", headers=headers)
