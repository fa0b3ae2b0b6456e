"""The bar of what would be sent: a segment for each part, to be pointed at, pressed and walked through."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.next_prompt import NextPrompt
from app.words import tr
from ui.chat.segments import Segment, name_of, segments_of, told_of, widths_of
from ui.controls import KEYBOARD_REASONS
from ui.theme import Theme

_HEIGHT_PX, _BAR_PX = 26, 14
_GAP_PX = 2
_PIN_PX = 2.0  # the line above a segment that is pinned
_INKS = {
    "system": "faint",
    "summary": "syntax_keyword",
    "question": "accent",
    "answer": "syntax_builtin",
    "attachment": "syntax_number",
    "draft": "ok",
}


class SegmentBar(QWidget):
    """Left and Right walk, Return goes to the message; the keys of letters are for who holds the bar."""

    pointed_at = Signal(object)  # Segment
    pressed = Signal(object)  # Segment
    key_pressed = Signal(object, str)  # Segment, letter

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._prompt: NextPrompt | None = None
        self._buttons: list[SegmentButton] = []
        self._current: tuple[object, ...] | None = None
        self.setFixedHeight(_HEIGHT_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("What the model will be sent"))
        theme.changed.connect(self.update)

    def show_prompt(self, prompt: NextPrompt | None) -> None:
        """None: it is not known."""
        self._prompt = prompt
        segments = segments_of(prompt, self.width()) if prompt is not None else []
        known: dict[tuple[object, ...], list[SegmentButton]] = {}
        for button in reversed(self._buttons):
            known.setdefault(button.segment.key, []).append(button)
        kept: list[SegmentButton] = []
        for segment in segments:
            same = known.get(segment.key)
            button = same.pop() if same else self._make_button(segment)
            button.show_segment(segment, prompt.size.context_length if prompt else 0)
            kept.append(button)
        for gone in (button for same in known.values() for button in same):
            gone.hide()
            gone.deleteLater()
        self._buttons = kept
        self._place()

    def segments(self) -> list[Segment]:
        return [button.segment for button in self._buttons]

    def current(self) -> Segment | None:
        """The one pointed at last, by the mouse or the keyboard."""
        return next((one.segment for one in self._buttons if one.segment.key == self._current), None)

    def point_at(self, segment: Segment | None) -> None:
        """As if it were pointed at."""
        self._current = None if segment is None else segment.key
        for button in self._buttons:
            button.show_current(button.segment.key == self._current)
        self._let_tab_in()
        if segment is not None:
            self.pointed_at.emit(segment)

    def take_keyboard(self, *, shows_it: bool = False) -> None:
        """The focus goes to the current segment, else to the first one, which the first key points at.
        shows_it: with the ring around it."""
        if self._buttons:
            current = (one for one in self._buttons if one.segment.key == self._current)
            button = next(current, self._buttons[0])
            button.setFocus(Qt.FocusReason.OtherFocusReason)
            if shows_it:
                button.show_keyboard()

    def has_keyboard(self) -> bool:
        return any(button.hasFocus() for button in self._buttons)

    def _make_button(self, segment: Segment) -> SegmentButton:
        button = SegmentButton(self._theme, segment, self)
        button.pointed_at.connect(lambda: self.point_at(button.segment))
        button.clicked.connect(lambda: self.pressed.emit(button.segment))
        button.walked.connect(lambda step: self._walk(button, step))
        button.letter_pressed.connect(lambda letter: self.key_pressed.emit(button.segment, letter))
        button.show()
        return button

    def _walk(self, button: SegmentButton, step: int) -> None:
        if self._current is None:  # the first key only says where the keyboard is
            button.setFocus(Qt.FocusReason.TabFocusReason)
            button.show_keyboard()
            return
        place = min(max(self._buttons.index(button) + step, 0), len(self._buttons) - 1)
        self._buttons[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _place(self) -> None:
        if self._prompt is None or not self._buttons:
            self._let_tab_in()
            return
        x = 0
        segments = self.segments()
        for button, width in zip(
            self._buttons, widths_of(segments, self._prompt.size.context_length, self.width()), strict=True
        ):
            button.setGeometry(x, 0, width, self.height())
            x += width + _GAP_PX
        for before, after in zip(self._buttons, self._buttons[1:], strict=False):
            QWidget.setTabOrder(before, after)
        self._let_tab_in()
        self.update()

    def _let_tab_in(self) -> None:
        """Tab comes to one segment only; the arrow keys go on from there."""
        keys = [button.segment.key for button in self._buttons]
        reached = keys.index(self._current) if self._current in keys else 0
        for place, button in enumerate(self._buttons):
            is_reached = place == reached
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus if is_reached else Qt.FocusPolicy.NoFocus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.show_prompt(self._prompt)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A line below what the model has read already."""
        if self._prompt is None or not self._buttons:
            return
        size = self._prompt.size
        sent = [button for button in self._buttons if button.segment.is_sent and button.segment.parts]
        left, rest, right = None, min(size.reused_tokens, size.prompt_tokens), 0.0
        for button in sent:
            if rest <= 0:
                break
            left = float(button.x()) if left is None else left
            share = min(1.0, rest / max(1, button.segment.tokens))
            right = button.x() + button.width() * share
            rest -= button.segment.tokens
        if left is not None:
            painter = QPainter(self)
            painter.fillRect(QRectF(left, self.height() - 3, right - left, 2), self._theme.color("faint"))


