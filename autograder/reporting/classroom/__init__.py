"""The class dashboard: static pages, tables and one JSON record, all from one `ClassRecord`."""

from autograder.reporting.classroom.pages import render_class
from autograder.reporting.classroom.published import class_schema, read_class

__all__ = ["class_schema", "read_class", "render_class"]
