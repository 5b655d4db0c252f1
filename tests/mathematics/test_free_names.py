"""Names that no row declares: densities, unknown functions, laws known by name, told by how both sides use them."""

from dataclasses import replace

import pytest

from autograder.mathematics.notation import Notation, Role, SymbolSpec
from autograder.mathematics.pairs import PairVerdict
from autograder.mathematics.pairs.free_names import free_names
from autograder.mathematics.reading import read_uses
from tests.mathematics.pairing import verdict

EQUAL, DIFFERENT, UNDECIDED = PairVerdict.EQUAL, PairVerdict.DIFFERENT, PairVerdict.UNDECIDED
ANY_REALS = Notation(undeclared_are_real=True)


def roles(*sources: str, declared: tuple[str, ...] = ()) -> dict[str, Role]:
    notation = replace(ANY_REALS, symbols={name: SymbolSpec(name) for name in declared})
    return {name: spec.role for name, spec in free_names([(one, "latex") for one in sources], notation).symbols.items()}


# what names are


def test_a_condition_makes_a_density_of_its_letter_and_variables_of_its_arguments() -> None:
    found = roles(r"\log p(x) + \log p(z|x)")
    assert found == {"p": Role.DENSITY, "x": Role.VARIABLE, "z": Role.VARIABLE}


def test_divergences_expectations_and_entropies_ask_for_laws() -> None:
    for source in (r"D_{KL}(q\|p)", r"\mathbb{E}_{x\sim p}[x] + H(q)", "H(p, q)", r"\mathrm{KL}(q, p)"):
        assert {name for name, role in roles(source).items() if role is Role.DENSITY} == {"p", "q"}, source


def test_parameters_below_a_density_name_the_same_model() -> None:
    found = roles(r"\log p_\theta(x|z) + \log p(z)")
    assert [name for name, role in found.items() if role is Role.DENSITY] == ["p"]
    assert roles(r"p_{data}(x|y) + p_g(x)").keys() >= {"p_data", "p_g"}


def test_the_truth_is_not_its_model() -> None:
    for source in (r"KL(p\|p_\theta)", r"\mathbb E_{x\sim p}[\log p_\theta(x)]", r"p(x|y) - p_\theta(x|y)"):
        assert roles(source).keys() >= {"p", "p_theta"}, source
    assert verdict(r"KL(p\|p_\theta)", "0") is DIFFERENT
    assert verdict(r"\mathbb E_{x\sim p}[\log p_\theta(x)]", r"-H(p)-KL(p\|p_\theta)") is EQUAL


def test_what_only_stands_applied_is_a_function() -> None:
    assert roles("D(G(z))", "1 - D(x)") == {"D": Role.FUNCTION, "G": Role.FUNCTION}
    assert roles("p(1-p)", "D(1+r) + D") == {}
    assert roles("u(t)") == {"u": Role.FUNCTION}
    assert roles("u(1+t)") == {}


def test_what_is_declared_stays_what_it_is() -> None:
    assert "p" not in roles("p(x)", declared=("p",))
    assert roles("p(z|x)", declared=("x",)) == {}


def test_a_density_of_more_than_names_is_left_alone() -> None:
    assert roles("p(x+1|z)") == {}


def test_what_cannot_be_read_uses_nothing() -> None:
    assert read_uses("{" * 5000, ANY_REALS, text_syntax=False) == ()


# densities


