"""The widget of a message that is on the screen: it paints its row and carries the buttons on it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.words import Marked, translated
from ui.chat.chips import CHIP_HEIGHT, Chip
from ui.chat.code_leaf import CodeLeaf
from ui.chat.emphasis import Emphasis
from ui.chat.entry import CHIP, action_of
from ui.chat.message_buttons import CopyCodeButton, NoticeButton
from ui.chat.notice import button_width
from ui.chat.row import Row
from ui.chat.row_picture import paint_row
from ui.chat.zoomed_button import ZoomedButton
from ui.theme import Theme


class MessageItem(QWidget):
    """Shows one row at a time; the transcript moves it and gives it another row when that leaves the view.

    Mouse events are left to the transcript: selections cross messages.
    """

    action = Signal(int, str)  # key of the entry; the name of a notice's button, or entry.CHIP and a number

    button_made = Signal(QWidget)
    fold_asked = Signal(object)  # the Row whose reasoning a screen reader opens or closes

    def __init__(self, theme: Theme, emphasis: Emphasis, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._emphasis = emphasis
        self._row: Row | None = None
        self._number = 0
        self._column_x = 0
        self._zoom = 1.0
        self._copy_buttons: dict[CodeLeaf, CopyCodeButton] = {}
        self._spare_buttons: list[CopyCodeButton] = []
        self._notice_buttons: list[NoticeButton] = []
        self._chips: list[Chip] = []
        # Nothing shines through and nothing moves when it grows: Qt then repaints only what is new.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_StaticContents)
        self.setMouseTracking(True)

    @property
    def row(self) -> Row | None:
        return self._row

    @property
    def has_frame(self) -> bool:
        """Whether the keyboard is at this message."""
        return self._row is not None and self._emphasis.frame == self._number

    @property
    def number(self) -> int:
        """Of the row in the conversation."""
        return self._number

    def show_row(self, row: Row, number: int, geometry: QRect, column_x: int, zoom: float) -> None:
        """Place the widget over its row."""
        if row is not self._row or (column_x, zoom) != (self._column_x, self._zoom):
            self.update()
        self._row = row
        self._number = number
        self._column_x = column_x
        self._zoom = zoom
        if geometry != self.geometry():
            self.setGeometry(geometry)
        if self.isHidden():
            self.show()

    def place_buttons(self, top: float, bottom: float) -> None:
        """Put buttons on what lies between two heights of the row."""
        row = self._row
        if row is None:
            return
        wanted = {leaf: (x, y) for leaf, x, y in row.code_leaves(top, bottom)}
        for leaf in [leaf for leaf in self._copy_buttons if leaf not in wanted]:
            button = self._copy_buttons.pop(leaf)
            button.hide()
            button.leaf = None
            self._spare_buttons.append(button)
        for leaf, (x, y) in wanted.items():
            if leaf not in self._copy_buttons:
                button = self._new_copy_button()
                button.leaf = leaf
                self._copy_buttons[leaf] = button
                button.show()
            area = leaf.button_area()
            self._place(self._copy_buttons[leaf], QPointF(area.right() + x, area.center().y() + y))
        self._place_notice_buttons(row)
        self._place_chips(row)

    def _place(self, button: ZoomedButton, right: QPointF, widest: float | None = None) -> None:
        """Put the middle of the button's right edge at a point of the row."""
        place = QPointF(self._column_x + right.x() * self._zoom, right.y() * self._zoom).toPoint()
        button.stand(place, self._zoom, None if widest is None else int(widest * self._zoom))

    def copy_button(self, leaf: CodeLeaf) -> CopyCodeButton | None:
        """The button on a block of code; None while that is out of sight."""
        return self._copy_buttons.get(leaf)

    def buttons(self) -> list[QWidget]:
        """Those of the message as a whole."""
        return [*self._chips, *self._notice_buttons]

    def _new_copy_button(self) -> CopyCodeButton:
        if self._spare_buttons:
            return self._spare_buttons.pop()
        button = CopyCodeButton(self._theme, self)
        self.button_made.emit(button)
        return button

    def _notice_button(self, name: Marked) -> NoticeButton:
        text = translated(name)
        button = NoticeButton(self._theme, text, button_width(self._theme, text), self)
        button.clicked.connect(lambda: self._emit_action(action_of(name)))
        self.button_made.emit(button)
        button.show()
        return button

    def _emit_action(self, name: str) -> None:
        if self._row:
            self.action.emit(self._row.entry.key, name)

    def _place_notice_buttons(self, row: Row) -> None:
        names = row.entry.actions if row.entry.notice else ()
        if [button.text() for button in self._notice_buttons] != [translated(name) for name in names]:
            for button in self._notice_buttons:
                button.hide()
                button.deleteLater()
            self._notice_buttons = [self._notice_button(name) for name in names]
        for button, place in zip(self._notice_buttons, row.button_places(), strict=True):
            self._place(button, place)

    def _place_chips(self, row: Row) -> None:
        texts = row.entry.chips
        if [chip.text() for chip in self._chips] != list(texts):
            for chip in self._chips:
                chip.hide()
                chip.deleteLater()
            self._chips = [self._chip(number, text) for number, text in enumerate(texts)]
        area = row.chips_area()
        for number, chip in enumerate(self._chips):
            step = area.height() / len(self._chips)
            self._place(chip, QPointF(area.right(), area.y() + number * step + CHIP_HEIGHT / 2), area.width())

    def _chip(self, number: int, text: str) -> Chip:
        chip = Chip(self._theme, text, self)
        chip.clicked.connect(lambda: self._emit_action(f"{CHIP}{number}"))
        self.button_made.emit(chip)
        chip.show()
        return chip

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.fillRect(event.rect(), self._theme.color("bg"))
            if self._row is not None:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.translate(self._column_x, 0)
                painter.scale(self._zoom, self._zoom)
                clip = (event.rect().top() / self._zoom, (event.rect().bottom() + 1) / self._zoom)
                paint_row(self._row, painter, clip, self._number, self._emphasis)
        finally:
            painter.end()  # a painter left active by an error would break all painting after it
