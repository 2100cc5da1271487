"""Reads that more than one place needs."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from anyascii import anyascii
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from academy.accounts.models import Institution, Membership, User
from certification.codes import grouped
from certification.data import BatchRow, Snapshot
from certification.enums import (
    ENDED,
    IN_PRODUCTION,
    IN_THE_WORLD,
    Failure,
    Kind,
    LineState,
    ProposalKind,
    ProposalState,
    Standing,
    State,
)
from certification.errors import NameUnprintable, TemplateUnpublished
from certification.models import (
    Batch,
    Certificate,
    CertificateTemplate,
    ChainHead,
    CodeList,
    ExpiryReminder,
    Proposal,
    RegisterCopy,
    Revocation,
    RevocationList,
    TemplateVersion,
    Verification,
)
from certification.rendering.names import printable_name

#: A certificate that is to take the place of another, and is not issued yet: until then the other one counts.
PENDING_REPLACEMENT = Q(supersedes__isnull=False) & ~Q(state__in=IN_THE_WORLD)

#: What production can carry on with by itself. A name that cannot be printed waits for its holder instead.
UNFINISHED = (Q(state__in=IN_PRODUCTION) & ~Q(failure=Failure.NAME)) | Q(
    state=State.ISSUED, mailed_at=None, owes_letter=True, holder__isnull=False
)

#: A copy of the register that fails so often is not tried any more.
MOST_ATTEMPTS: Final = 3
#: The chains whose heads a copy names.
CHAINS: Final = (ChainHead.HISTORY, ChainHead.LOG)


def certificates_held_by(user: User) -> QuerySet[Certificate]:
    """Everything certified to this person, the newest first. Transcripts certify nothing more, so they are left out."""
    return documents_held_by(user).exclude(snapshot__kind=Kind.TRANSCRIPT)


def transcripts_held_by(user: User) -> QuerySet[Certificate]:
    """The transcripts of this person, the newest first."""
    return documents_held_by(user).filter(snapshot__kind=Kind.TRANSCRIPT)


def documents_held_by(user: User) -> QuerySet[Certificate]:
    """Certificates and transcripts, the newest first. What replaces another is left out until it is issued."""
    held = Certificate.objects.filter(holder=user).exclude(PENDING_REPLACEMENT).exclude(state=State.WITHDRAWN)
    held = held.select_related("revocation", "superseded_by")
    return held.order_by("-reserved_at", "-pk")


def certificates_in_force(user: User, day: date) -> QuerySet[Certificate]:
    """What stands for an achievement of this person on that day; what is still being made was decided, and counts."""
    lasting = Q(expires_on=None) | Q(expires_on__gte=day)
    held = Certificate.objects.filter(lasting, holder=user).exclude(state__in=ENDED)
    return held.exclude(snapshot__kind=Kind.TRANSCRIPT)


def certificates_counted(users: Collection[int] | QuerySet) -> QuerySet[Certificate]:
    """What these people hold or held, the newest first. What was replaced counts no more, nor what never came about."""
    counted = ~Q(state__in=ENDED) | Q(state=State.REVOKED)
    held = Certificate.objects.filter(counted, holder__in=users).exclude(PENDING_REPLACEMENT)
    held = held.exclude(snapshot__kind=Kind.TRANSCRIPT)
    return held.order_by("-reserved_at", "-pk")


def standing_on(state: str, expires_on: date | None, day: date) -> Standing:
    """Say what a certificate is worth on that day; what is still being made was decided, and counts."""
    if state == State.REVOKED:
        return Standing.REVOKED
    if state in ENDED:
        return Standing.SUPERSEDED
    return Standing.EXPIRED if expires_on and expires_on < day else Standing.VALID


def certificates_in_the_world() -> QuerySet[Certificate]:
    """What answers to a code or a file, with all that the answer needs."""
    known = Certificate.objects.filter(state__in=IN_THE_WORLD)
    return known.select_related("revocation", "replacement", "superseded_by", "signing_key")


def verification_counts(user: User) -> dict[int, int]:
    """Return how often each certificate of this person was asked for, by its id, as long as that is kept. One query."""
    asked = Verification.objects.filter(certificate__holder=user).values_list("certificate")
    return dict(asked.annotate(Count("pk")).order_by())


def certificates_standing(standing: Standing, day: date) -> Q:
    """Narrow what is in the world to what stands so on that day."""
    over = Q(expires_on__lt=day)
    return {
        Standing.VALID: Q(state=State.ISSUED) & ~over,
        Standing.EXPIRED: Q(state=State.ISSUED) & over,
        Standing.REVOKED: Q(state=State.REVOKED),
        Standing.SUPERSEDED: Q(state=State.SUPERSEDED),
    }[standing]


def registered_certificates(copy: RegisterCopy) -> QuerySet[Certificate]:
    """What was issued in the days of the copy, by the site's clock, in the order of issue.

    Each row carries the heads of both chains: one statement reads all, so they are of one moment without a lock.
    """
    zone = timezone.get_current_timezone()
    begins, ends = (
        datetime.combine(day, time.min, tzinfo=zone) for day in (copy.first_day, copy.last_day + timedelta(days=1))
    )
    known = certificates_in_the_world().filter(issued_at__gte=begins, issued_at__lt=ends)
    if copy.template_id:
        known = known.filter(template=copy.template_id)
    if copy.issuer_id:
        known = known.filter(template__issuer=copy.issuer_id)
    if copy.standing:
        known = known.filter(certificates_standing(Standing(copy.standing), timezone.localdate()))
    anchors = {f"{name}_{field}": _head_of(name, field) for name in CHAINS for field in ("position", "hash")}
    return known.annotate(**anchors).defer("signing_key__certificate_pem", "search_text").order_by("issued_at", "pk")


def _head_of(chain: str, field: str) -> Subquery:
    return Subquery(ChainHead.objects.filter(pk=chain).values(field))


def unfinished_copies(moment: datetime) -> QuerySet[RegisterCopy]:
    """Copies of the register that nobody is making and that were not tried too often."""
    return RegisterCopy.objects.filter(made_at=None, attempts__lt=MOST_ATTEMPTS, next_attempt_at__lte=moment)


def certificates_of_members(institution: Institution) -> QuerySet[Certificate]:
    """What is in the world of those members who let HR officers see it, in the order of issue.

    Whoever leaves, or takes the consent back, is not seen any more, and keeps the certificates.
    """
    members = Membership.objects.filter(institution=institution, consented_at__isnull=False).values("user")
    known = certificates_in_the_world().filter(holder__in=members).exclude(snapshot__kind=Kind.TRANSCRIPT)
    return known.order_by("issued_at", "pk")


def certificates_expiring(first: date, last: date) -> QuerySet[Certificate]:
    """What is in force and has its last day between these days, where somebody asked to be told of it."""
    told = Membership.objects.filter(consented_at__isnull=False, institution__webhook_endpoints__isnull=False)
    holders = told.values("user")
    ending = Certificate.objects.filter(state=State.ISSUED, expires_on__range=(first, last), holder__in=holders)
    return ending.select_related("holder").order_by("expires_on", "pk")


def unfinished_certificates(moment: datetime) -> QuerySet[Certificate]:
    """What was never queued, died half-way, failed, or was never mailed, and is due again."""
    return Certificate.objects.filter(UNFINISHED, next_attempt_at__lte=moment).order_by("next_attempt_at")


#: Decided and not in the world yet; or there, and the letter that is owed could not be sent.
_WAITING = Q(state__in=IN_PRODUCTION) | (
    Q(state=State.ISSUED, mailed_at=None, owes_letter=True, holder__isnull=False) & ~Q(failure_detail="")
)
#: So long may a certificate wait before the first page of the CMS says a word.
OVERDUE: Final = timedelta(hours=1)


def waiting_certificates() -> QuerySet[Certificate]:
    """What somebody may have to look after, the oldest first."""
    return Certificate.objects.filter(_WAITING).select_related("holder").order_by("reserved_at", "pk")


def count_waiting() -> dict[str, int]:
    """How many wait for each reason; the empty one for those that have not failed. One query."""
    counts = waiting_certificates().values_list("failure").annotate(Count("pk")).order_by("failure")
    return dict(counts)


def overdue_certificates(moment: datetime) -> QuerySet[Certificate]:
    """What waits for too long. A name that cannot be printed waits for its holder, who was told."""
    return waiting_certificates().filter(reserved_at__lt=moment - OVERDUE).exclude(failure=Failure.NAME)


def certificates_waiting_for_a_name() -> QuerySet[Certificate]:
    """What could not be produced because its holder's name cannot be printed."""
    waiting = Certificate.objects.filter(state=State.FAILED, failure=Failure.NAME, holder__isnull=False)
    return waiting.select_related("holder")


