"""Paper for the day of a session, drawn by ReportLab: the list for the door, and badges. Pure: values in, bytes out."""

from courses.sheets.values import Sheet, SheetPerson

__all__ = ["Sheet", "SheetPerson"]
