"""Right and wrong final answers of the shipped assignment, in the forms students write."""

from collections.abc import Callable
from typing import Any

import pytest

from autograder.mathematics.decision import Different, Equal, Undecided, decide
from autograder.mathematics.traversal import rename

VOLUME = r"\left|\det\frac{\partial F(u)}{\partial u}\right|"
ANSWERS: dict[str, tuple[str, str, dict[str, Any], list[str], list[str]]] = {
    "the matrix A (4.1)": (
        "q4_gan",
        r"\begin{bmatrix} 1 & \alpha \\ -\alpha & 1 \end{bmatrix}",
        {"linear_map": ("d", "g")},
        [
            r"I+\alpha\begin{pmatrix}0&1\\-1&0\end{pmatrix}",
            r"A=\left[\begin{array}{cc}1&\alpha\\-\alpha&1\end{array}\right]",
            r"d_{k+1}=d_k+\alpha g_k,\; g_{k+1}=g_k-\alpha d_k",
            r"g_{k+1}=g_k-\alpha d_k, d_{k+1}=d_k+\alpha g_k",
            r"[d_{k+1},g_{k+1}]^\top=\begin{bmatrix} 1 & \alpha \\ -\alpha & 1 \end{bmatrix}[d_k,g_k]^\top",
            r"\sqrt{1+\alpha^2}\begin{bmatrix}\cos\theta&\sin\theta\\-\sin\theta&\cos\theta\end{bmatrix}",
        ],
        [
            r"\begin{bmatrix} 1 & -\alpha \\ \alpha & 1 \end{bmatrix}",
            r"\begin{bmatrix} 1 & \alpha \\ -\alpha & 1-\alpha^2 \end{bmatrix}",
            r"d_{k+1}=d_k+\alpha g_k, g_{k+1}=g_k-\alpha d_{k+1}",
            r"\begin{bmatrix} 1 & \alpha \\ -\alpha & 1\\0&0 \end{bmatrix}",
            "1",
            r"\alpha",
        ],
    ),
    "stationary points (4.2)": (
        "q4_gan",
        "(0,0)",
        {"coordinates": ("d", "g")},
        [
            "(d,g)=(0,0)",
            r"\{(0,0)\}",
            "d=0, g=0",
            "d=g=0",
            r"d = 0 \text{ and } g = 0",
            r"[0,0]^\top",
            r"\begin{bmatrix}0\\0\end{bmatrix}",
            "(d^*,g^*)=(0,0)",
            "[0,0]",
            "g=0, d=0",
        ],
        [
            "(0,1)",
            r"\{(0,0),(1,1)\}",
            "d=0,g=1",
        ],
    ),
    "eigenvalues (4.3)": (
        "q4_gan",
        r"\{1 + i\alpha, 1 - i\alpha\}",
        {"multiplicity": True},
        [
            r"1\pm i\alpha",
            r"\lambda_{1,2}=1\pm\alpha i",
            r"\lambda = 1 \pm i\alpha",
            r"\lambda_1=1+i\alpha, \lambda_2=1-i\alpha",
            r"\lambda_1=1+i\alpha \text{ and } \lambda_2=1-i\alpha",
            r"\sqrt{1+\alpha^2}e^{\pm i\arctan\alpha}",
            r"\frac{2\pm\sqrt{-4\alpha^2}}{2}",
            r"1-i\alpha, 1+i\alpha",
            r"\{1\mp i\alpha\}",
            r"\lambda_{\pm}=1\pm i\alpha",
            r"\lambda_1 = 1+i\alpha,\ \lambda_2=\overline{1+i\alpha}",
            r"\sqrt{1+\alpha^2}(\cos\theta\pm i\sin\theta)",
            r"1\pm\sqrt{-\alpha^2}",
            r"\lambda\in\{1+i\alpha,1-i\alpha\}",
            r"\lambda=\frac{2\pm 2i\alpha}{2}=1\pm i\alpha",
        ],
        [
            r"1\pm\alpha",
            r"1+i\alpha",
            r"\alpha\pm i",
            r"\pm i\alpha",
            r"\{1+i\alpha,1-i\alpha,1\}",
            r"1\pm i\alpha^2",
            r"\sqrt{1-\alpha^2}e^{\pm i\arctan\alpha}",
            r"1+i\alpha,1+i\alpha",
        ],
    ),
    "modulus (4.3)": (
        "q4_gan",
        r"\sqrt{1 + \alpha^2}",
        {},
        [
            r"|\lambda|=\sqrt{1+\alpha^2}>1",
            r"(1+\alpha^2)^{1/2}",
            r"\left|1\pm i\alpha\right|",
            r"\sqrt{1^2+\alpha^2}",
            r"|\lambda_{1,2}| = \sqrt{1+\alpha^2}",
            r"\sqrt{\alpha^2+1}",
            r"|1+i\alpha|=\sqrt{1+\alpha^2}",
            r"\sqrt{\det A}",
            r"\sqrt{(1+i\alpha)(1-i\alpha)}",
        ],
        [
            r"1+\alpha^2",
            "1",
            r"\sqrt{1-\alpha^2}",
            r"1+\alpha",
            "1",
            r"\sqrt{1+\alpha}",
        ],
    ),
    "dot W_p (5.2)": (
        "q5_simsiam",
        r"-W_p F_1 + F_{12}^\top",
        {},
        [
            r"\dot W_p = F_{12}^T - W_pF_1",
            "F_{21}-W_pF_1",
            r"-\mathbb{E}[(W_pf_1-f_2)f_1^\top]",
            r"-\frac12[2W_pF_1-2F_{12}^\top]",
            r"\dot{W}_p = -\frac{\partial J}{\partial W_p}=-W_pF_1+F_{12}^\top",
            r"-\frac12[W_p F_1^\top + W_pF_1 - 2F_{12}^\top]",
        ],
        [
            "-2W_pF_1+2F_{12}",
            r"-F_1W_p+F_{12}^\top",
            r"-W_p^\top F_1+F_{12}^\top",
            r"W_pF_1-F_{12}^\top",
            r"-W_pF_1-F_{12}^\top",
            r"-W_pF_1+2F_{12}^\top",
            r"-\frac12[W_pF_1-2F_{12}^\top]",
            "-W_p F_1",
            "-W_pf_1+F_{12}",
        ],
    ),
    "dot W (5.3)": (
        "q5_simsiam",
        r"-(W_p^\top W_p + I) W X' - (W_p - I)^\top (W_p - I) W X",
        {},
        [
            r"-W_p(t)^\top W_p(t) W(t)(X+X')+(W_p(t)^\top+W_p(t))W(t)X-W(t)(X+X')",
            r"\dot W=-(W_p^TW_p+I_{n_2})WX'-\tilde W_p^\top\tilde W_pWX",
            r"-H\,\mathrm{vec}(W)",
            r"\frac{d}{dt}\operatorname{vec}(W(t))=-\left[X'\otimes(W_p^\top W_p+I_{n_2})"
            r"+X\otimes(\tilde W_p^\top\tilde W_p)\right]\operatorname{vec}(W(t))",
            r"-(\mathbf{W}_p^{\mathrm T}\mathbf{W}_p+\mathbf I)\mathbf W\mathbf X' - (W_p^T - I)(W_p-I)WX",
        ],
        [
            r"-(W_pW_p^\top+I)WX'-(W_p-I)^\top(W_p-I)WX",
            r"-(W_p^\top W_p+I)WX-(W_p-I)^\top(W_p-I)WX'",
            r"(W_p^\top W_p+I)WX'+(W_p-I)^\top(W_p-I)WX",
            r"-(W_p^\top W_p+I)WX'",
            r"-(W_p^\top W_p+I)WX'-(W_p-I)(W_p-I)WX",
            r"-(W_p^\top W_p+I)X'W-(W_p-I)^\top(W_p-I)XW",
        ],
    ),
    "H (5.3)": (
        "q5_simsiam",
        r"X' \otimes (W_p^\top W_p + I_{n_2}) + X \otimes ((W_p-I)^\top (W_p-I))",
        {},
        [
            r"H(t)=X'\otimes(W_p(t)^{\mathrm T}W_p(t)+I_{n_2})+X\otimes(\tilde W_p(t)^\top\tilde W_p(t))",
            r"(X+X')\otimes(W_p^\top W_p+I)-X\otimes(W_p+W_p^\top)",
        ],
        [
            r"(W_p^\top W_p+I)\otimes X'+(\tilde W_p^\top\tilde W_p)\otimes X",
            r"X'\otimes(W_pW_p^\top+I)+X\otimes(\tilde W_p^\top\tilde W_p)",
            r"X'\otimes W_p^\top W_p+X\otimes(\tilde W_p^\top\tilde W_p)",
            r"X\otimes(W_p^\top W_p+I)+X'\otimes(\tilde W_p^\top\tilde W_p)",
        ],
    ),
    "bound (5.3)": (
        "q5_simsiam",
        r"e^{-\lambda_0 t} \|W(0)\|_F",
        {},
        [
            r"\|W(t)\|_F\le e^{-\lambda_0 t}\|W(0)\|_F",
            r"\exp(-\lambda_0t)\,\|\mathrm{vec}(W(0))\|_2",
            r"\|w(t)\|_2 = e^{-\lambda_0 t}\|w(0)\|_2",
            r"\frac{\|W(0)\|_F}{e^{\lambda_0 t}}",
            r"\|W(0)\|_F e^{-t\lambda_0}",
        ],
        [
            r"e^{\lambda_0t}\|W(0)\|_F",
            r"e^{-t}\|W(0)\|_F",
            r"e^{-2\lambda_0t}\|W(0)\|_F",
            r"\|W(0)\|_F",
            "0",
            r"e^{-\lambda_0 t}\|W(0)\|_F^2",
        ],
    ),
    "dot W (5.4)": (
        "q5_simsiam",
        "-2 W X'",
        {},
        [
            r"\dot W=-2W(t)X'",
            "-W X' - WX'",
            r"-[X'\otimes 2I_{n_2}]\operatorname{vec}(W(t))",
            r"-2\,\mathrm{vec}(WX')",
        ],
        [
            "-WX'",
            "2WX'",
            "-2X'W",
            "-2WX",
        ],
    ),
    "H (5.4)": (
        "q5_simsiam",
        r"2X'\otimes I_{n_2}",
        {},
        [
            r"X'\otimes 2I_{n_2}",
            r"H=2(X'\otimes I)",
            r"X'\otimes(I+I)",
            r"X'\otimes(I_{n_2}+I_{n_2})",
        ],
        [
            r"X'\otimes I",
            r"2 I_{n_2}\otimes X'",
            "2X'",
            r"2X\otimes I",
        ],
    ),
    "lambda_min (5.4)": (
        "q5_simsiam",
        r"2\lambda_{\min}(X')",
        {},
        [
            r"\lambda_{min}(2X')",
            r"\lambda_{\min}(H)=2\lambda_{\min}(X')>0",
            r"\lambda_{\min}(2X'\otimes I_{n_2})",
        ],
        [
            r"\lambda_{\min}(X')",
            r"2\lambda_{\min}(X)",
            r"2\lambda_{\max}(X')",
        ],
    ),
    "W(t) (5.4)": (
        "q5_simsiam",
        "W(0) e^{-2 X' t}",
        {},
        [
            r"W(t)=W(0)\exp(-2X't)",
            "W(0)e^{-2tX'}",
            "W_0 e^{-2X't}",
            "W(0)(e^{-X't})^2",
            r"\operatorname{vec}(W(t))=e^{-(2X'\otimes I_{n_2})t}\operatorname{vec}(W(0))",
        ],
        [
            "e^{-2X't}W(0)",
            "W(0)e^{-X't}",
            "W(0)e^{2X't}",
            "W(0)",
        ],
    ),
    "theta-free constant (1.1)": (
        "q1_vae",
        r"\mathbb{E}_{q(z|x)}[\log q(z|x)]",
        {},
        [
            "-H(q)",
            "-H(q(z|x))",
            r"C=\mathbb E_q[\log q]",
            r"\int q(z|x)\log q(z|x)dz",
            r"\mathbb{E}_{z\sim q(z|x)}\left[\log q(z\mid x)\right]",
            r"-\mathbb{H}(q)",
            r"\sum_z q(z|x)\log q(z|x)",
        ],
        [
            "H(q)",
            r"\mathbb{E}_q[\log p(z)]",
            r"\log\mathbb{E}_{q}[q(z|x)]",
            r"D_{KL}(q(z|x)\|p(z))",
        ],
    ),
    "bias (1.3a)": (
        "q1_vae",
        r"-D_{KL}(q(z|x)\|p_\theta(z|x))",
        {},
        [
            r"-\mathrm{KL}(q\|p_\theta(z|x))",
            r"\mathbb{E}_q[\log p_\theta(z|x)-\log q(z|x)]",
            r"\mathcal L(\theta,q;x)-\log p_\theta(x) = -D_{\mathrm{KL}}[q(z|x)\,||\,p_\theta(z|x)]",
        ],
        [
            r"D_{KL}(q(z|x)\|p_\theta(z|x))",
            r"-D_{KL}(p_\theta(z|x)\|q(z|x))",
            r"-D_{KL}(q(z|x)\|p(z))",
            "0",
        ],
    ),
    "instance parameters (1.3c)": (
        "q1_vae",
        r"n\dim(\pi)",
        {},
        [
            r"n\cdot\dim(\pi)",
            r"n|\pi|",
            r"\dim(\pi)\times n",
            r"\sum_{i=1}^n\dim(\pi)",
        ],
        [
            r"|\phi|",
            r"\dim\pi",
            r"n|\phi|",
        ],
    ),
    "amortised parameters (1.3c)": (
        "q1_vae",
        r"|\phi|",
        {},
        [
            r"\dim(\phi)",
            r"|\phi|",
        ],
        [
            r"n|\phi|",
            r"n\dim\pi",
        ],
    ),
    "forward divergence (3.1)": (
        "q3_flows",
        r"D_{KL}[P_X\|P_{F(U)}]",
        {},
        [
            r"D_{KL}[P_{F^{-1}(X)}\|P_U]",
            r"\mathbb E_{x\sim P_X}[\log\frac{p_X(x)}{p_{F(U)}(x)}]",
            r"\int p_X(x)\log\frac{p_X(x)}{p_U(F^{-1}(x))\left|\det\frac{\partial F^{-1}(x)}{\partial x}\right|}dx",
            rf"\int p_X(F(u))\log\left(\frac{{p_X(F(u)){VOLUME}}}{{p_U(u)}}\right){VOLUME}du",
            r"\int p_{F^{-1}(X)}(u)\log\frac{p_{F^{-1}(X)}(u)}{p_U(u)}du",
            r"\mathbb{E}_{u\sim P_{F^{-1}(X)}}[\log p_{F^{-1}(X)}(u)-\log p_U(u)]",
        ],
        [
            r"D_{KL}[P_U\|P_{F^{-1}(X)}]",
            rf"\int p_X(F(u))\log\left(\frac{{p_X(F(u)){VOLUME}}}{{p_U(u)}}\right)du",
            r"\int p_{U}(u)\log\frac{p_{F^{-1}(X)}(u)}{p_U(u)}du",
            r"\int p_{F^{-1}(X)}(u)\frac{p_{F^{-1}(X)}(u)}{p_U(u)}du",
        ],
    ),
}
RIGHT = [pytest.param(name, form, id=f"{name}: {form}") for name, entry in ANSWERS.items() for form in entry[3]]
WRONG = [pytest.param(name, form, id=f"{name}: {form}") for name, entry in ANSWERS.items() for form in entry[4]]


