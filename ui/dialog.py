"""What all dialogs are: framed, in front of a window that is dimmed while they wait."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QVBoxLayout, QWidget

from app.words import tr
from ui.controls import Label, TextButton
from ui.scroll_bar import WIDTH as SCROLL_BAR_PX
from ui.scroll_bar import SlimScrollBar
from ui.theme import Theme

_FRAME_PX = 1
_TITLE_BAR_PX = 40  # about what a desktop's takes
_LEAST_FIELDS_PX = 120
_BESIDE_BAR_PX = 4
_DIMMED = 0.24, 0.45  # how much, in light and dark


class Dialog(QDialog):
    """Deleted when it is closed. Not every desktop frames its windows or gives them a shadow: a frame and a
    ground of its own, and the dimmed window, tell it from what lies behind it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._veil: _Veil | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme.changed.connect(self.update)

    def begin_column(self, title: str, *notes: str, spacing_px: int = 10) -> QVBoxLayout:
        """The dialog's parts below each other, from its title on; its window is called the same. notes: what
        is told below the title."""
        self.setWindowTitle(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(spacing_px)
        column.addWidget(Label(self._theme, title, font_px=16, weight=600))
        for note in notes:
            column.addWidget(Label(self._theme, note, font_px=13, ink="muted", wraps=True))
        return column

    def add_fields(self, column: QVBoxLayout, spacing_px: int) -> QVBoxLayout:
        """Room in the column for a form that scrolls where the screen is too low for it."""
        area = _Fields(self._theme, spacing_px)
        column.addWidget(area, 1)
        return area.column

    def make_close(self) -> TextButton:
        """A button that closes it, to be put where it belongs."""
        close = TextButton(self._theme, tr("Close"), look="accent", font_px=14, height_px=34)
        close.clicked.connect(self.accept)
        return close

    def event(self, event: QEvent) -> bool:
        is_done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize, QEvent.Type.Show):
            self._make_room()
        return is_done

    def _make_room(self) -> None:
        """As high as its wrapped words need at this width: Qt itself would look at that only in a window
        that has no least width of its own, and lay one part over the other in all others."""
        layout = self.layout()
        if layout is None or not layout.hasHeightForWidth():
            return
        needed = layout.totalMinimumHeightForWidth(self.width())
        if needed != self.minimumHeight() and self.minimumHeight() != self.maximumHeight():
            self.setMinimumHeight(min(needed, self.screen().availableGeometry().height()))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.findChild(_Fields) is not None:  # Qt itself gives a window two thirds of the screen at most
            room = self.screen().availableGeometry().height() - _TITLE_BAR_PX
            self.resize(self.width(), min(self.sizeHint().height(), room))
        behind = self.parentWidget()
        if behind is not None and self._veil is None:
            self._veil = _Veil(self._theme, behind.window())

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._veil is not None and not event.spontaneous():
            self._veil.hide()
            self._veil.deleteLater()
            self._veil = None

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("frame"))
        inner = self.rect().adjusted(_FRAME_PX, _FRAME_PX, -_FRAME_PX, -_FRAME_PX)
        painter.fillRect(inner, self._theme.color("raised"))


class _Fields(QScrollArea):
    """As high as what is in `column`, where there is room for it."""

    def __init__(self, theme: Theme, spacing_px: int) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBar(SlimScrollBar(theme, "raised"))
        self._body = QWidget()
        self.column = QVBoxLayout(self._body)
        self.column.setContentsMargins(0, 0, _BESIDE_BAR_PX, 0)
        self.column.setSpacing(spacing_px)
        self.setWidget(self._body)
        for part in (self.viewport(), self._body):  # the dialog's own ground shows through
            part.setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        return self._body.sizeHint()

    def minimumSizeHint(self) -> QSize:
        least = self._body.minimumSizeHint()
        return QSize(least.width() + SCROLL_BAR_PX, min(least.height(), _LEAST_FIELDS_PX))


class _Veil(QWidget):
    """Over all of a window."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._window = window
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self.raise_()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setOpacity(_DIMMED[self._theme.is_dark])
        painter.fillRect(self.rect(), self._theme.color("veil"))
