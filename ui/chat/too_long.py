"""A draft for which the model has no room, whatever of the conversation leaves: what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.engine.events import PromptSize
from app.engine.overlong import Overlong
from app.errors import UserError
from app.words import tr
from ui.chat.above_box import Urgency
from ui.chat.choice_panel import ChoicePanel, Way
from ui.chat.context_length import ContextLength
from ui.chat.meter import Meter
from ui.chat.page import ChatPage
from ui.theme import Theme


class TooLong(QObject):
    """Belongs to one page. What was dismissed comes again only after a draft that fits."""

    def __init__(self, theme: Theme, page: ChatPage, meter: Meter, length: ContextLength) -> None:
        super().__init__(page)
        self._page = page
        self._length = length
        self._is_dismissed = False
        self._error: Overlong | None = None  # why it cannot be sent
        self._longer: int | None = None
        self.panel = ChoicePanel(theme, "alert")
        # As if it were opened: an open strip of what is sent waits then, and comes when it is asked for.
        page.add_above_box(self.panel, Urgency.OPENED)
        page.opened.connect(self._on_opened)
        meter.measured.connect(self._on_measured)
        meter.refused.connect(self._on_refused)
        self.panel.pressed.connect(self._on_way)
        self.panel.dismissed.connect(self._dismiss)

    def _on_opened(self) -> None:
        """Another conversation; or a new one was stored, and what is written in it stays as long."""
        self._end()
        self._page.measure()

    def _on_measured(self, size: PromptSize | None) -> None:
        if size is not None:
            self._end()

    def _end(self) -> None:
        self._is_dismissed = False
        self._error = None
        self.panel.hide()

    def _on_refused(self, error: UserError) -> None:
        conversation_id = self._page.conversation_id
        if not isinstance(error, Overlong) or conversation_id is None or self._page.is_answering():
            self._end()
            return
        self._error = error
        if not self._is_dismissed:
            needed = error.needed_tokens
            self._length.find_longer(conversation_id, lambda longer: self._ask(error, longer), lambda: needed)

    def _ask(self, error: Overlong, longer: int | None) -> None:
        if error is not self._error or self._is_dismissed:
            return  # something else was written meanwhile
        self._longer = longer
        ways = [Way("another", tr("Choose another model"))]
        if longer is not None:
            tip = tr("The model is loaded again; that takes a moment.")
            ways.insert(0, Way("longer", tr("See {count} tokens", count=longer), tip))
        self.panel.ask(error.message, error.hint, ways)

    def _on_way(self, key: str) -> None:
        conversation_id = self._page.conversation_id
        if key == "another":
            self._page.ask_for_model()
        elif conversation_id is not None and self._longer is not None:
            try:
                self._length.use(conversation_id, self._longer)
            except UserError as error:
                self._page.show_problem(error)
        self._page.focus_composer()

    def _dismiss(self) -> None:
        self._is_dismissed = True
        self._page.focus_composer()