@pytest.mark.parametrize(("name", "form"), RIGHT)
def test_a_right_form_is_equal(question: Callable[[str], Any], name: str, form: str) -> None:
    folder, target, options, _, _ = ANSWERS[name]
    assert isinstance(question(folder).decide(form, target, **options), Equal)


@pytest.mark.parametrize(("name", "form"), WRONG)
def test_a_wrong_form_is_different(question: Callable[[str], Any], name: str, form: str) -> None:
    folder, target, options, _, _ = ANSWERS[name]
    assert isinstance(question(folder).decide(form, target, **options), Different)


@pytest.mark.parametrize("form", ["0", "d = 0"])
def test_half_a_point_is_left_to_a_human(question: Callable[[str], Any], form: str) -> None:
    assert isinstance(question("q4_gan").decide(form, "(0, 0)", coordinates=("d", "g")), Undecided)


def test_a_symmetry_that_only_the_premise_gives_shows_in_worlds_without_it(question: Callable[[str], Any]) -> None:
    simsiam = question("q5_simsiam")
    answer, target = "F_{12} - W_p F_1", r"F_{12}^\top - W_p F_1"
    assert isinstance(simsiam.decide(answer, target), Equal)
    assert isinstance(simsiam.decide(answer, target, world="world_of_any_views"), Different)


