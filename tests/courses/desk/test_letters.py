"""What officers are written: monthly summaries and news of watched certificates, never behind an ended view."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from academy.accounts.enums import MembershipRole
from academy.accounts.models import Institution, Membership
from academy.accounts.services import agree_to_view, end_view, leave_institution
from certification.enums import RevocationReason
from certification.models import Certificate
from certification.services.revocation import revoke_certificate
from courses.enums import Frequency, Notice
from courses.models import CertificateWatch, SummaryLetter, WatchLetter
from courses.selectors.notices import left_letters
from courses.services.desk.summaries import owe_summaries
from courses.services.desk.watches import forget_dead_watches, look_at_watched, watch_certificate
from courses.services.notices import mail_letter
from courses.services.preferences import choose_frequency
from tests.factories.certification import make_issued
from tests.factories.desk import make_certificate, make_officer, make_requirement, make_staff
from tests.factories.people import make_institution, make_user

pytestmark = pytest.mark.django_db

#: Eight o'clock in Baku on the first of a month.
FIRST = datetime(2030, 3, 1, 4, 0, tzinfo=UTC)


def send_left(notice: Notice) -> int:
    """Send what waits, as the sweep does; return how many went."""
    return sum(mail_letter(notice=notice, pk=letter.pk) for letter in left_letters(notice, timezone.now()))


@pytest.mark.parametrize(
    ("moment", "months"),
    [
        (FIRST - timedelta(minutes=1), []),
        (FIRST, ["2030-02"]),
        (FIRST + timedelta(days=30), ["2030-02"]),
        (FIRST + timedelta(days=31), ["2030-03"]),
        (FIRST - timedelta(days=1), ["2030-01"]),
    ],
)
def test_summary_is_of_the_last_month(moment: datetime, months: list[str], officer) -> None:
    owe_summaries(moment)
    assert [f"{letter.month:%Y-%m}" for letter in SummaryLetter.objects.all()] == months


def test_summary_comes_once_a_month_also_after_an_outage(officer) -> None:
    made = [owe_summaries(FIRST + timedelta(days=days)) for days in (0, 0, 5, 20, 31, 31)]
    assert made == [1, 0, 0, 0, 1, 0]
    assert owe_summaries(FIRST + timedelta(days=200)) == 1


def test_officer_who_came_this_month_has_no_last_one(officer: Membership) -> None:
    Membership.objects.update(since=FIRST.date())
    assert owe_summaries(FIRST + timedelta(hours=1)) == 0


def test_officer_of_two_institutions_has_a_summary_of_each(officer: Membership) -> None:
    make_officer(make_institution("Başqa"), officer.user)
    assert owe_summaries(FIRST) == 2


@pytest.mark.parametrize(
    ("language", "subject"),
    [("az", "İşçiləriniz, "), ("ru", "Ваши сотрудники, "), ("en", "Your staff, ")],
)
def test_summary_says_where_the_staff_stand(language: str, subject: str, institution: Institution) -> None:
    officer = make_officer(institution, make_user(language=language, email="hr@example.org"))
    make_requirement(institution, 30, due_on=timezone.localdate() - timedelta(days=1))
    holder = make_staff(institution, make_user(legal_name="Aygün")).user
    make_certificate(holder, until=timezone.localdate() + timedelta(days=9))
    make_certificate(make_staff(make_institution("Başqa"), make_user(legal_name="Yad")).user)
    Membership.objects.filter(pk=officer.pk).update(since="2020-01-01")
    owe_summaries(FIRST)
    assert (send_left(Notice.SUMMARIES), send_left(Notice.SUMMARIES)) == (1, 0)
    (letter,) = mail.outbox
    assert letter.to == ["hr@example.org"]
    assert letter.subject.startswith(subject)
    assert all(part in letter.body for part in ("Milli Kitabxana", "Aygün", reverse("desk", args=[institution.pk])))
    assert "Yad" not in letter.body
    assert "List-Unsubscribe" in letter.extra_headers


def test_summary_is_dropped_when_the_officer_is_none_any_more(officer: Membership) -> None:
    Membership.objects.update(since="2020-01-01")
    owe_summaries(FIRST)
    Membership.objects.filter(pk=officer.pk).update(role="organiser")
    assert (send_left(Notice.SUMMARIES), SummaryLetter.objects.count(), mail.outbox) == (0, 0, [])


@pytest.mark.parametrize("notice", [Notice.SUMMARIES, Notice.WATCHES])
def test_who_wants_no_letters_gets_none(notice: Notice, institution: Institution, officer: Membership) -> None:
    choose_frequency(user=officer.user, notice=notice, frequency=Frequency.NEVER)
    staff = make_staff(institution)
    watch_certificate(officer=officer, staff=staff, code=expired(staff).code)
    found = {Notice.SUMMARIES: owe_summaries(FIRST), Notice.WATCHES: look_at_watched()}
    assert (found[notice], sum(found.values())) == (0, 1)


def test_letters_of_the_desk_are_chosen_by_officers_alone(officer: Membership, desk: Client, client_of) -> None:
    def kinds(browser: Client) -> list[str]:
        return [*browser.get(reverse("letters")).context["form"].fields]

    assert kinds(desk) == ["announcements", "discussions", "summaries", "watches"]
    assert kinds(client_of(make_user())) == ["announcements", "discussions"]
    chosen = dict.fromkeys(kinds(desk), "at_once") | {"summaries": "never"}
    assert desk.post(reverse("letters"), chosen).status_code == 302
    assert owe_summaries(FIRST) == 0


def expired(staff: Membership) -> Certificate:
    return make_certificate(staff.user, until=timezone.localdate() - timedelta(days=1))


@pytest.fixture
def watched(institution: Institution, officer: Membership) -> CertificateWatch:
    staff = make_staff(institution, make_user(legal_name="Aygün"))
    return watch_certificate(officer=officer, staff=staff, code=make_issued(staff.user).code)


def news() -> list[str]:
    return list(WatchLetter.objects.values_list("news", flat=True))


def revoke(watch: CertificateWatch) -> None:
    certificate = Certificate.objects.get(code=watch.code)
    revoke_certificate(certificate=certificate, reason=RevocationReason.RULES_VIOLATED, revoked_by=None)


def test_nothing_is_told_while_the_certificate_is_in_force(watched: CertificateWatch) -> None:
    assert (look_at_watched(), news()) == (0, [])


def test_revocation_is_told_once(watched: CertificateWatch, officer: Membership) -> None:
    revoke(watched)
    assert (look_at_watched(), look_at_watched(), news()) == (1, 0, ["revoked"])
    assert (send_left(Notice.WATCHES), send_left(Notice.WATCHES)) == (1, 0)
    (letter,) = [letter for letter in mail.outbox if letter.to == [officer.user.email]]
    assert ("Aygün" in letter.body, "revoked" in letter.body) == (True, True)


def test_expiry_is_told_on_the_day_after_the_last(watched: CertificateWatch) -> None:
    Certificate.objects.update(expires_on=timezone.localdate())
    assert look_at_watched() == 0
    Certificate.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    assert (look_at_watched(), news()) == (1, ["expired"])


@pytest.mark.parametrize("end", [end_view, leave_institution])
def test_view_that_ended_ends_the_watch(end, watched: CertificateWatch) -> None:
    end(watched.staff)
    revoke(watched)
    assert (look_at_watched(), news()) == (0, [])


def test_news_found_before_the_end_of_the_view_are_not_told_after_it(watched: CertificateWatch) -> None:
    revoke(watched)
    look_at_watched()
    mail.outbox.clear()
    end_view(watched.staff)
    assert (send_left(Notice.WATCHES), mail.outbox) == (0, [])


def test_officer_of_former_days_is_told_nothing_of_watched_certificates(watched: CertificateWatch) -> None:
    revoke(watched)
    look_at_watched()
    mail.outbox.clear()
    Membership.objects.filter(pk=watched.officer_id).update(role=MembershipRole.MEMBER)
    assert (send_left(Notice.WATCHES), mail.outbox) == (0, [])
    WatchLetter.objects.all().delete()
    assert (look_at_watched(), news()) == (0, [])
    Membership.objects.filter(pk=watched.officer_id).update(role=MembershipRole.HR)
    assert (look_at_watched(), news()) == (1, ["revoked"])


def test_new_consent_revives_no_watch(watched: CertificateWatch) -> None:
    end_view(watched.staff)
    agree_to_view(watched.staff)
    revoke(watched)
    assert look_at_watched() == 0
    CertificateWatch.objects.update(watched_since=timezone.now() - timedelta(days=2))
    assert (forget_dead_watches(), CertificateWatch.objects.count()) == (1, 0)


def test_watch_ends_with_the_work_of_its_officer(watched: CertificateWatch, officer: Membership) -> None:
    officer.delete()
    assert not CertificateWatch.objects.exists()


def test_officer_watches_and_stops(institution: Institution, officer: Membership, desk: Client) -> None:
    staff = make_staff(institution)
    code = make_certificate(staff.user).code
    address = reverse("desk_watch", args=[institution.pk, staff.pk])
    for _time in range(2):
        assert desk.post(address, {"code": code}).status_code == 302
    (watch,) = CertificateWatch.objects.all()
    assert (watch.officer, watch.staff, watch.code) == (officer, staff, code)
    assert [row["watch"] for row in desk.get(reverse("desk_watches", args=[institution.pk])).context["rows"]] == [watch]
    desk.post(reverse("desk_stop_watching", args=[institution.pk, watch.pk]))
    assert not CertificateWatch.objects.exists()


def test_only_what_the_person_holds_in_force_is_watched(institution: Institution, desk: Client) -> None:
    staff = make_staff(institution)
    foreign = make_certificate(make_staff(make_institution("Başqa")).user)
    address = reverse("desk_watch", args=[institution.pk, staff.pk])
    for code in (foreign.code, expired(staff).code, "0" * 20, ""):
        assert desk.post(address, {"code": code}).status_code == 404
    assert not CertificateWatch.objects.exists()
