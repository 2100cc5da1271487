"""What learning refuses, named for the state. The text says what happened, whether anything is lost, what to do."""

from collections.abc import Sequence

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from academy.errors import RuleBroken


class NotEnrolled(RuleBroken):
    """The person has no enrolment on this course."""

    message = _("You are not enrolled on this course. Enrol on the course page, then come back.")


class CourseNotOpen(RuleBroken):
    """The course has no published lesson yet."""

    message = _("This course has no lessons yet. Come back when the first one is published.")


class ApprovalNeeded(RuleBroken):
    """Whoever runs the course decides about each person."""

    message = _("People come onto this course on request. Send a request from the course page.")


class InvitationNeeded(RuleBroken):
    """Whoever runs the course opens it to each person."""

    message = _("People come onto this course by invitation. Ask whoever runs the course for one.")


class PrerequisitesMissing(RuleBroken):
    """Something has to be achieved before this course. `missing` says in words what."""

    def __init__(self, missing: Sequence[str]) -> None:
        """Name what is missing."""
        self.missing = missing
        words = _("You are not enrolled yet. This is asked for first: {missing}")
        super().__init__(format_lazy(words, missing=" ".join(missing)))


class AlreadyEnrolled(RuleBroken):
    """There is nothing to ask for."""

    message = _("You are enrolled on this course already.")


class RequestNotTaken(RuleBroken):
    """The course takes people in another way."""

    message = _("This course takes no requests. Its page says how people come onto it.")


class RequestDecided(RuleBroken):
    """The request no longer waits: somebody decided, or its author took it back."""

    message = _("This request no longer waits: it was decided or taken back before. Nothing was changed.")


class InvitationRefused(RuleBroken):
    """The invitation enrols nobody, or not this person. No message tells of which course."""

    message = _("This invitation does not exist. Check that the whole address was copied, or ask for a new one.")


class InvitationForeign(InvitationRefused):
    """The invitation is for somebody else's address."""

    message = _(
        "This invitation was written to another e-mail address. Log in with the account that has that address, or ask "
        "for an invitation to yours."
    )


class InvitationEnded(InvitationRefused):
    """Whoever made the invitation took it back."""

    message = _("This invitation was taken back. Ask whoever sent it to you for a new one.")


class InvitationExpired(InvitationRefused):
    """Its day is over."""

    message = _("This invitation has expired. Ask whoever sent it to you for a new one.")


class InvitationUsedUp(InvitationRefused):
    """As many people as were invited have come."""

    message = _("All places of this invitation have been taken. Ask whoever sent it to you for a new one.")


class ListUnreadable(RuleBroken):
    """The whole file cannot be taken as a list of people; nothing of it is kept."""

    TOO_LARGE = _("The file is larger than 2 MB. Divide the list, or leave only addresses and names in it.")
    TOO_MANY = _("The list has more than 5,000 lines. Divide it into several files.")
    EMPTY = _("The file holds no lines. Choose a file with a column of e-mail addresses.")
    NO_ADDRESSES = _("No e-mail address was found in the file. Put the addresses into one column.")
    ENCODING = _(
        "The letters of this file cannot be told. In your spreadsheet program, save it as “CSV UTF-8” or as XLSX, and "
        "choose it again."
    )
    MACROS = _("The file holds macros, which are not taken. Save it as XLSX without macros.")
    NOT_A_LIST = _("This is neither a CSV nor an XLSX file. Save the list as one of these.")
    DAMAGED = _("The file cannot be read. Save it again as “CSV UTF-8” or as XLSX.")

    message = DAMAGED


class CourseCompleted(RuleBroken):
    """What is completed stays completed, so nobody withdraws from it."""

    message = _("You have completed this course, so there is nothing to leave. Your results are kept.")


class AttemptUnderWay(RuleBroken):
    """An attempt at the quiz is still open."""

    message = _("A test is still in progress. Submit it first, then leave the course. Nothing was changed.")


class CohortEnded(RuleBroken):
    """The last day of the cohort is over."""

    message = _("The last day of this cohort is over. Nothing was changed: ask for a place in another one.")


class CohortEndsBeforeStart(RuleBroken):
    """The last day asked for comes before the first."""

    message = _("The last day would come before the first. Nothing was changed: choose a later one.")


class CohortOfAnotherCourse(RuleBroken):
    """The cohort chosen takes a course that the learner does not take."""

    message = _("The cohort takes another course. Nothing was changed.")


class LearningOver(RuleBroken):
    """The learner has completed the course, or left it."""

    message = _("The course is completed, or was left. Nothing was changed.")


class LessonClosed(RuleBroken):
    """The lesson opens to this learner later."""

    message = _("This lesson is not open to you yet. Its page says when it opens. Nothing was changed.")


class MinimumTimeAhead(RuleBroken):
    """The lesson asks to be stayed with for longer."""

    def __init__(self, minutes: int) -> None:
        """Say how long it is still."""
        super().__init__(
            ngettext(
                "The lesson was not marked as read yet: stay with it for %(count)d more minute, then mark it as read.",
                "The lesson was not marked as read yet: stay with it for %(count)d more minutes, then mark it as read.",
                minutes,
            )
            % {"count": minutes}
        )


