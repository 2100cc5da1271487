from django.urls import path

from certification.views import holder, verification

urlpatterns = [
    path("verify/", verification.verify, name="verify"),
    path("verify/<str:code>/", verification.verify_code, name="verify_code"),
    path("my/certificates/", holder.my_certificates, name="my_certificates"),
    path("my/certificates/<str:code>.pdf", holder.certificate_pdf, name="certificate_pdf"),
]
