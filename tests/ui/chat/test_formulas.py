"""Displayed formulas: drawn elsewhere, shown when they are there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.formula_process import FormulaProcess
from tests.ui.chat import samples
from ui.background import Lane
from ui.chat.entry import Entry
from ui.chat.formula_leaf import FormulaLeaf
from ui.chat.formulas import FormulaKey, FormulaPictures
from ui.chat.row import TEXT_PART
from ui.chat.transcript import Transcript
from ui.theme import DARK, LIGHT, Theme

FRACTION = r"\frac{a + b}{c_{d}}"
TEXT = f"It is\n\n$$\n{FRACTION}\n$$\n\nas said."


@pytest.fixture(scope="module")
def process() -> Iterator[FormulaProcess]:
    made = FormulaProcess()
    yield made
    made.close()


@pytest.fixture
def pictures(qtbot: QtBot, process: FormulaProcess) -> Iterator[FormulaPictures]:
    lane = Lane("formulas", 1)
    yield FormulaPictures(lane, process.draw)
    lane.close(timeout_s=10)


@pytest.fixture
def view(qtbot: QtBot, theme: Theme, pictures: FormulaPictures) -> Transcript:
    made = Transcript(theme, pictures)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    qtbot.waitExposed(made)
    return made


def wait_for(qtbot: QtBot, pictures: FormulaPictures, tex: str) -> None:
    qtbot.waitUntil(lambda: pictures.get(FormulaKey(tex)) is not None, timeout=60_000)


def leaf(view: Transcript, row: int = 0) -> FormulaLeaf:
    body = view._stack.rows[row].body(TEXT_PART)
    assert body is not None
    return next(slot.leaf for slot in body.slots if isinstance(slot.leaf, FormulaLeaf))


def picture(view: Transcript) -> QImage:
    return view.grab().toImage()


def test_a_formula_stands_as_text_until_its_picture_is_there(
    qtbot: QtBot, view: Transcript, pictures: FormulaPictures
) -> None:
    view.set_entries([Entry(1, "assistant", TEXT)])
    before, height = picture(view), leaf(view).height
    wait_for(qtbot, pictures, FRACTION)
    assert picture(view) != before
    assert leaf(view).height > height
    assert 40 < leaf(view).natural_width() < 100
    view.set_entries([Entry(1, "assistant", TEXT)])  # now it is there at once
    assert leaf(view).height > height


def test_a_formula_is_not_drawn_while_it_is_written(
    qtbot: QtBot, view: Transcript, pictures: FormulaPictures
) -> None:
    view.append_entry(Entry(1, "assistant", ""))
    view.set_streaming(True)
    with qtbot.assertNotEmitted(pictures.drawn):
        for piece in samples.pieces("So\n\n$$\nx^2 + y^2 = \n", 1, 3):
            view.append_text(piece)
    with qtbot.waitSignal(pictures.drawn, timeout=60_000) as drawn:
        view.append_text("z^2\n$$\n\nand on")
    assert drawn.args == [FormulaKey("x^2 + y^2 =\nz^2")]


def test_what_cannot_be_drawn_is_shown_as_it_was_written_with_the_reason(
    qtbot: QtBot, view: Transcript, pictures: FormulaPictures
) -> None:
    view.set_entries([Entry(1, "assistant", "$$\n\\frac{a\n$$")])
    wait_for(qtbot, pictures, "\\frac{a")
    shown = [box.text for box in leaf(view)._boxes]
    assert shown[0] == "\\frac{a"
    assert shown[1].startswith("This formula could not be drawn")


def test_a_formula_is_copied_as_tex(qtbot: QtBot, view: Transcript, pictures: FormulaPictures) -> None:
    view.set_entries([Entry(1, "assistant", TEXT)])
    wait_for(qtbot, pictures, FRACTION)
    view.select_all()
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == f"It is\n\n$${FRACTION}$$\n\nas said."


def test_its_colour_is_the_themes(
    qtbot: QtBot, view: Transcript, theme: Theme, pictures: FormulaPictures
) -> None:
    tex = r"\begin{pmatrix} 1 & 0 \\ 0 & 1 \end{pmatrix}"
    view.set_entries([Entry(1, "assistant", f"$${tex}$$")])
    wait_for(qtbot, pictures, tex)
    assert has_pixel(view, LIGHT.text)
    theme.set_mode("dark")
    assert has_pixel(view, DARK.text)
    assert not has_pixel(view, LIGHT.text)


def has_pixel(view: Transcript, color: str) -> bool:
    image = picture(view).convertToFormat(QImage.Format.Format_RGB888)
    return bytes(image.constBits()).count(bytes.fromhex(color[1:])) > 5


def test_a_wide_one_shrinks_and_a_very_wide_one_becomes_text(
    qtbot: QtBot, view: Transcript, pictures: FormulaPictures
) -> None:
    tex = " + ".join(f"x_{{{n}}}" for n in range(24))
    view.set_entries([Entry(1, "assistant", f"$${tex}$$")])
    wait_for(qtbot, pictures, tex)
    assert leaf(view).natural_width() <= 760
    single = leaf(view).height
    assert single < 40
    view.resize(420, 600)
    picture(view)
    assert leaf(view).natural_width() <= 372
    assert leaf(view).height > 40  # several lines of text


SENTENCE = r"Half is $\frac{1}{2}$ and $x_i$ is $\begin{pmatrix} a \\ b \end{pmatrix}$ here."


def test_tall_formulas_in_a_sentence_are_pictures_and_others_text(
    qtbot: QtBot, view: Transcript, pictures: FormulaPictures
) -> None:
    view.set_entries(
        [Entry(1, "assistant", SENTENCE), Entry(2, "assistant", "| a |\n|---|\n| $\\frac{3}{4}$ |")]
    )
    before, table = picture(view), view._stack.rows[1].body(TEXT_PART)
    for tex in (r"\frac{1}{2}", r"\begin{pmatrix} a \\ b \end{pmatrix}", r"\frac{3}{4}"):
        key = FormulaKey(tex, is_inline=True)
        qtbot.waitUntil(lambda key=key: pictures.get(key) is not None, timeout=60_000)
    assert FormulaKey("x_i", is_inline=True) not in pictures._known
    assert picture(view) != before
    assert table is not None and table.slots[0].is_exact
    body = view._stack.rows[0].body(TEXT_PART)
    assert body is not None
    text = body.leaf(0).text
    assert "\n" in text  # of the matrix, which yet is in one line
    assert len({area.y() for area in body.leaf(0).areas(0, len(text))}) == 1
    part = text.index("/")
    half = body.leaf(0).areas(part, part + 1)[0]
    assert half.width() > 8  # a part of a picture is all of it
    assert body.leaf(0).copy_text(0, len(text)) == SENTENCE
    assert body.leaf(0).copy_text(0, part) == "Half is 1"


def test_what_is_read_stays_in_place_when_a_picture_comes_above(
    qtbot: QtBot, view: Transcript, pictures: FormulaPictures
) -> None:
    tall = r"\frac{\frac{a}{b}}{\frac{c}{d}} + 7"
    view.set_entries(
        [Entry(1, "assistant", f"$${tall}$$\n\n" + samples.answer(3, 12)), Entry(2, "user", "x")] * 3
    )
    bar = view.verticalScrollBar()
    bar.setValue(60)
    row = view._stack.rows[0]
    body = row.body(TEXT_PART)
    assert body is not None
    place = row.top + body.slots[1].top - bar.value()
    wait_for(qtbot, pictures, tall)
    assert abs(row.top + body.slots[1].top - bar.value() - place) <= 1
