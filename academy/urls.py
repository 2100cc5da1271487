"""Every address of the site. The apps are named by string; Wagtail's pages come last, below their language."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView

from academy.cms import offline
from academy.cms.ranges import serve_in_parts
from academy.cms.views import root

handler400 = "academy.integrations.views.refusals.answer_bad_request"
handler500 = "academy.cms.outage.answer_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", root, name="root"),
    path("", include("academy.house.urls")),
    # What is asked for most stands first: each address is compared with all before it.
    path("", include("certification.urls")),
    path("", include("courses.urls")),
    path("", include("academy.cms.urls")),
    # At the root, because a worker governs what lies below its own address.
    path("service-worker.js", offline.service_worker, name="service_worker"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("offline/", offline.offline, name="offline"),
    path("accounts/", include("academy.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    # One login door: a password alone must never open the CMS (see README of academy.accounts).
    path("admin/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("admin/logout/", RedirectView.as_view(pattern_name="account_logout")),
    path("admin/account/", include("academy.accounts.cms_account")),
    path("admin/localize/", include("academy.cms.translation_views")),
    path("admin/", include("academy.cms.page_views")),
    path("admin/", include("wagtail.admin.urls")),
    path("documents/", include("wagtail.documents.urls")),
    path("styleguide/", include("academy.cms.styleguide.urls")),
    path("api/", include("academy.rest")),
    path("desk/", include("academy.integrations.urls")),
]

if settings.SERVE_MEDIA:
    # Pictures alone: documents and recordings are handed out by views that ask who may have them.
    public = r"^media/(?P<path>(?:images|original_images|media_thumbnails)/.*)$"
    urlpatterns.append(re_path(public, serve_in_parts, {"document_root": settings.MEDIA_ROOT}, name="public_media"))

urlpatterns += i18n_patterns(
    # Wagtail's second login door, for private pages.
    path("_util/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("", include("wagtail.urls")),
)
