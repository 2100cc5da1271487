"""Attendance reports of online rooms as rows: Microsoft Teams, Zoom, Google Meet, BigBlueButton, and their like."""

from courses.formats.attendance_list.reader import StayRow, read_attendance

__all__ = ["StayRow", "read_attendance"]
