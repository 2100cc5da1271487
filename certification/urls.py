from django.urls import path, re_path

from certification.views import batches, code_lists, credentials, holder, keys, log, receipts, reminders, verification

urlpatterns = [
    path("verify/", verification.verify, name="verify"),
    path("verify/many/", code_lists.code_lists, name="code_lists"),
    path("verify/many/<int:pk>/", code_lists.code_list, name="code_list"),
    path("verify/many/<int:pk>/state/", code_lists.code_list_state, name="code_list_state"),
    path("verify/receipts/", receipts.ask_for_receipt, name="ask_for_receipt"),
    path("verify/receipts/<str:token>/", receipts.receipt, name="receipt"),
    path("verify/receipts/<str:token>/state/", receipts.receipt_state, name="receipt_state"),
    path("verify/receipts/<str:token>/receipt.pdf", receipts.receipt_file, name="receipt_file"),
    path("verify/<str:code>/", verification.verify_code, name="verify_code"),
    path("log/checkpoint", log.checkpoint, name="log_checkpoint"),
    path("log/proof/<str:code>", log.proof, name="log_proof"),
    path("log/consistency", log.consistency, name="log_consistency"),
    path("crl/<str:authority>.crl", keys.revocation_list, name="revocation_list"),
    path(".well-known/did.json", credentials.did_document, name="did_document"),
    path("did.json", credentials.did_document),
    path("credentials/status/<int:number>", credentials.status_list, name="status_list"),
    path("badges/<slug:kind>.png", credentials.badge_picture, name="badge_picture"),
    path("reminders/<str:token>/", reminders.refuse_reminders, name="refuse_reminders"),
    path("studio/certificates/", batches.batches, name="batches"),
    path("studio/certificates/upload/", batches.upload_batch, name="upload_batch"),
    path("studio/certificates/<int:pk>/", batches.batch, name="batch"),
    path("studio/certificates/<int:pk>/state/", batches.batch_state, name="batch_state"),
    path("studio/certificates/<int:pk>/certificates.zip", batches.batch_archive, name="batch_archive"),
    path("my/certificates/", holder.my_certificates, name="my_certificates"),
    path("my/certificates/disclosure", holder.choose_default_disclosure, name="choose_default_disclosure"),
    path("my/certificates/<str:code>/disclosure", holder.choose_disclosure, name="choose_disclosure"),
    path("my/certificates/<str:code>.pdf", holder.certificate_pdf, name="certificate_pdf"),
    re_path(
        r"^my/certificates/(?P<code>[^/]+)\.(?P<form>png|svg|json)$", holder.certificate_badge, name="certificate_badge"
    ),
]