def unmailed_revocations() -> QuerySet[Revocation]:
    """Revocations of which the holder, who is still there to be told, was not told."""
    return Revocation.objects.filter(mailed_at=None, certificate__holder__isnull=False)


def unfinished_proposals() -> QuerySet[Proposal]:
    """What two people decided, a worker does, and none has finished. A key is changed by the command alone."""
    decided = Proposal.objects.filter(state=ProposalState.CONFIRMED, carried_out_at=None)
    return decided.exclude(kind=ProposalKind.KEY_CHANGE)


def expiring_certificates(first: date, last: date) -> QuerySet[Certificate]:
    """What is in force and ends between these days, its holder known and nothing newer decided."""
    later = Certificate.objects.filter(
        holder=OuterRef("holder"), achievement_key=OuterRef("achievement_key"), sequence__gt=OuterRef("sequence")
    )
    ending = Certificate.objects.filter(state=State.ISSUED, superseded_by=None, expires_on__range=(first, last))
    return ending.filter(~Exists(later.exclude(state=State.WITHDRAWN)), holder__is_active=True)


def owed_reminders(today: date) -> QuerySet[ExpiryReminder]:
    """Reminders that were not sent, of what still ends; readers who left the house are not written to."""
    ending = expiring_certificates(today, date.max)
    owed = ExpiryReminder.objects.filter(mailed_at=None, certificate__in=ending, reader__is_active=True)
    return owed.select_related("certificate")


