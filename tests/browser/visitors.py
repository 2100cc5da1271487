"""People who ask for pages without a browser; a browser may then take over their cookies."""

import re
from threading import Event

from playwright.sync_api import APIRequestContext, APIResponse, FilePayload

from academy.accounts.demo import DEMO_ACCOUNTS, DEMO_PASSWORD, demo_address

#: Everybody: a visitor, and each account of the demo.
ROLES = ["", *DEMO_ACCOUNTS]
#: Whoever is on the way through a door of several pages -> the page on which they stand.
STAGES = {
    "with-login-code": "/accounts/login/code/confirm/",
    "with-new-account": "/accounts/confirm-email/",
    "with-forgotten-password": "/accounts/password/reset/confirm/",
}


def log_in(visitor: APIRequestContext, role: str) -> None:
    """Log in as an account of the demo."""
    answer = post(visitor, "/accounts/login/", login=demo_address(role), password=DEMO_PASSWORD)
    assert answer.url.endswith("/my/"), f"{role} is not logged in: {answer.url}"


def code_of_certificate(holder: APIRequestContext) -> str:
    """Return the public code of the certificate of whoever is logged in, once the worker has made it."""
    for _try in range(240):
        if code := re.search(r"/verify/(\w+)/", holder.get("/my/certificates/").text()):
            return code[1]
        Event().wait(0.25)
    raise AssertionError("the certificate was not made")


def arrive(visitor: APIRequestContext, role: str) -> list[str]:
    """Log in, do what shows more pages, and return addresses to which no link leads."""
    if role:
        log_in(visitor, role)
    if role == "trainer":
        return [unsubscribing(visitor)]
    if role != "second-learner":
        return []
    code = code_of_certificate(visitor)
    receipt, answered = ask_for_receipt(visitor, code), bring_a_list(visitor, code)
    prove_oneself(visitor)
    attempt = begin_a_test(visitor)
    return [attempt, f"{attempt}unanswered/", receipt, answered]


def ask_for_receipt(visitor: APIRequestContext, code: str) -> str:
    """Verify a certificate, ask for the receipt, and return the path of its page."""
    offer = re.search(r'name="offer" value="([^"]+)"', visitor.get(f"/verify/{code}/").text())[1]
    return "/verify/" + post(visitor, "/verify/receipts/", offer=offer).url.partition("/verify/")[2]


def bring_a_list(visitor: APIRequestContext, code: str) -> str:
    """Bring a list of codes of several kinds, and return the path of its page, once the worker has answered it."""
    lines = ["Kod;Ad", f"{code};Aygün Məmmədova", f"{code};", "7KQ2M-9XW4B-H3TZP-5RVNY;", "nothing;"]
    file = {"name": "heyət.csv", "mimeType": "text/csv", "buffer": "\n".join(lines).encode()}
    path = "/verify/" + post_file(visitor, "/verify/many/", file=file).url.partition("/verify/")[2]
    for _try in range(240):
        if "?export=csv" in visitor.get(path).text():
            return path
        Event().wait(0.25)
    raise AssertionError("the list was not answered")


def unsubscribing(trainer: APIRequestContext) -> str:
    """Return where the letter about the demo's announcement lets its reader unsubscribe."""
    letter = re.search(r"/admin/announcement/letter/\d+/", trainer.get("/admin/announcement/").text())[0]
    return re.search(r"/letters/unsubscribe/[^/]+/", trainer.get(f"{letter}az/").text())[0]


def prove_oneself(visitor: APIRequestContext) -> None:
    """Say the password once more, which opens the pages of one's own account for five minutes."""
    post(visitor, "/accounts/reauthenticate/", password=DEMO_PASSWORD)


def enter(visitor: APIRequestContext, stage: str) -> None:
    """Go through the first page of a door."""
    if stage == "with-login-code":
        post(visitor, "/accounts/login/code/", email=demo_address("hr"))
    elif stage == "with-new-account":
        fields = {"email": "newcomer@example.org", "legal_name": "Newcomer", "password1": "dəftər-və-qələm-7"}
        post(visitor, "/accounts/signup/", **fields)
    else:
        post(visitor, "/accounts/password/reset/", email=demo_address("hr"))


def begin_a_test(visitor: APIRequestContext) -> str:
    """Enrol on the MARC course, read it, begin its test, and return the path of the attempt."""
    answer = post(visitor, "/my/courses/MARC-201/enrol/")
    while not answer.url.endswith("/quiz/"):
        answer = post(visitor, _action(answer, "read"))
    return "/my/" + post(visitor, _action(answer, "start")).url.partition("/my/")[2]


def post(visitor: APIRequestContext, path: str, **fields: str) -> APIResponse:
    """Send a form, with the token that came with a page."""
    return visitor.post(path, form=fields | _token(visitor))


def post_file(visitor: APIRequestContext, path: str, **fields: FilePayload) -> APIResponse:
    """Send a form with a file."""
    return visitor.post(path, multipart=fields | _token(visitor))


def _token(visitor: APIRequestContext) -> dict[str, str]:
    visitor.get("/accounts/login/")
    token = next(cookie["value"] for cookie in visitor.storage_state()["cookies"] if cookie["name"] == "csrftoken")
    return {"csrfmiddlewaretoken": token}


def _action(answer: APIResponse, verb: str) -> str:
    return re.search(rf'<form [^>]*action="([^"]*/{verb}/)"', answer.text())[1]
