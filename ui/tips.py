"""Tool tips that leave in sight what they explain: above it, not under the pointer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.controls import Label
from ui.ground import Ground
from ui.theme import Theme

_ROOM_PX = 4  # between the tip and what it is about
_EDGE_PX = 8  # to the window's sides
_ENDS = (
    QEvent.Type.Leave,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.KeyPress,
    QEvent.Type.Hide,
    QEvent.Type.Move,
)


class TipAbove(QObject):
    """What a pointer that rests on a widget is told. It is drawn in the window itself: where a tip that is a
    window of its own comes to stand is not in our hands on every system."""

    def __init__(self, theme: Theme, widget: QWidget) -> None:
        super().__init__(widget)
        self._theme = theme
        self._widget = widget
        self._tip: _Tip | None = None  # until it is first shown
        self.text = ""
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            self._show()
            return True
        if event.type() in _ENDS and self._tip is not None:
            self._tip.hide()
        return False

    def _show(self) -> None:
        if not self.text:
            return
        window = self._widget.window()
        if self._tip is None:
            self._tip = _Tip(self._theme, window)
        self._tip.words.set_text(self.text)
        size = self._tip.sizeHint()
        place = self._widget.mapTo(window, QPoint(0, 0))
        left = max(_EDGE_PX, min(place.x(), window.width() - size.width() - _EDGE_PX))
        top = place.y() - size.height() - _ROOM_PX
        below = place.y() + self._widget.height() + _ROOM_PX
        self._tip.setGeometry(left, top if top >= 0 else below, size.width(), size.height())
        self._tip.show()
        self._tip.raise_()


class _Tip(Ground):
    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(theme, color="raised", radius=8)
        self.words = Label(theme, font_px=13)
        row = QVBoxLayout(self)
        row.setContentsMargins(10, 6, 10, 7)
        row.addWidget(self.words)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setParent(window)
