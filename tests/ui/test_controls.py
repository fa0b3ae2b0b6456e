"""What labels show of a text that has too little room."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from ui.controls import Label
from ui.theme import Theme


def test_two_quantizations_of_a_model_with_a_long_name_look_different(qtbot: QtBot) -> None:
    shown = []
    for end in ("Q4_K_M", "Q8_0"):
        label = Label(Theme(), "A-Model-With-A-Very-Long-Name-" + end, is_elided=True, keeps_end=True)
        qtbot.addWidget(label)
        label.resize(160, 20)
        label.grab()
        shown.append(label.text())
        assert shown[-1].endswith(end) and "…" in shown[-1]
        assert label.toolTip() == label.accessibleName() == label.whole_text()
    assert shown[0] != shown[1]


def test_an_amount_stays_in_one_line_with_its_unit(qtbot: QtBot) -> None:
    label = Label(Theme(), "read in 1 s; 800 MB of your 24 GB, 46 % now", wraps=True)
    qtbot.addWidget(label)
    assert label.text() == "read in 1\xa0s; 800\xa0MB of your 24\xa0GB, 46\xa0% now"
    assert label.whole_text() == "read in 1 s; 800 MB of your 24 GB, 46 % now"