class EndAhead(RuleBroken):
    """The lesson asks to be read to its end, and the learner has not come there."""

    message = _(
        "The lesson was not marked as read yet: come to the end of the text, choose “I have come to the end” there, "
        "then mark it as read."
    )


class QuizLocked(RuleBroken):
    """Lessons remain to be read before the quiz opens."""

    message = _("The quiz opens when all required lessons have been read. Nothing is lost: go on with the next lesson.")


class QuizNotOpen(RuleBroken):
    """The quiz opens later, or the waiting time after the last attempt is not over. The words say when."""


class QuizOver(RuleBroken):
    """The quiz has closed."""

    message = _(
        "The quiz has closed, so no attempt was started. Your results are kept. Its page says whom to write to."
    )


class NothingToAsk(RuleBroken):
    """Every question has been taken out of the quiz, or out of the banks from which it draws."""

    message = _(
        "The quiz has no questions at the moment, so no attempt was started and none is lost. Write to the trainer."
    )


class NoAttemptsLeft(RuleBroken):
    """Every allowed attempt has been used."""

    message = _("All attempts have been used. Your results are kept. Write to the trainer if you need another attempt.")


class AlreadyPassed(RuleBroken):
    """The quiz is passed; a further attempt could change nothing."""

    message = _("You have already passed this quiz. Your result and your certificate are kept.")


class AwaitsMarking(RuleBroken):
    """An attempt is not marked yet; it may pass."""

    message = _("Your last attempt awaits marking, so no other was started. You will get a letter when it is marked.")


class AlreadyMarked(RuleBroken):
    """Somebody else has marked the answer meanwhile: the first marking counts."""

    message = _("Somebody else has marked this answer meanwhile. That marking counts; yours was not saved.")


class AttemptClosed(RuleBroken):
    """The attempt no longer takes answers: it was submitted before."""

    message = _("This attempt has already been submitted. The answers given before are kept and marked.")


class AttemptTimedOut(AttemptClosed):
    """The server's clock closed the attempt; what was saved before is marked."""

    message = _("Time is up. Your answers have been saved and submitted.")


class AnswerSuperseded(RuleBroken):
    """What was saved is newer than what arrives; the newer stays."""

    message = _("A newer answer to this question was saved from another page or device, and stays. Reload to see it.")


class AnswerInvalid(RuleBroken):
    """The answer does not fit the question; nothing was saved."""

    message = _("This answer does not belong to the question. Nothing was changed: reload the page and answer again.")


class ProgrammeCompleted(RuleBroken):
    """The programme is completed; leaving it could take nothing back."""

    message = _("You have completed this programme. It stays in your personal area together with its certificate.")


class AnnouncementSent(RuleBroken):
    """It was sent: its words stay, and it goes to nobody twice."""

    message = _(
        "This announcement has already been sent. Its words stay as they are; write a new one to add something."
    )


class Muted(RuleBroken):
    """A moderator lets the person read, and not write."""

    message = _("You can read the discussions of this course, but not write in them: a moderator has decided so.")


class TooManyPosts(RuleBroken):
    """The person has written as many posts within an hour as are allowed."""

    message = _("You have written a lot within an hour. Your text was not sent: keep it, and send it a little later.")


class PostRemoved(RuleBroken):
    """The question was deleted or hidden while somebody wrote an answer."""

    message = _("This question has been removed, so it takes no answers.")


class PostStays(RuleBroken):
    """A post that was answered, reported or hidden is no longer its author's alone."""

    message = _("This post can no longer be deleted, because it was answered or reported. Nothing was changed.")


class TrainerNotMuted(RuleBroken):
    """Who teaches a course is not muted on it."""

    message = _("Trainers of the course cannot be muted. Nothing was changed.")


class NoteTooLong(RuleBroken):
    """A note holds no more than its row."""

    message = _("The note is longer than 10,000 characters and was not saved. Shorten it, or keep a part elsewhere.")


class NoteSuperseded(RuleBroken):
    """Another page or device has saved another text of the same note."""

    message = _("This note was changed on another page or device. Your text was not saved, so that neither is lost.")


class PositionSuperseded(RuleBroken):
    """A later position in the recording is kept."""

    message = _("A later position in this recording is kept.")


class QuestionKnownThere(RuleBroken):
    """A bank holds one question of a file once."""

    message = _("The bank already holds this question of the same file. Nothing was changed.")


class QuestionOfAnotherBank(RuleBroken):
    """A question leaves a bank by the hand of its own people alone."""

    message = _("This question stands in a bank of others, so it was not moved.")


class CategoryNotEmpty(RuleBroken):
    """A category that holds something is not deleted."""

    message = _("This category is not empty. Move its questions and categories first.")


class CategoryDrawnFrom(RuleBroken):
    """A category from which a quiz draws is not deleted."""

    message = _("A quiz draws questions from this category. Change the quiz first.")


class CategoryInItself(RuleBroken):
    """A category cannot stand in itself, nor in what stands in it."""

    message = _("A category cannot stand in itself. Choose another place.")


class CategoryTooDeep(RuleBroken):
    """Categories stand in one another ten times at most."""

    message = _("Categories can stand in one another ten times at most. Choose a higher place.")


class CategoryNameTaken(RuleBroken):
    """Two categories of one place have different names."""

    message = _("There is a category of this name in this place. Choose another name or place.")