class SegmentButton(QAbstractButton):
    """One segment. Full where it is sent, hatched where it is not, an outline for what is free, and a quiet
    ground in it where that is kept for the answer."""

    pointed_at = Signal()
    walked = Signal(int)  # steps to the right
    letter_pressed = Signal(str)

    def __init__(self, theme: Theme, segment: Segment, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shows_focus = False
        self._is_current = False
        self.segment = segment
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_segment(self, segment: Segment, context_length: int) -> None:
        self.segment = segment
        told = told_of(segment, context_length)
        self.setAccessibleName(f"{name_of(segment)}, {told.replace(' · ', ', ')}")
        self.update()

    def show_current(self, is_current: bool) -> None:
        if is_current != self._is_current:
            self._is_current = is_current
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(40, _HEIGHT_PX)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.pointed_at.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in KEYBOARD_REASONS:
            self.show_keyboard()

    def show_keyboard(self) -> None:
        """The keyboard is here, and points at it."""
        self._shows_focus = True
        self.pointed_at.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._shows_focus = False
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Home: -10_000,
            Qt.Key.Key_End: 10_000,
        }
        if event.key() in steps:
            self.walked.emit(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.click()
        elif event.text().upper() in ("P", "X"):
            self.letter_pressed.emit(event.text().upper())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = (self.height() - _BAR_PX) / 2
        area = QRectF(0, top, self.width(), _BAR_PX)
        path = QPainterPath()
        path.addRoundedRect(area, 3, 3)
        color = self._theme.color(_INKS[self.segment.parts[0].kind] if self.segment.parts else "border")
        if self.segment.fate == "leaves":
            color = self._theme.color("warn")
        if not self.segment.parts:
            painter.setPen(QPen(self._theme.color("scroll_thumb"), 1))
            painter.setBrush(self._theme.color("press") if self.segment.is_kept else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        elif self.segment.is_sent:
            painter.fillPath(path, color)
        else:
            self._paint_hatched(painter, path, color)
        if self.segment.fate == "pinned":
            painter.fillRect(QRectF(0, top - 2 - _PIN_PX, self.width(), _PIN_PX), self._theme.color("text"))
        if self._shows_focus or self._is_current or self.underMouse():
            ring = self._theme.color("text" if self._shows_focus else "muted")
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(ring, 2 if self._shows_focus else 1))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 3, 3)

    def _paint_hatched(self, painter: QPainter, path: QPainterPath, color: QColor) -> None:
        painter.fillPath(path, self._theme.color("code_bg"))
        painter.fillPath(path, QBrush(color, Qt.BrushStyle.BDiagPattern))
        painter.setPen(QPen(color, 1))
        painter.drawPath(path)
