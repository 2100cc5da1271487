"""The words of courses, quizzes and the catalogue."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """How much a course takes for granted."""

    BEGINNER = "beginner", _("beginner")
    INTERMEDIATE = "intermediate", _("intermediate")
    ADVANCED = "advanced", _("advanced")


class Accent(models.TextChoices):
    """The colour of a course's catalogue card; it never carries meaning alone."""

    FIRUZA = "firuza", _("turquoise")
    NAR = "nar", _("pomegranate")
    GOLD = "gold", _("gold")


class AttemptState(models.TextChoices):
    """An attempt is open until it is submitted, or closed by the server's clock; then a person may have to mark it."""

    OPEN = "open", _("in progress")
    AWAITING = "awaiting", _("awaits marking")
    SUBMITTED = "submitted", _("submitted")
    TIMED_OUT = "timed_out", _("closed when time was up")


class AttemptLetterKind(models.TextChoices):
    """What a learner is written about a closed attempt."""

    MARKED = "marked", _("a person has marked it")
    REMARKED = "remarked", _("its result has changed")


class RemarkingWay(models.TextChoices):
    """How a question that was wrong is made good in attempts that have asked it."""

    NEWEST = "newest", _("mark again with the newest version of the question")
    FULL = "full", _("everybody gets full marks for the question")


class Grading(models.TextChoices):
    """Which attempt is the result. Nobody starts an attempt after passing, so the last one is the passing one."""

    BEST = "best", _("the best attempt counts")
    LAST = "last", _("the last attempt counts")
    FIRST = "first", _("only the first attempt counts")


class Told(models.IntegerChoices):
    """How much a result tells; each tells what stands before it as well.

    Whether the quiz is passed is never withheld: the course and the certificate would say it.
    """

    VERDICT = 0, _("only whether the quiz is passed")
    SCORE = 1, _("the score")
    ANSWERS = 2, _("the score and the own answers with their marks")
    FEEDBACK = 3, _("the score, the own answers with their marks, and the feedback to them")
    EVERYTHING = 4, _("everything: correct answers and explanations, too")


class ExtraTime(models.IntegerChoices):
    """How much longer than others somebody may take over a timed test, in per cent of its limit.

    Ten times the limit is what WCAG 2.2 (2.2.1) wants to be possible.
    """

    NONE = 0, _("no extra time")
    QUARTER = 25, _("a quarter more")
    HALF = 50, _("half as much again")
    DOUBLE = 100, _("twice the time")
    THREEFOLD = 200, _("three times the time")
    TENFOLD = 900, _("ten times the time")


class LessonOrder(models.TextChoices):
    """Whether a lesson opens only when the required ones before it have been read."""

    FREE = "free", _("in any order")
    IN_ORDER = "in_order", _("one after the other")


class EnrolmentMode(models.TextChoices):
    """How people come onto a course."""

    OPEN = "open", _("anyone may enrol")
    APPROVAL = "approval", _("on request, when the request is approved")
    INVITATION = "invitation", _("by invitation, list or cohort only")


class EnrolmentState(models.TextChoices):
    """Where an enrolment stands."""

    LEARNING = "learning", _("in progress")
    COMPLETED = "completed", _("completed")
    WITHDRAWN = "withdrawn", _("left the course")


class ContentFault(models.TextChoices):
    """What a course or a page lacks for its learners; the label says what to do."""

    IMAGE_WITHOUT_TEXT = (
        "image_without_text",
        _("An image has no text alternative. Describe it, or mark it as decoration."),
    )
    VIDEO_WITHOUT_CAPTIONS = (
        "video_without_captions",
        _("A video has no captions. Add a file of captions, or say that nothing is said or heard."),
    )
    COVER_WITHOUT_TEXT = "cover_without_text", _("The cover has no text alternative. Describe it below the picture.")
    EMPTY = "empty", _("The lesson has no text, so it has no reading time. Write it.")
    NEVER_PUBLISHED = (
        "never_published",
        _("The lesson was never published, so its reading time was not measured. Publish or submit it."),
    )
    NO_LESSON = "no_lesson", _("The course has no lesson. Add one below its page.")
    NO_QUIZ = "no_quiz", _("The course has no final quiz. Add one, with a pass mark.")
    NO_QUESTION = "no_question", _("The final quiz asks nothing. Add questions to it.")
    TOO_FEW_QUESTIONS = (
        "too_few_questions",
        _("The final quiz draws more questions than there are. Draw fewer, or add questions to the bank."),
    )


