"""Paper for the day of a session, drawn by ReportLab: the list for the door, and badges. Pure: values in, bytes out."""

from courses.sheets.badges import badges
from courses.sheets.door_list import door_list
from courses.sheets.values import Sheet, SheetPerson

__all__ = ["Sheet", "SheetPerson", "badges", "door_list"]
