"""What holds for the cases of every function of the assignment."""

import inspect
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest

from autograder.domain.cases import CaseKind
from autograder.wire import Procedure, decode, encode, procedure_callable

FUNCTIONS = {
    "q1_vae": ["theta_free_constant", "bias", "stored_parameters"],
    "q2_masks": [f"receptive_field_{name}" for name in ("aa", "ab", "ba", "bb")],
    "q3_flows": ["log_density_x", "log_density_u", "reverse_kl_loss", "forward_kl_loss"],
    "q4_gan": ["step", "eigenvalues", "modulus", "growth"],
    "q5_simsiam": [
        *("objective", "grad_Wp", "dot_W", "H", "bound"),
        *("dot_W_identity", "H_identity", "lambda_min", "W_at"),
    ],
}
ALL = [(question, name) for question, names in FUNCTIONS.items() for name in names]
SEEDS = range(20)

each_function = pytest.mark.parametrize(("question", "name"), ALL)


def function_name(name):
    return "receptive_field" if name.startswith("receptive_field") else name


def cases_of(load, question, name, seed=0):
    return getattr(load(question, "inputs"), f"cases_{name}")(np.random.default_rng(seed))


def slips_of(module, name):
    """Names of the variants with a function's own parameters, those of longer-named functions left out."""
    prefix, parameters = f"{name}_", list(inspect.signature(getattr(module, name)).parameters)
    others = [other for names in FUNCTIONS.values() for other in names if other.startswith(prefix)]
    return [
        found
        for found, value in vars(module).items()
        if found.startswith(prefix)
        and not found.startswith(tuple(others))
        and callable(value)
        and list(inspect.signature(value).parameters) == parameters
    ]


def centred(values, cases):
    """Values less the mean of their group: what is asked of an answer up to a constant."""
    values = np.asarray(values, dtype=np.float64)
    groups = np.array([case.group for case in cases])
    return np.concatenate([values[groups == group] - values[groups == group].mean() for group in set(groups)])


def same(left, right):
    left, right = np.asarray(left), np.asarray(right)
    return left.shape == right.shape and bool(np.allclose(left, right, rtol=1e-7, atol=1e-10))


@each_function
def test_there_are_six_to_twelve_cases_with_names_of_their_own(load, question, name):
    cases = cases_of(load, question, name)
    assert 6 <= len(cases) <= 12
    assert len({case.name for case in cases}) == len(cases)
    assert {CaseKind.RANDOM} < {case.kind for case in cases}


@each_function
def test_arguments_stand_in_the_order_of_the_signature(load, question, name):
    parameters = list(inspect.signature(getattr(load(question, "solution"), function_name(name))).parameters)
    for case in cases_of(load, question, name):
        assert list(case.arguments) == parameters


@each_function
def test_every_argument_crosses_the_wire_unchanged(load, question, name):
    for case in cases_of(load, question, name):
        for value in case.arguments.values():
            assert encode(decode(encode(value))) == encode(value)


@each_function
def test_one_seed_gives_the_same_cases_and_another_seed_others(load, question, name):
    def encoded(seed):
        return [
            (case.name, [encode(value) for value in case.arguments.values()])
            for case in cases_of(load, question, name, seed)
        ]

    assert encoded(3) == encoded(3)
    assert encoded(3) != encoded(4)


@each_function
def test_weights_are_exact_and_at_least_0(load, question, name):
    for case in cases_of(load, question, name):
        assert isinstance(case.weight, Fraction)
        assert case.weight >= 0


@each_function
def test_the_reference_answers_every_case_with_finite_numbers(load, call, question, name):
    function = getattr(load(question, "solution"), function_name(name))
    for seed in SEEDS:
        for case in cases_of(load, question, name, seed):
            assert np.all(np.isfinite(call(function, case)))


@each_function
def test_the_reference_leaves_its_arguments_as_they_were(load, call, question, name):
    function = getattr(load(question, "solution"), function_name(name))
    for case in cases_of(load, question, name):
        before = [encode(value) for value in case.arguments.values()]
        call(function, case)
        assert [encode(value) for value in case.arguments.values()] == before


@each_function
def test_every_slip_shows_on_the_cases_of_every_class(load, call, question, name):
    module, name_in_module = load(question, "solution"), function_name(name)
    slips = slips_of(module, name_in_module)
    assert len(slips) >= 2
    for seed in SEEDS:
        cases = cases_of(load, question, name, seed)
        # a slip may leave the domain of a logarithm; numbers that are not finite differ, too
        with np.errstate(all="ignore"):
            truth = [call(getattr(module, name_in_module), case) for case in cases]
            for slip in slips:
                found = [call(getattr(module, slip), case) for case in cases]
                if any(case.group for case in cases):
                    assert not same(centred(truth, cases), centred(found, cases)), slip
                else:
                    assert not all(map(same, truth, found)), slip


@each_function
def test_no_two_slips_look_alike_on_all_cases(load, call, question, name):
    module, name_in_module = load(question, "solution"), function_name(name)
    for seed in SEEDS[:5]:
        cases = cases_of(load, question, name, seed)
        with np.errstate(all="ignore"):
            found = {
                slip: [call(getattr(module, slip), case) for case in cases] for slip in slips_of(module, name_in_module)
            }
        for one, other in combinations(found, 2):
            assert not all(map(same, found[one], found[other])), (one, other)


def test_the_case_on_the_assignment_weighs_four_times_all_others(load):
    for name in FUNCTIONS["q2_masks"]:
        asked, *others = cases_of(load, "q2_masks", name)
        assert asked.kind is CaseKind.ASKED
        assert asked.weight == 4
        assert sum(case.weight for case in others) == 1


@pytest.mark.parametrize("name", ["reverse_kl_loss", "forward_kl_loss"])
def test_cases_of_a_group_share_all_but_the_flow(load, name):
    cases = cases_of(load, "q3_flows", name)
    for group in {case.group for case in cases}:
        members = [case.arguments for case in cases if case.group == group]
        assert len(members) >= 3
        for argument in members[0]:
            distinct = {encode(arguments[argument]) for arguments in members}
            assert len(distinct) == (len(members) if "F" in argument else 1), argument


@pytest.mark.parametrize("name", FUNCTIONS["q3_flows"])
def test_procedures_give_one_value_for_each_point_of_a_batch(load, name):
    for case in cases_of(load, "q3_flows", name):
        points = case.arguments["x" if "x" in case.arguments else "u"]
        for argument, value in case.arguments.items():
            if isinstance(value, Procedure) and argument != "log_p_x":
                shape = points.shape if argument in {"F", "F_inv"} else points.shape[:1]
                # a density of u is called at u, one of x at x: both have the shape of the points given
                assert procedure_callable(value)(points).shape == shape
