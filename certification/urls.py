from django.urls import path

from certification.views import holder, keys, verification

urlpatterns = [
    path("verify/", verification.verify, name="verify"),
    path("verify/<str:code>/", verification.verify_code, name="verify_code"),
    path("crl/<str:authority>.crl", keys.revocation_list, name="revocation_list"),
    path("my/certificates/", holder.my_certificates, name="my_certificates"),
    path("my/certificates/<str:code>.pdf", holder.certificate_pdf, name="certificate_pdf"),
]
