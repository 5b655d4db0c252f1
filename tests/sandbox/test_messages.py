import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.domain.faults import Fault, FaultKind, Place
from autograder.sandbox import FunctionCall, Isolation, Job, Layer, Limits, NamedValue, Returned
from autograder.sandbox.messages import (
    UnexpectedRecord,
    decode_isolation,
    decode_reply,
    decode_request,
    decode_setup,
    encode_failure,
    encode_isolation,
    encode_reply,
    encode_request,
    encode_setup,
    printable,
    without,
)
from autograder.wire import encode

FAULT = Fault(FaultKind.EXCEPTION, "f raised", Place("solution.py", 3, 4), "look there")


def test_a_setup_arrives_as_it_was_sent() -> None:
    job = Job({}, (), entry="a.py", limits=Limits(call_seconds=0.5), seed=7)
    setup = decode_setup(encode_setup(job, "/tmp/x"))
    assert (setup.folder, setup.entry, setup.seed, setup.limits) == ("/tmp/x", "a.py", 7, job.limits)


@pytest.mark.parametrize("request_", [FunctionCall("f", {"b": 1.5, "a": [1, 2]}), NamedValue("4.1 A", "TABLE")])
def test_a_request_arrives_as_it_was_sent(request_: FunctionCall | NamedValue) -> None:
    assert decode_request(encode_request(3, request_)) == (3, request_)


def test_the_order_of_arguments_is_kept() -> None:
    _, call = decode_request(encode_request(0, FunctionCall("f", {"z": 1, "a": 2})))
    assert isinstance(call, FunctionCall)
    assert list(call.arguments) == ["z", "a"]


@pytest.mark.parametrize("outcome", [FAULT, Fault(FaultKind.MISSING, "no f"), Returned([1.0, None]), Returned(None)])
def test_a_reply_arrives_as_it_was_sent(outcome: Returned | Fault) -> None:
    assert decode_reply(encode_reply(2, outcome), 2) == outcome


def test_a_reply_to_another_request_is_refused() -> None:
    with pytest.raises(UnexpectedRecord, match="another request"):
        decode_reply(encode_reply(2, FAULT), 3)


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reading_of_a_reply(noise: bytes) -> None:
    with pytest.raises(UnexpectedRecord):
        decode_reply(noise, 0)


scraps = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just(np.zeros(2)),
    lambda part: st.lists(part, max_size=4) | st.dictionaries(st.sampled_from(["index", "value", "fault"]), part),
)


@given(scraps)
def test_every_forged_record_is_an_outcome_or_refused(forged: object) -> None:
    try:
        outcome = decode_reply(encode(forged), 0)
    except UnexpectedRecord:
        return
    assert isinstance(outcome, Returned | Fault)


@pytest.mark.parametrize(
    "forged",
    [
        {"index": 0, "value": 1, "fault": []},
        {"index": 0, "value": 1, "more": 1},
        {"index": True, "value": 1},
        {"index": 0, "fault": ["no such fault", "", "", None]},
        {"index": 0, "fault": ["crashed", "", ""]},
        {"index": 0},
        [0, 1],
    ],
)
def test_a_record_that_is_nearly_right_is_refused(forged: object) -> None:
    with pytest.raises(UnexpectedRecord):
        decode_reply(encode(forged), 0)


def test_a_forged_fault_cannot_carry_control_characters_or_a_nonsense_place() -> None:
    forged = {"index": 0, "fault": ["crashed", "a\x1b[31m\ud800b" + "x" * 9999, "", ["f.py", -5, None]]}
    outcome = decode_reply(encode(forged), 0)
    assert isinstance(outcome, Fault)
    assert outcome.message.startswith("a�[31m�b")
    assert len(outcome.message) < 2100
    assert outcome.place is None


def test_isolation_is_told_with_reasons() -> None:
    told = Isolation({Layer.LANDLOCK: "the kernel does not offer it"})
    assert decode_isolation(encode_isolation(told)) == told
    with pytest.raises(UnexpectedRecord, match="no memory"):
        decode_isolation(encode_failure("no memory"))
    with pytest.raises(UnexpectedRecord, match="isolation"):
        decode_isolation(encode_reply(0, FAULT))


def test_text_is_made_fit_to_show_and_free_of_the_folder() -> None:
    assert printable("é\n\0") == "é\n�"
    assert without("at /tmp/j1/solution.py in /tmp/j1", "/tmp/j1") == "at solution.py in ."


def test_nor_does_the_beginning_of_it_where_text_was_cut() -> None:
    folder = "/tmp/autograde-0123/4567"
    for length in range(len("/tmp/autograde-0"), len(folder)):
        assert without(f"File {folder[:length]}", folder) == "File "
    assert without("it is in /tmp", folder) == "it is in /tmp"
