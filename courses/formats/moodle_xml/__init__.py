"""Moodle XML (docs.moodle.org, "Moodle XML format"): questions with their pictures, feedback, tags and categories."""

from courses.formats.moodle_xml.reader import read_moodle_xml
from courses.formats.moodle_xml.writer import write_moodle_xml

__all__ = ["read_moodle_xml", "write_moodle_xml"]
