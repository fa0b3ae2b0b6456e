"""Formulas drawn by the real process."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import psutil
import pytest

from app.errors import UserError
from app.formula_process import INK, FormulaProcess


@pytest.fixture(scope="module")
def formulas() -> Iterator[FormulaProcess]:
    process = FormulaProcess()
    yield process
    process.close()


@pytest.mark.parametrize(
    "tex",
    [
        r"e = mc^2",
        r"\frac{a}{b} + \sqrt{x^2 + y^2}",
        r"\sum_{i=1}^n i = \frac{n(n+1)}{2}",
        r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
        r"f(x) = \begin{cases} 1 & x > 0 \\ 0 & \text{otherwise} \end{cases}",
        r"\begin{align*} a &= b \\ &= c \end{align*}",
        r"a &= b \\ &= c",
        r"\begin{equation} x = 1 \label{one} \end{equation} ",
        r"\mathbb{R}^d \to \mathcal{L} \tag{1}",
        r"\int_0^\infty e^{-x^2}\,dx",
    ],
)
def test_what_models_write_is_drawn(formulas: FormulaProcess, tex: str) -> None:
    found = formulas.draw(tex, 17)
    assert INK.encode() in found.svg
    assert 5 < found.width < 400
    assert 5 < found.ascent < found.height < 120 or found.ascent >= found.height > 5


def test_the_brackets_of_a_matrix_are_as_high_as_it_is(formulas: FormulaProcess) -> None:
    matrix = r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}"
    fraction = r"\frac{1}{\sum_j x_j}"
    height = max(formulas.draw(matrix, 17).height, formulas.draw(fraction, 17).height)
    assert formulas.draw(f"{fraction} + {matrix}", 17).height < height + 20


def test_the_size_that_is_asked_for_is_the_size_of_the_picture(formulas: FormulaProcess) -> None:
    small, large = formulas.draw("x^2", 10), formulas.draw("x^2", 40)
    assert large.width == pytest.approx(4 * small.width, rel=0.3)
    in_text = formulas.draw(r"\frac{a}{b}", 17, is_inline=True)
    assert in_text.height < formulas.draw(r"\frac{a}{b}", 17).height


@pytest.mark.parametrize("tex", ["", r"\frac{", "a^", r"\begin{x}", r"\left(", "}{", "&&&", "\x00", r"\\ x"])
def test_what_is_no_formula_is_told(formulas: FormulaProcess, tex: str) -> None:
    try:
        assert formulas.draw(tex, 17).width > 0  # some of it may pass for one
    except UserError as error:
        assert error.message.startswith("This formula")
    assert formulas.draw("x", 17).width > 0  # and the next one is drawn


@pytest.mark.parametrize(
    "tex", ["x" * 3000, "{" * 100 + "}" * 100, r"\frac" * 300, r"\sqrt{" * 30 + "x" + "}" * 30, "^" * 1000]
)
def test_hostile_ones_end_soon_and_do_no_harm(formulas: FormulaProcess, tex: str) -> None:
    try:
        formulas.draw(tex, 17)
    except UserError as error:
        assert error.message.startswith("This formula")
    assert formulas.draw("x", 17).width > 0


def test_closing_does_not_wait_for_a_formula() -> None:
    process = FormulaProcess()
    process.draw("x", 17)
    told: list[str] = []
    begun = threading.Event()

    def draw() -> None:
        begun.set()
        try:
            while True:
                process.draw(r"\sqrt{x}" * 200, 17)
        except UserError as error:
            told.append(error.message)

    drawing = threading.Thread(target=draw)
    drawing.start()
    begun.wait()
    while drawing.is_alive():  # not all of the time a formula is being drawn
        process.close()
        drawing.join(0.1)
    assert told == ["This formula takes too much to be drawn."]
    process.close()


def test_the_process_ends_with_its_owner() -> None:
    process = FormulaProcess()
    process.draw("x", 17)
    child = psutil.Process(process._process.pid)
    process.close()
    assert not child.is_running()
    assert process.draw("x", 17).width > 0  # it starts again
    process.close()