@pytest.mark.parametrize("world", ["world", "world_of_any_views"])
@pytest.mark.parametrize(
    ("form", "verdict"),
    [
        (r"\frac12\mathbb{E}[\|W_pf_1-\operatorname{Stop-Grad}(f_2)\|_2^2]", Equal),
        (r"\frac12\mathbb{E}[(W_pf_1-f_2)^\top(W_pf_1-f_2)]", Equal),
        (r"\frac12[\operatorname{tr}(W_pF_1W_p^\top)-2\operatorname{tr}(F_{12}W_p)+\operatorname{tr}(F_2)]", Equal),
        (r"\frac12[\operatorname{tr}(W_p^\top W_pF_1)-\operatorname{tr}(F_{12}W_p)+\operatorname{tr}(F_2)]", Different),
        (r"\operatorname{tr}(W_p^\top W_pF_1)-2\operatorname{tr}(W_pF_{12})+\operatorname{tr}(F_2)", Different),
        (r"\frac12\mathbb{E}[W_p f_1 f_2]", Different),
    ],
)
def test_the_objective_in_many_forms(question: Callable[[str], Any], world: str, form: str, verdict: type) -> None:
    target = (
        r"\frac12[\operatorname{tr}(W_p^\top W_pF_1)-\operatorname{tr}(W_pF_{12})"
        r"-\operatorname{tr}(F_{12}W_p)+\operatorname{tr}(F_2)]"
    )
    assert isinstance(question("q5_simsiam").decide(form, target, world=world), verdict)