class PrerequisiteKind(models.TextChoices):
    """What of another course is asked for."""

    COMPLETION = "completion", _("the course is completed")
    CERTIFICATE = "certificate", _("its certificate is in force")


class RequestState(models.TextChoices):
    """A request to enrol waits until somebody decides, or its author takes it back."""

    WAITING = "waiting", _("awaiting approval")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("taken back")


class InvitationState(models.TextChoices):
    """Whether an invitation still enrols people, and why not."""

    OPEN = "open", _("open")
    USED_UP = "used_up", _("all places taken")
    EXPIRED = "expired", _("expired")
    ENDED = "ended", _("ended")


class RowState(models.TextChoices):
    """What the confirmation of a list does with one of its lines, or why it does nothing."""

    READY = "ready", _("will be enrolled")
    NEW = "new", _("no account yet: will be invited by letter")
    INVITED = "invited", _("invited already")
    ENROLLED = "enrolled", _("enrolled already")
    ADDRESS = "address", _("not an e-mail address")
    DUPLICATE = "duplicate", _("this address stands further up")
    EMPTY = "empty", _("no e-mail address")
    FORMULA = "formula", _("a formula: write the text itself")


class EnrolmentLetterKind(models.TextChoices):
    """What somebody on a course is written: on being put on it, on coming into a cohort, and before its last day."""

    ENROLLED = "enrolled", _("on being put on the course")
    JOINED = "joined", _("on coming into the cohort")
    WEEK = "week", _("a week before the last day")
    DAY = "day", _("the day before the last day")


class Topic(models.TextChoices):
    """What a course, seminar or programme is about: the filter of the catalogue."""

    CATALOGUING = "cataloguing", _("cataloguing and metadata")
    CLASSIFICATION = "classification", _("classification and subject indexing")
    DIGITAL = "digital", _("digital libraries")
    INFORMATION_LITERACY = "literacy", _("information literacy")
    OPEN_SCIENCE = "open_science", _("open science and research support")
    READERS = "readers", _("work with readers")
    COLLECTIONS = "collections", _("collections and preservation")
    MANAGEMENT = "management", _("library management")


class Notice(models.TextChoices):
    """What people are written about, and may choose how often."""

    ANNOUNCEMENTS = "announcements", _("announcements of my courses")
    DISCUSSIONS = "discussions", _("questions and answers under lessons")
    SUMMARIES = "summaries", _("monthly summaries of the HR desk")
    WATCHES = "watches", _("watched certificates of the HR desk")


class Frequency(models.TextChoices):
    """How often letters of one kind come."""

    AT_ONCE = "at_once", _("at once")
    DAILY = "daily", _("once a day")
    WEEKLY = "weekly", _("once a week")
    NEVER = "never", _("never")


class CatalogueKind(models.TextChoices):
    """What the catalogue holds."""

    COURSE = "course", _("course")
    SEMINAR = "seminar", _("seminar")
    PROGRAMME = "programme", _("programme")


class Length(models.TextChoices):
    """How long something takes, by its CPD hours."""

    SHORT = "short", _("under 3 hours")
    MEDIUM = "medium", _("from 3 to 8 hours")
    LONG = "long", _("over 8 hours")


class CatalogueOrder(models.TextChoices):
    """How the catalogue is sorted."""

    NEWEST = "newest", _("newest first")
    TITLE = "title", _("by title")


class ItemFault(models.TextChoices):
    """What of a question needs attention, the worst first; `selectors/figures.py` says what to do."""

    NEGATIVE = "negative", _("answer in doubt")
    KEY_BEATEN = "key_beaten", _("wrong option preferred")
    TOO_HARD = "too_hard", _("too hard")
    WEAK = "weak", _("tells nobody apart")
    TOO_EASY = "too_easy", _("too easy")
    UNUSED = "unused", _("unused option")
    TOO_FEW = "too_few", _("too few data")


class Quality(models.TextChoices):
    """What a number means."""

    GOOD = "good", _("good")
    FAIR = "fair", _("acceptable")
    POOR = "poor", _("needs attention")
    UNKNOWN = "unknown", _("too few data")