def newest_list(authority: str) -> RevocationList | None:
    """Return the list of revoked keys that this authority signed last."""
    return RevocationList.objects.filter(authority=authority).order_by("-number").first()


def published_templates() -> QuerySet[CertificateTemplate]:
    """Templates that certificates can be issued from: at least one version of each is published."""
    return CertificateTemplate.objects.filter(pk__in=TemplateVersion.objects.values("template"))


def newest_version(template: CertificateTemplate) -> TemplateVersion:
    """Return the version that certificates are issued from now. Raises TemplateUnpublished."""
    version: TemplateVersion | None = template.versions.first()
    if version is None:
        raise TemplateUnpublished
    return version


def folded(text: str) -> str:
    """Return the text in small Latin letters: “Ə” as “e”, “Страница” as “stranitsa”. No database folds scripts."""
    return anyascii(text).lower()


def search_text(snapshot: Snapshot, name: str) -> str:
    """Return all that a registrar may remember of a certificate, folded; `name` is the holder's, printable or not."""
    code = snapshot["code"]
    return folded(" ".join([name, *snapshot["titles"].values(), snapshot["achievement_key"], grouped(code), code]))


def certificates_matching(query: str, known: QuerySet[Certificate]) -> QuerySet[Certificate]:
    """Those of `known` where each word of the query occurs: in the frozen texts, the code or the holder's address."""
    for word in query.split():
        known = known.filter(Q(search_text__contains=folded(word)) | Q(holder__email__icontains=word))
    return known


def unanswered_code_lists(moment: datetime) -> QuerySet[CodeList]:
    """Lists that are not answered whole, and that nobody has just brought."""
    return CodeList.objects.filter(done__lt=F("size"), uploaded_at__lt=moment - timedelta(minutes=1))


@dataclass(frozen=True, kw_only=True)
class BatchLine:
    """A line of a bulk issue, and what its confirmation would do."""

    line: int
    name: str
    address: str
    state: LineState


def batch_lines(batch: Batch) -> list[BatchLine]:
    """Every line with its state at this moment. Two queries."""
    holders = [row["holder"] for row in batch.rows if row["holder"]]
    people = User.objects.in_bulk(holders)
    known = Certificate.objects.filter(holder__in=holders, achievement_key=batch.achievement_key)
    held = {holder for holder in known.values_list("holder_id", flat=True) if holder}
    return [_line(row, people.get(row["holder"]), held) for row in batch.rows]


def _line(row: BatchRow, person: User | None, held: set[int]) -> BatchLine:
    if row["problem"]:
        return BatchLine(line=row["line"], name="", address=row["text"], state=LineState(row["problem"]))
    if person is None:
        return BatchLine(line=row["line"], name="", address=row["text"], state=LineState.GONE)
    state = LineState.HELD if person.pk in held else _name_state(person.legal_name)
    return BatchLine(line=row["line"], name=person.legal_name, address=person.email, state=state)


def _name_state(name: str) -> LineState:
    try:
        printable_name(name)
    except NameUnprintable:
        return LineState.NAME
    return LineState.READY


@dataclass(frozen=True, kw_only=True)
class BatchProgress:
    """How far a confirmed bulk issue has come. `failures` counts certificates that wait, by the reason."""

    total: int
    done: int
    held: int
    faulty: int
    issued: int
    waiting: int
    failures: Mapping[Failure, int]

    @property
    def is_finished(self) -> bool:
        """Whether nothing is left that production does by itself."""
        return self.done == self.total and not self.waiting

    @property
    def percent(self) -> int:
        """The part of the people who are to get a certificate and have it, rounded down."""
        people = self.total - self.faulty - self.held
        return self.issued * 100 // people if people else 100


def batch_progress(batch: Batch) -> BatchProgress:
    """Count. One query."""
    counts = Certificate.objects.filter(batch=batch).values_list("state", "failure").annotate(Count("pk")).order_by()
    by_state, failures = Counter[str](), Counter[Failure]()
    for state, failure, number in counts:
        by_state[state] += number
        if state == State.FAILED:
            failures[Failure(failure)] += number
    issued = sum(by_state[state] for state in IN_THE_WORLD)
    return BatchProgress(
        total=batch.size,
        done=batch.done,
        held=batch.held,
        faulty=batch.faulty,
        issued=issued,
        waiting=by_state.total() - issued - failures[Failure.NAME],
        failures=failures,
    )


def unfinished_batches() -> QuerySet[Batch]:
    """Confirmed bulk issues of which some lines are not dealt with."""
    return Batch.objects.filter(confirmed_at__isnull=False, done__lt=F("size"))


def visible_batches(user: User) -> QuerySet[Batch]:
    """Bulk issues that the person has proposed; all of them for whoever keeps the register."""
    if user.has_perm("certification.view_batch"):
        return Batch.objects.all()
    return Batch.objects.filter(proposed_by=user)


def batch_files(batch: Batch) -> QuerySet[Certificate]:
    """The issued certificates of a bulk issue that stand, by their code."""
    return Certificate.objects.filter(batch=batch, state=State.ISSUED).order_by("code")
