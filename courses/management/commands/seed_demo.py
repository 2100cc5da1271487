"""The demo site in one command; a second run takes seconds and changes nothing."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from academy.accounts.models import User
from academy.accounts.services import make_demo_accounts
from certification import api as certification
from courses.management.seeding.admissions import seed_admissions
from courses.management.seeding.banks import seed_banks
from courses.management.seeding.content import COURSES, pictures_of, read
from courses.management.seeding.desk import seed_desk
from courses.management.seeding.evaluations import seed_evaluation, seed_evaluation_answers
from courses.management.seeding.integrations import seed_integrations
from courses.management.seeding.learning import seed_course
from courses.management.seeding.office import seed_register_copy, seed_transcripts
from courses.management.seeding.participants import seed_participants
from courses.management.seeding.people import seed_institutions, seed_learning
from courses.management.seeding.programmes import seed_programmes
from courses.management.seeding.review import seed_review
from courses.management.seeding.rules import seed_rules
from courses.management.seeding.school_class import seed_class
from courses.management.seeding.seminars import seed_seminars
from courses.management.seeding.site import seed_homes, seed_index, seed_texts
from courses.management.seeding.talk import seed_talk
from courses.management.seeding.translations import seed_translations
from courses.models import CourseIndexPage, ProgrammeIndexPage, SeminarIndexPage


class Command(BaseCommand):
    """Makes site, courses, seminars, people and certificates of the demo."""

    help = "Make the demo: site, courses, seminars, accounts. Runs again without harm; refused in production."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - the signature is Django's
        """Make everything in one transaction, so that a break leaves nothing half made."""
        if settings.PRODUCTION:
            raise CommandError("The demo's accounts have a published password: not in production.")
        with transaction.atomic():
            accounts = self._seed()
        # Nothing is listed before it is issued, and nothing is issued before it stands.
        seed_transcripts([accounts["learner"], accounts["second-learner"]])
        seed_register_copy(accounts["registrar"])
        self.stdout.write("The demo is in place.")

    @staticmethod
    def _seed() -> dict[str, User]:
        definitions = read("site", "institution.toml")["institutions"]
        institutions = seed_institutions(definitions)
        accounts = make_demo_accounts(read("site", "accounts.toml"))
        certification.ensure_demo_key()
        certification.ensure_demo_log_key()
        templates = certification.set_up_office(
            slug="academy", texts=read("site", "certificate.toml"), pictures=pictures_of("site")
        )
        homes = seed_homes()
        index = seed_index(CourseIndexPage, "courses", homes)
        programme_index = seed_index(ProgrammeIndexPage, "programmes", homes)
        seminar_index = seed_index(SeminarIndexPage, "seminars", homes)
        seed_texts(homes)
        for folder in COURSES:
            seed_course(folder, index, owner=accounts["trainer"], certificate_template=templates["competence"])
        seed_translations("UDC-101")
        seed_seminars(
            seminar_index,
            owner=accounts["trainer"],
            institutions={told["code"]: made for told, made in zip(definitions, institutions, strict=True)},
            certificate_template=templates["attendance"],
            evaluation=seed_evaluation(owner=accounts["trainer"], institution=institutions[0]),
        )
        seed_banks(owner=accounts["trainer"], institution=institutions[0])
        seed_review()
        seed_learning(accounts)
        certification.show_life_after_issue(
            holder=accounts["learner"], template=templates["competence"], texts=read("site", "certificates.toml")
        )
        seed_admissions(accounts)
        seed_talk(accounts)
        seed_programmes(
            programme_index,
            owner=accounts["trainer"],
            learners=[accounts["learner"], accounts["second-learner"]],
            certificate_template=templates["programme"],
            institution=institutions[0],
        )
        seed_rules()
        seed_class()
        seed_desk(institutions[0], officer=accounts["hr"], learner=accounts["learner"])
        seed_integrations(institutions[0], officer=accounts["hr"])
        seed_participants(accounts, organiser=accounts["trainer"])
        seed_evaluation_answers(accounts["learner"])
        return accounts
