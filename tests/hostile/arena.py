"""One grader for all hostile submissions, and what must be true after each."""

import base64
import json
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import jsonschema

import autograder
from autograder.assignment import Assignment, load_assignment, shipped_folder
from autograder.domain.evidence import Evidence
from autograder.domain.graded import GradedSubmission
from autograder.domain.verdicts import Judged
from autograder.grading import Grader
from autograder.grading.exemplars import criteria_of, standing
from autograder.reporting import Look, read_verdicts, render_outputs
from autograder.reporting.results_model import read_results, results_schema
from autograder.reporting.verdicts import verdicts_schema
from autograder.sandbox import ForkedSandbox, Isolation, open_sandbox
from autograder.sandbox.doctor import examine
from tests.hostile import machine
from tests.hostile.cases import Hostile

HERE = Path(__file__).resolve().parent
ENGINE = Path(autograder.__file__).resolve().parent
_OURS = re.compile(r'autograder/[a-z_/]+\.py|File "|SandboxFailure|JudgeFailure')
_STUDENTS = ("report.html", "results.json")
