"""What the parts of a message are drawn with: sizes, fonts, colours and text formats of the current theme."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from PySide6.QtGui import QColor, QFont, QFontMetricsF, QTextCharFormat

from ui.chat.formulas import FormulaPictures
from ui.chat.inline import Style
from ui.theme import Theme

COLUMN_WIDTH = 760  # of the conversation, at most
BUBBLE_SHARE = 0.82  # of the column, at most
FOOT_HEIGHT = 36  # below each message, for its actions
LIST_INDENT = 24
QUOTE_INDENT = 16
PILL_ROOM = 5.0  # letter spacing before and after inline code

_SAMPLE = "The quick brown fox jumps over the lazy dog, and then it runs on."


class Face(NamedTuple):
    """One kind of text. ink: the name of a colour of the theme."""

    px: int
    line_height: int
    weight: int = 400
    ink: str = "text"
    is_tabular: bool = False  # figures of one width


BODY = Face(15, 25)
QUOTE = Face(15, 25, ink="muted")
HEADINGS = (Face(22, 32, 650), Face(19, 29, 650), Face(17, 27, 650))
THOUGHT = Face(14, 22, ink="muted")
CELL = Face(14, 22, is_tabular=True)
HEADER_CELL = Face(14, 22, 650, is_tabular=True)
FORMULA = Face(17, 30)
SMALL = Face(13, 20)
REMARK = Face(13, 20, ink="muted")
CODE_PX = 13
CODE_LINE_HEIGHT = 21


class Look:
    """Caches of one theme's fonts and formats. `renew` after the theme has changed."""

    def __init__(self, theme: Theme, formulas: FormulaPictures | None = None) -> None:
        self.theme = theme
        self.formulas = formulas  # None: formulas are shown as text
        self.renew()
        # Averages over a sentence; QFontMetrics.averageCharWidth is a third too wide for Inter.
        self.average_width = QFontMetricsF(theme.font(15)).horizontalAdvance(_SAMPLE) / len(_SAMPLE)

    @cached_property
    def code_width(self) -> float:
        """Of one character of code."""
        return QFontMetricsF(self.theme.code_font(CODE_PX)).horizontalAdvance("m" * 100) / 100

    def renew(self) -> None:
        self._colors: dict[str, QColor] = {}
        self._formats: dict[tuple[Face, int, bool], QTextCharFormat] = {}
        self._inks: dict[str, QTextCharFormat] = {}
        self._fonts: dict[Face, QFont] = {}
        self.marked_format = QTextCharFormat()
        self.marked_format.setForeground(self.color("text"))

    def color(self, name: str) -> QColor:
        if name not in self._colors:
            self._colors[name] = self.theme.color(name)
        return self._colors[name]

    def font(self, face: Face) -> QFont:
        if face not in self._fonts:
            font = QFont(self.theme.font(face.px, face.weight))
            if face.is_tabular:
                font.setFeature(QFont.Tag("tnum"), 1)
            self._fonts[face] = font
        return self._fonts[face]

    def format(self, face: Face, style: int, has_room: bool = False) -> QTextCharFormat:
        """has_room: a little space after the character, where a pill of inline code begins or ends."""
        key = (face, style, has_room)
        if key not in self._formats:
            self._formats[key] = self._make_format(face, style, has_room)
        return self._formats[key]

    def ink_format(self, ink: str) -> QTextCharFormat:
        """Of a piece of highlighted code."""
        if ink not in self._inks:
            made = QTextCharFormat()
            made.setForeground(self.color(f"syntax_{ink}"))
            made.setFontItalic(ink == "comment")
            self._inks[ink] = made
        return self._inks[ink]

    def hidden_width(self, text: str) -> float:
        """How wide text is in the formats that hide it."""
        return QFontMetricsF(self.theme.font(1)).horizontalAdvance(text)

    def hidden_formats(self, room: float) -> tuple[QTextCharFormat, QTextCharFormat]:
        """Of characters that are not to be seen; the second keeps this much room after each."""
        made = []
        for spacing in (0.0, room):
            one = QTextCharFormat()
            one.setFont(self.theme.font(1))
            one.setForeground(QColor(0, 0, 0, 0))
            one.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
            one.setFontLetterSpacing(spacing)
            made.append(one)
        return made[0], made[1]

    def _make_format(self, face: Face, style: int, has_room: bool) -> QTextCharFormat:
        made = QTextCharFormat()
        weight = 650 if style & Style.BOLD else face.weight
        is_italic = bool(style & (Style.ITALIC | Style.IMAGE))
        if style & Style.CODE:
            font = QFont(self.theme.code_font(face.px * 0.88, is_italic))
            font.setBold(weight > 600)
            made.setFont(font)
            made.setForeground(self.color("pill_text"))
        else:
            font = QFont(self.theme.font(face.px, weight, is_italic))
            if face.is_tabular:
                font.setFeature(QFont.Tag("tnum"), 1)
            made.setFont(font)
        if has_room:
            made.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
            made.setFontLetterSpacing(PILL_ROOM)
        if style & Style.LINK:
            made.setForeground(self.color("link"))
            made.setFontUnderline(True)
            made.setUnderlineColor(self.color("quote_bar"))
        elif style & Style.IMAGE:
            made.setForeground(self.color("muted"))
        if style & Style.STRIKE:
            made.setFontStrikeOut(True)
        if style & Style.SUB:
            made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSubScript)
        if style & Style.SUP:
            made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
        return made
