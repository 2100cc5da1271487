"""What the arguments of addresses stand for: by the beginning of the address, the longest that names the argument."""

from collections.abc import Mapping

from tests.routes import Route

#: Beginning of addresses -> argument -> kind of row in the world; a text in quotation marks is the value itself.
KINDS: dict[str, dict[str, str]] = {
    "accounts/memberships/": {"pk": "membership"},
    "accounts/2fa/webauthn/keys/": {"pk": "security key"},
    "sitemap-": {"section": "'az'"},
    "<str:language>/feeds/": {"language": "'az'"},
    "verify/many/": {"pk": "list of codes"},
    "verify/": {"code": "certificate"},
    "verify/receipts/": {"token": "receipt"},
    "log/proof/": {"code": "certificate"},
    "crl/": {"authority": "authority"},
    "credentials/status/": {"number": "status list"},
    "badges/": {"kind": "'competence'"},
    "reminders/": {"token": "reminders"},
    "my/certificates/": {"code": "certificate", "form": "'json'"},
    "studio/certificates/": {"pk": "batch"},
    "seminars/sessions/": {"pk": "session"},
    "calendar/": {"token": "token of a calendar"},
    "courses/": {"code": "course"},
    "programmes/": {"code": "programme"},
    "seminars/": {"code": "seminar"},
    "my/programmes/": {"code": "programme"},
    "my/courses/": {"code": "course"},
    "my/courses/<slug:code>/request/": {"code": "course on request"},
    "my/invitations/": {"token": "token of an invitation"},
    "my/lessons/": {"pk": "lesson"},
    "my/questions/": {"pk": "question under a lesson"},
    "my/posts/": {"pk": "question under a lesson"},
    "letters/unsubscribe/": {"token": "unsubscribing"},
    "my/seminars/<slug:code>/": {"code": "seminar"},
    "my/seminars/<int:pk>/": {"pk": "registration"},
    "my/pictures/": {"signed": "signed picture"},
    "my/attempts/": {"pk": "attempt", "position": "place in an attempt"},
    "my/attempts/<uuid:pk>/result/": {"pk": "attempt that is over"},
    "my/check-in/": {"pk": "session", "code": "code on the screen"},
    "my/staff/": {"token": "token of an invitation to the staff"},
    "studio/seminars/": {"code": "seminar"},
    "studio/sessions/": {"pk": "session", "person": "person at the session"},
    "studio/sessions/<int:pk>/attendance/strike/": {"pk": "session that is over"},
    "studio/participants/": {"pk": "registration"},
    "studio/check-in/": {"code": "code of a registration"},
    "studio/attendance-files/": {"pk": "file of attendance"},
    "studio/courses/": {"code": "course", "pk": "question"},
    "desk/keys/": {"pk": "key"},
    "desk/webhooks/": {"pk": "webhook"},
    "desk/webhooks/messages/": {"pk": "message"},
    "desk/approvals/": {"pk": "registration to be approved"},
    "desk/<int:institution>/": {"institution": "institution"},
    "desk/<int:institution>/people/": {"pk": "membership", "group": "group of staff"},
    "desk/<int:institution>/requirements/": {"pk": "requirement"},
    "desk/<int:institution>/groups/": {"pk": "group of staff"},
    "desk/<int:institution>/invitations/": {"pk": "invitation to the staff"},
    "desk/<int:institution>/invitations/lists/": {"pk": "list of staff"},
    "desk/<int:institution>/watches/": {"pk": "watch"},
    "api/v1/": {"code": "certificate", "number": "status list", "rest": "'made-up'"},
    "documents/": {
        "_0": "document of a lesson",
        "_1": "name of a document of a lesson",
        "restriction_id": "restriction",
    },
    "media/": {"path": "path of a picture", "name": "recording of a lesson"},
    "az/": {"_0": "path of a page", "page_id": "private page", "page_view_restriction_id": "restriction of a page"},
    # The CMS
    "admin/localize/": {
        "page_id": "page",
        "translation_source_id": "source of a translation",
        "translation_id": "translation",
        "string_segment_id": "string",
        "overridable_segment_id": "override",
        "mode": "'made-up'",
        "app_label": "'courses'",
        "model_name": "'course'",
        "pk": "course row",
    },
    "admin/pages/": {
        "parent_page_id": "page above",
        "page_id": "page",
        "page_to_move_id": "page",
        "destination_id": "page above",
        "content_type_app_name": "'courses'",
        "content_type_model_name": "'lessonpage'",
        "app_label": "'courses'",
        "model_name": "'lessonpage'",
        "action_name": "'approve'",
        "task_state_id": "state of a task",
        "task_id": "task",
        "revision_id": "revision",
        "pk": "page",
        "revision_id_a": "revision",
        "revision_id_b": "'latest'",
        "workflow_state_id": "state of a review",
    },
    "admin/pages/workflow/": {"page_id": "page under review"},
    "admin/pages/<int:page_id>/workflow_history/": {"page_id": "page under review"},
    "admin/choose-page/": {"parent_page_id": "page above"},
    "admin/api/main/pages/": {"pk": "page", "action_name": "'publish'"},
    "admin/api/main/documents/": {"pk": "document"},
    "admin/api/main/images/": {"pk": "picture"},
    "admin/bulk/": {"app_label": "'wagtailcore'", "model_name": "'page'", "action": "'publish'"},
    "admin/tag-autocomplete/": {"app_name": "'taggit'", "model_name": "'tag'"},
    "admin/collections/": {"pk": "collection", "collection_id": "collection"},
    "admin/workflows/": {
        "pk": "workflow",
        "page_pk": "page",
        "workflow_pk": "workflow",
        "app_label": "'wagtailcore'",
        "model_name": "'groupapprovaltask'",
        "task_id": "task",
    },
    "admin/workflows/tasks/": {"pk": "task"},
    "admin/editing-sessions/": {
        "app_label": "'wagtailcore'",
        "model_name": "'page'",
        "object_id": "page",
        "session_id": "editing session",
    },
    "admin/forms/": {"page_id": "page"},
    "admin/redirects/": {"redirect_id": "redirect"},
    "admin/settings/": {"app_name": "'cms'", "model_name": "'publishingrules'", "pk": "rules of publishing"},
    "admin/documents/": {
        "document_id": "document",
        "doc_id": "document",
        "uploaded_file_id": "upload",
        "pk": "document",
    },
    "admin/images/": {
        "image_id": "picture",
        "uploaded_file_id": "upload",
        "pk": "picture",
        "filter_spec": "'max-100x100'",
    },
    "admin/media/": {"media_id": "media", "media_type": "'audio'"},
    "admin/password_reset/": {"uidb64": "'MQ'", "token": "'made-up'"},
    "admin/certificates/": {"pk": "certificate row"},
    "admin/proposals/": {"pk": "proposal"},
    "admin/register/": {"pk": "copy of the register"},
    "admin/certificate_templates/": {"pk": "template", "number": "version", "issuer": "issuer"},
    "admin/issuers/": {"pk": "issuer"},
    "admin/certificate_pictures/": {"pk": "picture of a certificate"},
    "admin/course/": {"pk": "course row"},
    "admin/quiz/": {"pk": "quiz"},
    "admin/question/": {"pk": "question", "number": "version"},
    "admin/questionbank/": {"pk": "bank", "category_pk": "category"},
    "admin/questionbank/file/": {"pk": "file of questions"},
    "admin/questionbank/take/": {"pk": "file of questions"},
    "admin/attemptquestion/": {"pk": "answer to be marked"},
    "admin/cohort/": {"pk": "cohort"},
    "admin/enrolment/": {"pk": "enrolment"},
    "admin/enrolmentrequest/": {"pk": "request"},
    "admin/invitation/": {"pk": "invitation"},
    "admin/enrolmentlist/": {"pk": "list of learners"},
    "admin/programme/": {"pk": "programme row"},
    "admin/seminar/": {"pk": "seminar row"},
    "admin/evaluation/": {"pk": "evaluation"},
    "admin/announcement/": {"pk": "announcement"},
    "admin/announcement/letter/": {"pk": "announcement that was sent", "language": "'az'"},
    "admin/post/": {"pk": "question under a lesson"},
    "admin/institutions/": {"pk": "institution"},
    "admin/locales/": {"pk": "locale"},
    "admin/sites/": {"pk": "site"},
    "admin/users/": {"pk": "user"},
    "admin/groups/": {"pk": "group"},
}
#: What stands for a row that is not there, by the type of the argument; tokens and codes are made up in `NOBODYS`.
MISSING = {"int": "99999999", "uuid": "00000000-0000-0000-0000-000000000000"}
#: Beginning of addresses -> what is asked besides.
QUERIES = {
    "log/consistency": "from=1&to=1",
    "admin/localize/translate/<int:translation_id>/disable/": "next=/admin/pages/",
    "studio/sessions/<int:pk>/attendance/person/": "person={person at the session}",
    "studio/sessions/<int:pk>/attendance/strike/": "person={person at the session}",
}


def kinds(route: Route) -> dict[str, str]:
    """Argument -> kind."""
    found: dict[str, str] = {}
    for beginning in sorted(KINDS, key=len):
        if route.address.startswith(beginning):
            found |= KINDS[beginning]
    return {name: found[name] for _type, name in route.arguments}


def is_row(kind: str) -> bool:
    """Whether a kind is one of rows; a value stands between quotation marks."""
    return not kind.startswith("'")


def path_of(route: Route, rows: Mapping[str, str], **others: str) -> str:
    """The path for these rows; `others` are values for single arguments."""
    values = {name: rows[kind] if is_row(kind) else kind.strip("'") for name, kind in kinds(route).items()}
    query = QUERIES.get(route.address, "").format_map(rows)
    return route.filled(values | others) + (f"?{query}" if query else "")
