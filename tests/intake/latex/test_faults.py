"""Each slip of writing gets a fault with its line, and what can be read is read."""

import pytest

from autograder.intake import read_document


def read(source: str) -> tuple[dict[tuple[str, str | None], str], list[str]]:
    document = read_document(source, "answers.tex")
    found = {(block.subquestion, item.part): item.source for block in document.blocks for item in block.items}
    return found, [f"{fault.place.line}: {fault.message}" for fault in document.faults]


def test_an_argument_that_is_not_closed_ends_at_the_next_answer():
    found, faults = read("\\begin{answer}{4.1}\n\\final{A}{\\frac{1}{2}\n\\final{B}{3}\n\\end{answer}\n")
    assert found == {("4.1", "A"): "\\frac{1}{2}", ("4.1", "B"): "3"}
    assert faults == ["2: The argument of \\final opened in line 2 is not closed by a brace."]


def test_a_lost_brace_is_not_paid_for_by_the_next_block():
    found, faults = read(
        "\\begin{answer}{4.1}\n\\final{A}{\\frac{1}{2}\n\\end{answer}\n\\begin{answer}{4.2}\\final{B}{3}}\\end{answer}"
    )
    assert found == {("4.1", "A"): "\\frac{1}{2}", ("4.2", "B"): "3"}
    assert [fault.split(":")[0] for fault in faults] == ["2", "4"]
    assert "was never opened in the answer to 4.2" in faults[1]


def test_a_lost_brace_in_a_derivation_is_placed():
    found, faults = read(
        "\\begin{answer}{1.1}\n\\begin{derivation}{chain}\n$\\frac{1}{2$\n\\end{derivation}\n\\final{x}{1}\\end{answer}"
    )
    assert found == {("1.1", "chain"): "$\\frac{1}{2$", ("1.1", "x"): "1"}
    assert faults == ["3: A brace is opened here and never closed in the answer to 1.1."]


@pytest.mark.parametrize(
    "written", [r"\final{A}", r"\final", r"\final{A}$x$", r"\cells", r"\choice{ordering}", r"\rename{\eta}"]
)
def test_an_argument_that_is_not_there_is_named(written):
    found, faults = read(f"\\begin{{answer}}{{4.1}}\n{written}\n\\final{{B}}{{3}}\\end{{answer}}")
    assert found == {("4.1", "B"): "3"}
    command = written.split("{")[0].split("$")[0]
    assert faults == [f"2: {command} lacks an argument in braces and was not read."]


def test_a_block_that_is_not_ended_reaches_to_the_next():
    found, faults = read("\\begin{answer}{1.1}\n\\final{A}{1}\n\\begin{answer}{1.2}\n\\final{B}{2}\n\\end{answer}")
    assert found == {("1.1", "A"): "1", ("1.2", "B"): "2"}
    assert faults == ["1: The answer to 1.1 is not ended where the next one begins, in line 3."]


def test_a_block_inside_another_interrupts_it():
    found, faults = read(
        "\\begin{answer}{1.1}\n\\final{A}{1}\n\\begin{answer}{1.2}\\final{B}{2}\\end{answer}\n"
        "\\final{C}{3}\n\\end{answer}"
    )
    assert found == {("1.1", "A"): "1", ("1.2", "B"): "2", ("1.1", "C"): "3"}
    assert len(faults) == 1


def test_the_last_block_may_lack_its_end():
    found, faults = read("\\begin{document}\n\\begin{answer}{1.1}\n\\final{A}{1}\n\\end{document}")
    assert found == {("1.1", "A"): "1"}
    assert faults == ["2: The answer to 1.1 has no \\end{answer}."]


def test_an_end_without_a_beginning_is_named():
    found, faults = read("\\end{answer}\n\\begin{answer}{1.1}\\final{A}{1}\\end{answer}")
    assert found == {("1.1", "A"): "1"}
    assert faults == ["1: An \\end{answer} ends nothing."]


@pytest.mark.parametrize(
    "border", [r"\begin{answer}", r"\begin{answer}{}", r"\begin{answer}{4.1", r"\begin{answer}4.1"]
)
def test_a_block_without_a_number_is_named_and_costs_only_itself(border):
    found, faults = read(
        f"{border}\n\\final{{A}}{{1}}\\end{{answer}}\\begin{{answer}}{{1.2}}\\final{{B}}{{2}}\\end{{answer}}"
    )
    assert found == {("1.2", "B"): "2"}
    assert faults == ["1: An answer does not say to which subquestion it belongs, and was not read."]


def test_answers_after_the_document_are_named():
    found, faults = read("\\begin{document}\\end{document}\n\\begin{answer}{1.1}\\final{A}{1}\\end{answer}")
    assert found == {}
    assert faults == ["2: This answer stands after \\end{document} and was not read."]


def test_a_derivation_without_an_end_reaches_to_the_end_of_its_block():
    found, faults = read("\\begin{answer}{1.1}\n\\begin{derivation}{chain}\na = b\n\\end{answer}")
    assert found == {("1.1", "chain"): "a = b"}
    assert faults == ["2: The environment derivation has no \\end{derivation}."]


def test_a_derivation_without_an_end_stops_at_the_next():
    found, faults = read(
        "\\begin{answer}{1.1}\n\\begin{derivation}{chain}\na\n\\begin{justification}{reason}\nb\n"
        "\\end{justification}\n\\end{answer}"
    )
    assert found == {("1.1", "chain"): "a", ("1.1", "reason"): "b"}
    assert faults == ["2: The environment derivation has no \\end{derivation}."]


def test_a_derivation_inside_its_like_is_one_not_ended():
    _, faults = read(
        "\\begin{answer}{1.1}\n\\begin{derivation}{a}x\n\\begin{derivation}{b}y\\end{derivation}\\end{answer}"
    )
    assert faults == ["2: The environment derivation has no \\end{derivation}."]


@pytest.mark.parametrize("part", ["", "[chain]", "{chain}", " {chain}", "{chain"])
def test_a_derivation_is_read_with_its_name_or_without(part):
    found, _ = read(
        f"\\begin{{answer}}{{1.1}}\\begin{{derivation}}{part}\nWe have a = b\n\\end{{derivation}}\\end{{answer}}"
    )
    assert [source[-7:] for source in found.values()] == ["e a = b"]
    assert set(found) == {("1.1", "chain" if part.endswith(("]", "}")) else None)}


def test_environments_that_cross_are_named():
    found, faults = read(
        "\\begin{answer}{1.1}\n\\begin{derivation}{c}\n\\begin{align*}\na\n\\end{derivation}\n\\end{align*}\\end{answer}"
    )
    assert found["1.1", "c"].endswith("a")
    assert faults == [
        "3: The environment align* has no \\end{align*}.",
        "6: A \\end{align*} ends nothing.",
    ]


def test_environments_inside_their_like_are_no_fault():
    inner = r"\begin{pmatrix}1\end{pmatrix}"
    _, faults = read(
        f"\\begin{{answer}}{{1.1}}\\final{{A}}{{\\begin{{pmatrix}}{inner}\\end{{pmatrix}}}}\\end{{answer}}"
    )
    assert faults == []


@pytest.mark.parametrize("definition", [r"\newcommand{\x}{1", r"\newcommand{x}{1}", r"\def x{1}", r"\let\x"])
def test_a_definition_that_is_not_complete_is_named(definition):
    found, faults = read(f"{definition}\n\\begin{{answer}}{{1.1}}\\final{{A}}{{1}}\\end{{answer}}")
    assert found == {("1.1", "A"): "1"}
    assert len(faults) == 1
    assert faults[0].startswith("1: The definition with")
