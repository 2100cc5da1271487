"""Seminars in the words of schema.org: a course, given at dates that are events. The online room stays untold."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from academy.cms.structured_data import Thing, organization, script_of
from courses.enums import Meetings, SeminarFormat
from courses.models import SeminarPage
from courses.selectors.meetings import Meeting
from courses.selectors.seminars import SeminarView
from courses.templatetags.course_data import common, duration_of

register = template.Library()

SCHEMA = "https://schema.org/"
ATTENDANCE = {
    SeminarFormat.IN_PERSON: f"{SCHEMA}OfflineEventAttendanceMode",
    SeminarFormat.ONLINE: f"{SCHEMA}OnlineEventAttendanceMode",
    SeminarFormat.HYBRID: f"{SCHEMA}MixedEventAttendanceMode",
}
MODES = {SeminarFormat.IN_PERSON: "Onsite", SeminarFormat.ONLINE: "Online", SeminarFormat.HYBRID: "Blended"}


@register.simple_tag(takes_context=True)
def seminar_data(context: dict[str, Any], page: SeminarPage, view: SeminarView) -> SafeString:
    """Describe a seminar, free of charge as everything here, and each session; a cancelled one says so."""
    about = common(page, context["request"], "Course")
    organizers = [{"@type": "Organization", "name": name} for name in view.organisers] or [organization()]
    common_facts = _common_facts(page, about, organizers)
    events = [common_facts | _event(page, meeting, about["url"]) for meeting in view.meetings]
    course = about | {
        "courseCode": page.seminar.code,
        "provider": organizers,
        "offers": [{"@type": "Offer", "category": "Free"}],
        "teaches": [aim.value for aim in page.aims],
        "hasCourseInstance": _instances(page, view, about["url"]),
    }
    return script_of(course, *events)


def _common_facts(page: SeminarPage, about: Thing, organizers: list[Thing]) -> Thing:
    performers = [_person(speaker.value) for speaker in page.speakers]
    return about | {
        "@type": "EducationEvent",
        "eventAttendanceMode": ATTENDANCE[SeminarFormat(page.seminar.format)],
        "organizer": organizers,
        **({"performer": performers} if performers else {}),
    }


def _person(speaker: Any) -> Thing:
    post = {"jobTitle": speaker["post"]} if speaker["post"] else {}
    return {"@type": "Person", "name": speaker["name"], **post}


def _instances(page: SeminarPage, view: SeminarView, url: str) -> list[Thing]:
    """Tell of each date at which the whole is given: of every session where people choose one, else of all as one."""
    planned = [meeting for meeting in view.meetings if not meeting.is_cancelled]
    is_one = page.seminar.meetings == Meetings.PARTS
    return [_instance(page, group, url) for group in ([planned] if is_one else [[one] for one in planned]) if group]


def _instance(page: SeminarPage, meetings: list[Meeting], url: str) -> Thing:
    return {
        "@type": "CourseInstance",
        "courseMode": MODES[SeminarFormat(page.seminar.format)],
        "courseWorkload": duration_of(page.seminar.cpd_hours),
        "startDate": meetings[0].starts_at.isoformat(),
        "endDate": meetings[-1].ends_at.isoformat(),
        "subEvent": [{"@id": _id(meeting, url)} for meeting in meetings],
    }


def _id(meeting: Meeting, url: str) -> str:
    return f"{url}#session-{meeting.pk}"


def _event(page: SeminarPage, meeting: Meeting, url: str) -> Thing:
    return {
        "@id": _id(meeting, url),
        "eventStatus": SCHEMA + _status(meeting),
        "startDate": meeting.starts_at.isoformat(),
        "endDate": meeting.ends_at.isoformat(),
        "location": _places(page, meeting, url),
        **({"offers": _offer(meeting, url)} if meeting.takes_registrations else {}),
    }


def _status(meeting: Meeting) -> str:
    if meeting.is_cancelled:
        return "EventCancelled"
    return "EventRescheduled" if meeting.is_changed else "EventScheduled"


def _places(page: SeminarPage, meeting: Meeting, url: str) -> list[Thing]:
    online = {"@type": "VirtualLocation", "url": url}
    words = meeting.place or str(page.seminar.institution or organization()["name"])
    place = {"@type": "Place", "name": words, "address": words}
    if meeting.map_url:
        place["hasMap"] = meeting.map_url
    places = {SeminarFormat.ONLINE: [online], SeminarFormat.IN_PERSON: [place]}
    return places.get(SeminarFormat(page.seminar.format), [place, online])


def _offer(meeting: Meeting, url: str) -> Thing:
    availability = "InStock" if meeting.has_free_seat else "SoldOut"
    return {
        "@type": "Offer",
        "url": url,
        "price": 0,
        "priceCurrency": "AZN",
        "availability": SCHEMA + availability,
        "validThrough": meeting.closes_at.isoformat(),
    }
