"""What is seen of a chat: header, conversation, composer, status line. ChatPage makes it work."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.words import tr
from ui.chat.above_box import AboveBoxes, Urgency
from ui.chat.banner import Banner
from ui.chat.conversation_view import ConversationView
from ui.chat.formulas import FormulaPictures
from ui.chat.header import Header
from ui.chat.stores import Stores
from ui.chat.welcome import SCROLL_BAR_PX
from ui.chat.writing import WritingArea
from ui.theme import Theme

_COLUMN_PX = 760
_SMALLEST_VIEW_PX = 16  # in a low window with large letters the box and the questions above it go before
_CALM_VIEW_PX = 220  # what stands above the box leaves so much of the conversation, if it can wait


class ChatFace(QWidget):
    """The parts, each in its place. It needs neither a model nor what asks one, so that it can be painted
    before those are there."""

    column_moved = Signal(int, int)  # width of the conversation's column, and where it begins

    def __init__(
        self, theme: Theme, stores: Stores, first_questions: tuple[str, ...], formulas: FormulaPictures
    ) -> None:
        super().__init__()
        self.theme = theme
        self._stores = stores
        self.header = Header(theme)
        self.banner = Banner(theme)
        self.view = ConversationView(theme, stores, first_questions, formulas)
        self.writing = WritingArea(theme)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._middle = middle = QWidget()
        self._notices = QVBoxLayout(middle)
        self._notices.setContentsMargins(0, 8, 0, 0)
        self._notices.addWidget(self.banner)
        middle.setVisible(False)
        for part in (self.header, middle, self.view, self.writing):
            self._column.addWidget(part)
        self._column.setStretchFactor(self.view, 1)
        # It takes what the others leave; a long draft gives way only when that is no more than a few lines.
        self.view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.view.setMinimumHeight(_SMALLEST_VIEW_PX)
        self._boxes = AboveBoxes(
            self._room_above_box, lambda: self.writing.composer.setFocus(Qt.FocusReason.OtherFocusReason)
        )
        self.writing.installEventFilter(self)
        self.banner.shown_or_hidden.connect(middle.setVisible)
        self.banner.shown_or_hidden.connect(lambda _: self._boxes.arrange())
        self.view.scrolled.connect(self.header.show_line)

    def show_stored(self, conversation_id: int | None) -> None:
        """A conversation, its title and what was being written there; None: a new one."""
        title = self._stores.conversations.get(conversation_id).title if conversation_id is not None else ""
        self.view.show_conversation(conversation_id)
        self.show_title(title)
        if conversation_id is not None:
            self.writing.set_draft(self._stores.drafts.get(conversation_id))

    def show_title(self, title: str) -> None:
        """Empty: it has none yet."""
        self.header.show_title(title or tr("New chat"))

    def add_above_box(self, part: QWidget, urgency: Urgency | None = None) -> None:
        """Between the conversation and the box, in the conversation's column, while there is room. urgency
        None: what a person opens is as urgent as that, everything else needed."""
        place = self._boxes.add(part, urgency)
        self.column_moved.connect(place.fit)
        self._column.insertWidget(self._column.indexOf(self.writing), place)
        self.place_parts()

    def bring_up(self, part: QWidget) -> None:
        """One that stands there was asked for; others may have to wait for it."""
        self._boxes.bring_up(part)

    def _room_above_box(self) -> tuple[int, int]:
        """(pixels that may be taken there, the column's width)"""
        width = self._place()[0]
        above = self.header.height() + (
            self._middle.sizeHint().height() if not self._middle.isHidden() else 0
        )
        below = self.writing.sizeHint().height()
        if self.writing.hasHeightForWidth():
            below = self.writing.heightForWidth(self.width())
        return self.height() - above - below - _CALM_VIEW_PX, width

    def order_stops(self) -> None:
        """From now on Tab goes as one reads, also to what is made later than the box below it.

        Not before the first picture: it would wait while a Python object is made of each widget on the way.
        """
        if (part := self.view.currentWidget()) is not None:
            self._put_after_header(part)
        self.view.part_made.connect(self._put_after_header)

    def _put_after_header(self, part: QWidget) -> None:
        for one, following in pairwise([_stops(self.header)[-1], *_stops(part)]):
            QWidget.setTabOrder(one, following)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place_parts()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is written takes more room, or less."""
        if watched is self.writing and event.type() == QEvent.Type.LayoutRequest:
            self._boxes.arrange()
        return super().eventFilter(watched, event)

    def _place(self) -> tuple[int, int]:
        """The column's width, and where it begins."""
        # The transcript's column leaves room for its scroll bar, so ours do too.
        room = self.width() - SCROLL_BAR_PX
        width = min(_COLUMN_PX, room - 48) + 32
        return width, max(0, (room - width) // 2)

    def place_parts(self) -> None:
        """Everything in the conversation's column."""
        width, left = self._place()
        right = max(0, self.width() - left - width)
        self.writing.fit(width, left)
        self._notices.setContentsMargins(left, 8, right, 0)
        self.column_moved.emit(width, left)
        self._boxes.arrange()


def _stops(part: QWidget) -> list[QWidget]:
    """Where Tab stops in it, in that order."""
    stops: list[QWidget] = []
    widget = part.nextInFocusChain()
    while widget is not None and widget is not part:
        if part.isAncestorOf(widget) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            stops.append(widget)
        widget = widget.nextInFocusChain()
    return stops