@pytest.mark.parametrize(
    ("student", "reference"),
    [
        ("p(x,z)", "p(x|z)p(z)"),
        (r"\log p(x)", r"\mathbb E_{q(z|x)}[\log p(x,z) - \log q(z|x)] + D_{KL}(q(z|x)\|p(z|x))"),
        (r"\mathbb E_{q_\phi(z|x)}[\log p_\theta(x|z)] - KL(q_\phi(z|x)\|p(z))",
         r"\mathbb E_{z\sim q_\phi(z|x)}[\log p_\theta(x,z) - \log q_\phi(z|x)]"),
        (r"\int p(x|z)p(z)\,dz", "p(x)"),
        (r"\sum_z p(x,z)", "p(x)"),
        (r"H(p,q)", r"H(p) + KL(p\|q)"),
        (r"KL(p\|q)", r"\int p(x)\log\frac{p(x)}{q(x)}\,dx"),
        (r"p(x_1,x_2,x_3)", r"p(x_1)p(x_2|x_1)p(x_3|x_1,x_2)"),
        (r"P(A\mid B)", r"\frac{P(B\mid A)P(A)}{P(B)}"),
        (r"\mathbb E_{x\sim p,z\sim q}[xz]", r"\mathbb E_{x\sim p}[x]\,\mathbb E_{z\sim q}[z]"),
        (r"D_{JS}(p\|q)", r"\frac12 KL(p\|\frac{p+q}2) + \frac12 KL(q\|\frac{p+q}2)"),
        (r"\mathbb E_{x\sim p}[\log\frac{p(x)}{p(x)+q(x)}] + \mathbb E_{x\sim q}[\log\frac{q(x)}{p(x)+q(x)}]",
         r"2\,\mathrm{JS}(p\|q) - \log 4"),
        (r"p(z|x) = \frac{p(x|z)p(z)}{p(x)}", r"p(z|x)\,p(x) = p(x|z)\,p(z)"),
    ],
)  # fmt: skip
def test_identities_of_densities_hold(student: str, reference: str) -> None:
    assert verdict(student, reference) is EQUAL


@pytest.mark.parametrize(
    ("student", "reference"),
    [
        ("p(x,z)", "p(x)p(z)"),
        (r"\log p(x)", r"\mathbb E_{q(z|x)}[\log p(x,z) - \log q(z|x)] - D_{KL}(q(z|x)\|p(z|x))"),
        (r"\int p(x|z)p(z)\,dx", "p(x)"),
        (r"H(p,q)", r"H(q) + KL(p\|q)"),
        (r"KL(p\|q)", r"KL(q\|p)"),
        (r"P(A\mid B)", r"P(B\mid A)"),
        (r"D_{JS}(p\|q)", r"KL(p\|\frac{p+q}2) + KL(q\|\frac{p+q}2)"),
        (r"p(z|x) = \frac{p(x|z)}{p(x)}", r"p(z|x)\,p(x) = p(x|z)\,p(z)"),
        (r"\mathbb E_{x\sim p}[x^2]", r"\mathbb E_{x\sim p}[x]^2"),
    ],
)
def test_and_what_is_none_does_not(student: str, reference: str) -> None:
    assert verdict(student, reference) is DIFFERENT


def test_another_equation_that_holds_always_is_for_a_human() -> None:
    bayes = r"p(z|x) = \frac{p(x|z)p(z)}{p(x)}"
    assert verdict("p(x) = p(x)", bayes) is UNDECIDED
    assert verdict("p(x,z) = p(z|x)p(x)", bayes) is UNDECIDED
    marginal = r"p(x) = \int p(x|z)p(z)\,dz"
    assert verdict("p(x) = p(x)", marginal) is UNDECIDED
    assert verdict(r"p(x) = \int p(x,z)\,dz", marginal) is EQUAL


def test_part_of_a_sample_space_has_no_value() -> None:
    assert verdict(r"\int_0^1 p(x)\,dx + KL(p\|q)", r"1 + KL(p\|q)") is UNDECIDED


def test_what_a_density_does_as_its_parameters_move_is_not_known() -> None:
    moving = r"\nabla_\theta\mathbb E_{z\sim p_\theta}[f(z)]"
    assert verdict(moving, "0") is UNDECIDED
    assert verdict(moving, r"\mathbb E_{z\sim p_\theta}[f(z)\nabla_\theta\log p_\theta(z)]") is UNDECIDED


def test_a_density_of_finite_variables_has_no_slope() -> None:
    assert verdict(r"\int f'(x)p(x)\,dx", r"-\int f(x)p'(x)\,dx") is UNDECIDED
    assert verdict(r"\mathbb E_{x\sim p}[f'(x)]", r"-\mathbb E_{x\sim p}[f(x)\frac{d}{dx}\log p(x)]") is UNDECIDED


