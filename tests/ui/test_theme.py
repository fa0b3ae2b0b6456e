"""Colours and fonts."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.theme import DARK, LIGHT, Colors, Theme

# Which text stands on which ground.
PAIRS = [
    *(("text", ground) for ground in ("bg", "sidebar", "surface", "raised", "bubble", "hover", "press")),
    *(("text", ground) for ground in ("selection", "code_bg", "code_head", "danger_soft", "accent_soft")),
    *(("muted", ground) for ground in ("bg", "sidebar", "surface", "raised", "code_head", "hover")),
    *(("faint", ground) for ground in ("bg", "sidebar", "surface")),
    *((ink, "bg") for ink in ("link", "ok", "warn", "danger")),
    *((ink, "surface") for ink in ("ok", "warn", "danger", "accent")),
    *(("link", ground) for ground in ("bubble", "accent_soft", "selection")),
    ("text", "hit"),
    ("muted", "accent_soft"),
    ("muted", "code_bg"),
    *(("pill_text", ground) for ground in ("accent_soft", "bubble")),
    *((ink, "sidebar") for ink in ("muted", "faint", "accent", "danger")),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("pill_text", "pill"),
    ("danger", "danger_soft"),
    *(
        (f"syntax_{ink}", "code_bg")
        for ink in ("keyword", "string", "function", "comment", "number", "operator", "builtin", "error")
    ),
]


def luminance(color: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_can_be_read_on_its_ground(colors: Colors, ink: str, ground: str) -> None:
    assert contrast(getattr(colors, ink), getattr(colors, ground)) >= 4.5  # WCAG AA


# What is seen by its outline or shape alone: focus rings, check boxes, the caret.
SHAPES = [
    *(("accent", ground) for ground in ("bg", "surface", "raised", "sidebar", "bubble", "code_head", "hit")),
    ("faint", "bg"),
    ("on_accent", "accent"),
    ("danger", "bg"),
    ("warn", "bg"),
]


@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), SHAPES)
def test_shapes_can_be_seen_on_their_ground(colors: Colors, ink: str, ground: str) -> None:
    assert contrast(getattr(colors, ink), getattr(colors, ground)) >= 3.0  # WCAG AA, 1.4.11


def test_the_bundled_fonts_are_used(qtbot: QtBot) -> None:
    theme = Theme()
    for weight, style in ((400, "Regular"), (500, "Medium"), (650, "Semi Bold")):
        shown = QFontInfo(theme.font(15, weight))
        assert (shown.family(), shown.styleName()) == ("Inter", style)
    assert QFontInfo(theme.font(15, italic=True)).italic()
    code = theme.code_font(13)
    assert QFontInfo(code).family() == "JetBrains Mono"
    widths = QFontMetricsF(code)
    assert widths.horizontalAdvance("->") == widths.horizontalAdvance("- >") - widths.horizontalAdvance(" ")


def test_a_change_of_theme_reaches_the_palette_and_is_told(qtbot: QtBot, qapp: QApplication) -> None:
    theme = Theme()
    theme.set_mode("light")
    with qtbot.waitSignal(theme.changed):
        theme.set_mode("dark")
    assert theme.is_dark and theme.colors is DARK
    assert qapp.palette().window().color().name().upper() == DARK.bg
    theme.set_mode("light")
    assert qapp.palette().window().color().name().upper() == LIGHT.bg
    with qtbot.assertNotEmitted(theme.changed):
        theme.set_mode("light")