@pytest.mark.parametrize(
    ("form", "verdict"),
    [
        (r"\log p_\theta(x) - D_{KL}(q(z|x)\|p_\theta(z|x))", Equal),
        (r"\log p_\theta(x) + D_{KL}(q(z|x)\|p_\theta(z|x))", Different),
        (r"\log p_\theta(x) - D_{KL}(p_\theta(z|x)\|q(z|x))", Different),
    ],
)
def test_up_to_a_constant_in_theta(question: Callable[[str], Any], form: str, verdict: type) -> None:
    target = r"\mathbb{E}_{q(z|x)}[\log (p_\theta(x|z)p(z))]"
    assert isinstance(question("q1_vae").decide(form, target, constant_in=("theta",)), verdict)
    assert isinstance(question("q1_vae").decide(form, target), Different)


@pytest.mark.parametrize("world", ["world", "world_in_the_plane"])
def test_a_lost_absolute_value_shows_where_the_flow_turns_over(question: Callable[[str], Any], world: str) -> None:
    line = r"\int p_X(x)\log\frac{p_X(x)}{p_U(F^{-1}(x))\det\frac{\partial F^{-1}(x)}{\partial x}}dx"
    kept = line.replace(r"\det\frac", r"\left|\det\frac").replace(r"{\partial x}}", r"{\partial x}\right|}")
    target = r"D_{KL}[P_{F^{-1}(X)}\|P_U]"
    assert isinstance(question("q3_flows").decide(line, target, world=world), Different)
    assert isinstance(question("q3_flows").decide(kept, target, world=world), Equal)


def test_an_undeclared_letter_is_undecided_and_named(question: Callable[[str], Any]) -> None:
    gan = question("q4_gan")
    node = gan.read(r"\sqrt{1+\alpha^2}")
    found = decide(rename(node, {"alpha": "eta"}), node, gan.notation, gan.worlds.world)
    assert isinstance(found, Undecided)
    assert "eta" in found.reason


def test_an_answer_that_restates_the_question_is_undecided(question: Callable[[str], Any]) -> None:
    found = question("q4_gan").decide(r"|\lambda|", r"\sqrt{1+\alpha^2}", in_terms_of=frozenset({"alpha"}))
    assert isinstance(found, Undecided)
    assert "lambda" in found.reason


def test_a_witness_is_in_small_whole_numbers(question: Callable[[str], Any]) -> None:
    found = question("q4_gan").decide(r"1+\alpha^2", r"\sqrt{1+\alpha^2}")
    assert isinstance(found, Different)
    assert found.witness is not None
    assert found.witness.bindings == (("alpha", "2"),)
    assert (found.witness.left_value, found.witness.right_value) == ("5", "2.2361")