def test_plain_text_has_operators_with_subscripts_too() -> None:
    assert verdict("E_q[log p(x,z)]-E_q[log q(z)]", "E_q[log p(x,z)-log q(z)]", syntax="text") is EQUAL
    assert verdict("KL(q(z|x) || p(z))", "E_{q(z|x)}[log q(z|x) - log p(z)]", syntax="text") is EQUAL
    assert verdict("E_{x~N(0,1)}[x^2]", "1", syntax="text") is EQUAL
    assert verdict("E_{x~N(0,1)}[x^2]", "2", syntax="text") is DIFFERENT
    assert verdict("argmin_w (w-a)^2", "a", syntax="text") is EQUAL


def test_what_random_variables_tell_of_each_other_goes_to_a_human() -> None:
    assert verdict("H(X|Y)", "H(X)") is UNDECIDED
    assert verdict("I(X;Y)", "I(Y;X)") is UNDECIDED


# functions


@pytest.mark.parametrize(
    ("student", "reference"),
    [
        (r"\frac{d}{dx}\log f(x)", r"\frac{f'(x)}{f(x)}"),
        (r"\frac{d}{dx}[f(x)g(x)]", "f'(x)g(x) + f(x)g'(x)"),
        (r"\frac{d}{dx}f(g(x))", "f'(g(x))g'(x)"),
        (r"\frac{d^2}{dx^2}f(x)", "f''(x)"),
        (r"\nabla_x\log p(x)", r"\frac{\nabla_x p(x)}{p(x)}"),
        (r"\frac{p_{data}(x)}{p_{data}(x)+p_g(x)}", r"\frac1{1+p_g(x)/p_{data}(x)}"),
        ("f(x) = x^2 + 1", "f(x) = 1 + x^2"),
        (r"D^*(x) = \frac{p(x)}{p(x)+q(x)}", r"D^*(x) = \frac1{1+\frac{q(x)}{p(x)}}"),
        (r"\sigma(x)(1-\sigma(x))", r"\frac{e^{-x}}{(1+e^{-x})^2}"),
        (r"\sigma'(x)", r"\sigma(x)\sigma(-x)"),
        (r"\tanh(x)", r"2\sigma(2x) - 1"),
        (r"W_{t+1}=W_t-\eta\nabla L(W_t)", r"W_{t+1}=W_t-\eta\nabla_W L(W_t)"),
        (
            r"\frac{\partial}{\partial\theta}\log p_\theta(x)",
            r"\frac{1}{p_\theta(x)}\frac{\partial p_\theta(x)}{\partial\theta}",
        ),
        ("a(b+c)", "ab + ac"),
        ("p(1-p)", "p - p^2"),
        (r"\sigma(x-\mu)", r"\sigma x - \sigma\mu"),
    ],
)
def test_unknown_functions_and_the_logistic_one(student: str, reference: str) -> None:
    assert verdict(student, reference) is EQUAL


@pytest.mark.parametrize(
    ("student", "reference"),
    [
        ("f(x+y)", "f(xy)"),
        ("f(x)f(y)", "f(y)^2"),
        ("f(2x)", "2f(x)"),
        ("|f(x)|", "f(x)"),
        (r"\frac{d}{dx}\log f(x)", r"\frac{f'(x)}{f(x)^2}"),
        (r"1-\sigma(x)", r"\sigma(x)"),
        ("f(x) = x^2", "f(x) = x^3"),
    ],
)
def test_wrong_ones_are_told(student: str, reference: str) -> None:
    assert verdict(student, reference) is DIFFERENT


def test_what_is_equal_as_a_factor_only_goes_to_a_human() -> None:
    assert verdict("D(2x)", "2D(x)") is UNDECIDED
    assert verdict(r"2\sigma(x+1)", r"\sigma(2x+2)") is UNDECIDED
