import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from pydantic import ValidationError

from autograder.domain.classroom import ClassRecord
from autograder.reporting.classroom import class_schema, read_class
from autograder.reporting.classroom.published import class_json


def test_the_published_schema_is_current(golden: Callable[..., None], docs: Path) -> None:
    written = json.dumps(class_schema(), ensure_ascii=False, indent=1).encode() + b"\n"
    golden("class.schema.json", written, folder=docs)


def test_the_record_keeps_to_its_schema(rendered: dict[str, bytes]) -> None:
    jsonschema.validate(json.loads(rendered["class.json"]), class_schema())


def test_what_is_written_reads_back_with_exact_points(rendered: dict[str, bytes], busy: ClassRecord) -> None:
    read = read_class(rendered["class.json"])
    assert read.students == busy.students
    assert read.distribution.mean == busy.distribution.mean
    assert class_json(read) == rendered["class.json"]


def test_a_record_of_another_shape_is_refused() -> None:
    with pytest.raises(ValidationError):
        read_class(b'{"schema_version": 1}')
