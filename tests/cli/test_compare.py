"""`autograde compare`: one row out for each row in, in order, whatever comes in."""

import json
import subprocess
import sys
from pathlib import Path

KEYS = ["id", "verdict", "proved", "witness", "reason", "cpu_ms"]


def compare(rows: str | bytes, source: str = "-") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "autograder", "compare", source]
    entered = rows.encode() if isinstance(rows, str) else rows
    return subprocess.run(command, input=entered, capture_output=True, check=False, timeout=120)


def answers(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, object]]:
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_rows_come_out_in_order_with_their_ids() -> None:
    rows = [{"id": k, "student": f"x+{k}", "reference": "x+3", "syntax": "text"} for k in range(6)]
    found = answers(compare("\n".join(json.dumps(row) for row in rows)))
    assert [row["id"] for row in found] == list(range(6))
    assert [row["verdict"] for row in found] == ["different"] * 3 + ["equal"] + ["different"] * 2
    assert all(list(row) == KEYS for row in found)


def test_a_malformed_row_is_invalid_and_the_others_are_answered() -> None:
    rows = [
        "junk",
        '{"id": "a", "student": 1}',
        '{"id": "b", "student": "\\ud800", "reference": "1"}',
        '{"id": "c", "student": "\\\\frac12", "reference": "0.5"}',
    ]
    found = answers(compare("\n".join(rows)))
    assert [row["id"] for row in found] == [None, "a", "b", "c"]
    assert [row["verdict"] for row in found] == ["invalid", "invalid", "invalid", "equal"]
    assert all(row["reason"] for row in found[:3])


def test_bytes_that_are_no_text_are_an_invalid_row() -> None:
    found = answers(compare(b'\xff\xfe{"id"\n{"id": 2, "student": "1", "reference": "1"}\n'))
    assert [row["verdict"] for row in found] == ["invalid", "equal"]


def test_blank_lines_are_no_rows_and_nothing_in_is_nothing_out() -> None:
    assert answers(compare("\n\n  \n")) == []
    assert answers(compare("")) == []


def test_an_endless_row_is_one_invalid_row() -> None:
    long = '{"id": 1, "student": "' + "x+" * 400_000 + 'x", "reference": "x"}'
    found = answers(compare(long + '\n{"id": 2, "student": "1", "reference": "1"}'))
    assert [row["verdict"] for row in found] == ["invalid", "equal"]


def test_a_file_is_read_like_standard_input(tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text('{"id": "é", "student": "2", "reference": "1+1"}\n', encoding="utf-8")
    assert answers(compare(b"", str(pairs)))[0]["id"] == "é"


def test_a_file_that_is_not_there_is_bad_usage(tmp_path: Path) -> None:
    done = compare(b"", str(tmp_path / "none.jsonl"))
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_rows_are_answered_as_they_come() -> None:
    command = [sys.executable, "-m", "autograder", "compare", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for _ in range(2):
            process.stdin.write(b'{"id": 1, "student": "1", "reference": "1"}\n')
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["verdict"] == "equal"
        process.stdin.close()
        assert process.wait(20) == 0
